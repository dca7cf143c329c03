"""Alternatives to what was typed: completions and near spellings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from .analysis import Terms

MIN_MISSPELT_LENGTH = 4
"""Shorter words have too many neighbours."""
MIN_TWICE_MISSPELT_LENGTH = 8
"""Two edits turn a shorter word into a quite different one: `weather`, `weaker`."""


class Near(NamedTuple):
    """A term that is spelt nearly as a word."""

    term: str
    word: str
    """Its form that is nearest to what was typed."""
    distance: int


def find_completions(
    prefix: str, terms: Sequence[str], surface_forms: Mapping[str, str]
) -> list[str]:
    """Return the terms whose stem or commonest word begins with `prefix`, in order.

    A stem can be shorter than what was typed (`represent` for `representat`), so the first
    three letters choose the terms that are looked at.
    """
    return [
        term
        for term in _terms_with_prefix(prefix[:3], terms)
        if term.startswith(prefix) or surface_forms[term].startswith(prefix)
    ]


def find_near_spellings(
    word: str, forms: Iterable[str], english: Iterable[str], known: Terms
) -> list[Near]:
    """Return the nearest terms with the same first letter, those at the least distance.

    What was typed is compared with `forms`, the commonest words of terms, with their singular or
    plural, and with the `english` words whose term is `known`: where papers have `additional`,
    `aditive` is `additive`.
    """
    most = limit_edits(word)
    found: dict[str, Near] = {}
    for form in chain.from_iterable((form, _change_number(form)) for form in forms):
        _keep_near(found, word, form, most, known)
    for form in english:
        _keep_near(found, word, form, most, known)
    least = min((near.distance for near in found.values()), default=0)
    return [near for near in found.values() if near.distance == least]


def _keep_near(found: dict[str, Near], word: str, form: str, most: int, known: Terms) -> None:
    """Add a form within the limit, unless its term is there with one that is as near."""
    distance = count_edits(word, form, most)
    if distance <= most:
        term = known.language.make_term(form)
        if term in known and (term not in found or distance < found[term].distance):
            found[term] = Near(term, form, distance)


def _change_number(form: str) -> str:
    return form[:-1] if form.endswith("s") else form + "s"


def list_forms(start: str, terms: Sequence[str], surface_forms: Mapping[str, str]) -> Iterator[str]:
    """Give the commonest words of the terms that begin with `start`."""
    return (surface_forms[term] for term in _terms_with_prefix(start, terms))


def limit_edits(word: str) -> int:
    """Return how many edits a misspelt word, as typed, may be away from what was meant."""
    if len(word) < MIN_MISSPELT_LENGTH:
        return 0
    return 1 if len(word) < MIN_TWICE_MISSPELT_LENGTH else 2


def count_edits(left: str, right: str, most: int) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours; `most + 1` for more."""
    # Here, as most words are spelt as they are in some paper.
    from rapidfuzz.distance import OSA

    return OSA.distance(left, right, score_cutoff=most)


def _terms_with_prefix(start: str, terms: Sequence[str]) -> Iterator[str]:
    for number in range(bisect_left(terms, start), len(terms)):
        if not terms[number].startswith(start):
            return
        yield terms[number]
