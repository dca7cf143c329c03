"""Terms that stand in for what was typed: completions and near spellings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

SHORTEST_MISSPELT = 4
"""Shorter words have too many neighbours."""


def completions(prefix: str, terms: Sequence[str], surfaces: Mapping[str, str]) -> list[str]:
    """Return the terms whose stem or commonest word begins with `prefix`, in order.

    A stem can be shorter than what was typed (`represent` for `representat`), so the first
    three letters choose the terms that are looked at.
    """
    return [
        term
        for term in _beginning_with(prefix[:3], terms)
        if term.startswith(prefix) or surfaces[term].startswith(prefix)
    ]


def near_spellings(
    word: str, term: str, terms: Sequence[str], surfaces: Mapping[str, str]
) -> list[tuple[str, int]]:
    """Return the terms with the same first letter nearest to a word or its term, and how near.

    Both are compared, a word with commonest words, as a misspelt ending is not stemmed. One
    edit for words of four and five letters, two for longer ones; all terms at the least
    distance found.
    """
    if len(word) < SHORTEST_MISSPELT:
        return []
    most = 1 if len(word) < 6 else 2
    found: list[tuple[str, int]] = []
    for other in _beginning_with(word[0], terms):
        distance = min(edits(term, other, most), edits(word, surfaces[other], most))
        if distance <= most:
            if distance < most:
                most, found = distance, []
            found.append((other, distance))
    return found


def edits(left: str, right: str, most: int) -> int:
    """Return the optimal string alignment distance, or `most + 1` where it is larger.

    Insertions, deletions, substitutions and swaps of neighbours count one each: Boytsov,
    "Indexing methods for approximate dictionary searching", 2011.
    """
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        row = [i]
        for j, other in enumerate(right, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, above = above, row
    return min(above[-1], most + 1)


def _beginning_with(start: str, terms: Sequence[str]) -> Iterator[str]:
    for number in range(bisect_left(terms, start), len(terms)):
        if not terms[number].startswith(start):
            return
        yield terms[number]
