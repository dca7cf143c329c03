"""Which papers a filter of a query chooses, and what is near where it fits nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..model.records import NO_TAG
from .analysis import Terms, tokenise
from .choosing import MAX_NEAREST, choose_papers, find_nearest
from .fields import DIRECTORY_FIELDS
from .index import FilterValue, Index
from .query import Filter, make_identifier
from .spelling import count_edits, limit_edits


def find_chosen(index: Index, filter_: Filter) -> frozenset[int]:
    """Return the papers with a value of that id or name, else with one that begins so."""
    if filter_.field not in DIRECTORY_FIELDS:
        return frozenset().union(*(value.papers for value in _find_values(index, filter_)))
    directory = index.directories.get(filter_.field)
    return choose_papers(directory, filter_.typed) if directory else frozenset()


def is_known(index: Index, filter_: Filter) -> bool:
    """Whether there is such a value, papers or not."""
    if filter_.field in DIRECTORY_FIELDS:
        return bool(find_chosen(index, filter_))
    return bool(_find_values(index, filter_))


def _find_values(index: Index, filter_: Filter) -> tuple[FilterValue, ...]:
    untagged = index.filters.get(f"{filter_.field}:{NO_TAG}")
    if untagged and filter_.value in (NO_TAG, make_identifier(untagged.name)):
        return (untagged,)
    values = tuple(_list_values(index, filter_.field))
    exact = tuple(value for ids, value in values if filter_.value in ids)
    if exact or not filter_.value:
        return exact
    return tuple(
        value for ids, value in values if any(id_.startswith(filter_.value) for id_ in ids)
    )


def find_nearest_names(index: Index, filter_: Filter) -> tuple[str, ...]:
    """Return up to three names of values for one that there is not.

    Those that share a word with it, then those that are spelt nearly so; or else the one whose
    papers have its words most often: `llm` leads to `Large language models`.
    """
    if filter_.field in DIRECTORY_FIELDS:
        directory = index.directories.get(filter_.field)
        return find_nearest(directory, filter_.typed) if directory else ()
    terms = Terms((), index.language)
    wanted = {token.term for token in tokenise(filter_.typed, terms)}
    having = {posting.document for term in wanted for posting in index.postings.get(term, ())}
    most = limit_edits(filter_.value)
    near: list[tuple[int, int, int]] = []
    often = (0.0, "")
    names: list[str] = []
    for number, (ids, value) in enumerate(_list_values(index, filter_.field)):
        names.append(value.name)
        shared = len(wanted & {token.term for token in tokenise(value.name, terms)})
        edits = min(count_edits(filter_.value, id_, most) for id_ in ids)
        common = sum(paper in having for paper in value.papers)
        if shared:
            near.append((0, -shared, number))
        elif edits <= most:
            near.append((1, edits, number))
        elif common and (rate := common / math.sqrt(len(value.papers))) > often[0]:
            often = (rate, value.name)
    if near or not often[0]:
        return tuple(names[number] for _, _, number in sorted(near)[:MAX_NEAREST])
    return (often[1],)


def _list_values(index: Index, field: str) -> Iterator[tuple[tuple[str, str], FilterValue]]:
    """Each value of a field with its id and its name as an id would have it.

    That there is none is no value.
    """
    start = f"{field}:"
    for key, value in index.filters.items():
        if key.startswith(start) and key != f"tag:{NO_TAG}":
            yield (key.removeprefix(start), make_identifier(value.name)), value
