"""Alternatives to what was typed: completions and near spellings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import OSA

MIN_MISSPELT_LENGTH = 4
"""Shorter words have too many neighbours."""
MIN_TWICE_MISSPELT_LENGTH = 8
"""Two edits turn a shorter word into a quite different one: `weather`, `weaker`."""


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
    word: str, term: str, terms: Sequence[str], surface_forms: Mapping[str, str]
) -> list[tuple[str, int]]:
    """Return the terms with the same first letter nearest to a word or its term, and how near.

    Both are compared, a word with commonest words, as a misspelt ending is not stemmed; all
    terms at the least distance found, within `limit_edits`.
    """
    most = limit_edits(word)
    if not most:
        return []
    found: list[tuple[str, int]] = []
    for other in _terms_with_prefix(word[0], terms):
        distance = min(
            count_edits(term, other, most), count_edits(word, surface_forms[other], most)
        )
        if distance <= most:
            if distance < most:
                most, found = distance, []
            found.append((other, distance))
    return found


def limit_edits(word: str) -> int:
    """Return how many edits a misspelt word, as typed, may be away from what was meant."""
    if len(word) < MIN_MISSPELT_LENGTH:
        return 0
    return 1 if len(word) < MIN_TWICE_MISSPELT_LENGTH else 2


def count_edits(left: str, right: str, most: int) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours; `most + 1` for more."""
    return OSA.distance(left, right, score_cutoff=most)


def _terms_with_prefix(start: str, terms: Sequence[str]) -> Iterator[str]:
    for number in range(bisect_left(terms, start), len(terms)):
        if not terms[number].startswith(start):
            return
        yield terms[number]
