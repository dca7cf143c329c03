"""Counts the differently titled records behind a piece of evidence: what many share proves little.

Every paper of a volume may have the volume's DOI, every paper of a meeting the pages 1-10.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from rapidfuzz import fuzz

CROWD = 3
"""Unlike titles from which what they share is not their own."""
_ALIKE = 80
"""Per cent of similarity from which two titles may be of one work."""


def find_crowded(titles: Iterable[tuple[Hashable, str]]) -> frozenset[Hashable]:
    """Return the keys that records of `CROWD` unlike titles have; takes keys with titles.

    A title is compared with those of its key that are unlike each other, never with all.
    """
    unlike: dict[Hashable, list[str]] = {}
    for key, title in titles:
        known = unlike.setdefault(key, [])
        if len(known) < CROWD and not any(_may_be_one(title, other) for other in known):
            known.append(title)
    return frozenset(key for key, known in unlike.items() if len(known) == CROWD)


def _may_be_one(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    return long.startswith(short) or fuzz.token_sort_ratio(one, two, score_cutoff=_ALIKE) > 0
