"""Names papers: one slug each, and the aliases that redirect to it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..model.records import Entry, PaperId
from ..model.slugs import make_namesake_slug, make_slug
from ..text.title_key import normalise_title
from .title_kinds import is_serial_title


def name_papers(
    works: Sequence[tuple[str, Sequence[Entry]]],
) -> list[tuple[PaperId, frozenset[PaperId]]]:
    """Return the slug of each work and its aliases; a work is its plain title and its records.

    A unique title makes the slug. Papers that share a title add what distinguishes them
    to it, and so do serial titles (`Editorial`); the plain slug then
    leads to a page that lists them all.
    """
    plain = [make_slug(title) for title, _ in works]
    shared = {slug for slug, count in Counter(plain).items() if count > 1}
    named = {
        index: _identities(entries)
        for index, (title, entries) in enumerate(works)
        if plain[index] in shared or is_serial_title(normalise_title(title))
    }
    slugs = list(plain)
    taken = {slug for index, slug in enumerate(plain) if index not in named}
    for index in sorted(named, key=lambda index: (plain[index], named[index])):
        found = [make_namesake_slug(works[index][0], one) for _, one in named[index]]
        slugs[index] = next((slug for slug in found if slug not in taken), found[-1])
        taken.add(slugs[index])
    return [
        (slug, frozenset(_aliases(title, entries, named.get(index, ()))) - taken)
        for index, (slug, (title, entries)) in enumerate(zip(slugs, works, strict=True))
    ]


def _aliases(
    title: str, entries: Iterable[Entry], identities: Iterable[tuple[int, str]]
) -> Iterator[PaperId]:
    yield make_slug(title)
    for entry in entries:
        if entry.title:
            yield make_slug(entry.title.plain)
    for firmness, identity in identities:
        if firmness < _SIGHTING_RANK:
            yield make_namesake_slug(title, identity)


_SIGHTING_RANK = 3
"""The least stable identity: a listing can be re-sorted."""


def _identities(entries: Iterable[Entry]) -> list[tuple[int, str]]:
    """Return what distinguishes a work from its namesakes, most stable first."""
    found: set[tuple[int, str]] = set()
    for entry in entries:
        if entry.doi:
            found.add((0, f"doi {entry.doi}"))
        if entry.arxiv_id:
            found.add((1, f"arxiv {entry.arxiv_id}"))
        details = (
            *entry.authors,
            *(str(value or "") for value in (entry.year, entry.venue, entry.volume)),
            *(value or "" for value in (entry.issue, entry.pages)),
            hashlib.sha256(entry.abstract.source.encode()).hexdigest() if entry.abstract else "",
        )
        if any(details):
            found.add((2, "\n".join(details)))
        found.add((_SIGHTING_RANK, f"{entry.listing}\n{entry.position}"))
    return sorted(found)
