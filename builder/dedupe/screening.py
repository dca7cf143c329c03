"""Screens pairs: a cheap test that tells most of them apart before a closer look."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from ..runtime.hashing import hash_text
from ..runtime.memory import Memory
from .clustering import Pair
from .evidence import (
    UNLIKE,
    Evidence,
    abstract_overlap,
    author_overlap,
    same_page,
    title_similarity,
)
from .judging import REPORT_AT, judge
from .profiles import Profile

_NEARLY_ALIKE = 0.7
"""Titles from this similarity on are always worth a closer look."""
_ODD = 0x9E3779B97F4A7C15
"""A factor that spreads numbers of 64 bits."""
_SAME_WORDS = 0.6
"""Shared words of the shorter abstract from which it may be the same."""


def screen_pairs(
    profiles: Sequence[Profile], pairs: Sequence[Pair], memory: Memory
) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs that are worth judging, and the others.

    `memory` knows which others there were before: that takes a hundredth of looking at them.
    """
    if not pairs:
        return [], []
    names = np.array([_name(one) for one in profiles], dtype=np.uint64)
    places = np.array(pairs)
    left, right = names[places[:, 0]], names[places[:, 1]]
    # The order of the records does not matter; numbers of 64 bits wrap around.
    codes = np.minimum(left, right) * np.uint64(_ODD) + np.maximum(left, right)
    kept = memory.recall("pairs apart", ())
    is_far = np.isin(codes, kept.value) if kept else np.zeros(len(pairs), dtype=bool)
    for place in np.flatnonzero(~is_far).tolist():
        one, two = pairs[place]
        is_far[place] = not is_worth_judging(profiles[one], profiles[two])
    memory.keep("pairs apart", (), codes[is_far])
    near = [pairs[place] for place in np.flatnonzero(~is_far).tolist()]
    return near, [pairs[place] for place in np.flatnonzero(is_far).tolist()]


def _name(one: Profile) -> int:
    """64 bits for all of a record that `is_worth_judging` asks for."""
    entry = one.entry
    abstract = one.abstract.digest if one.abstract else b""
    places = (entry.doi, entry.arxiv_id, one.volume, one.first_page, sorted(one.crowded))
    text = repr((one.title, one.alternative_titles, entry.authors, abstract, places))
    return int.from_bytes(hash_text(text)[:8], "little")


def has_nothing_in_common(one: Profile, two: Profile) -> bool:
    """Whether two records have nothing that could make them one work."""
    if _share_identifier(one, two):
        return False
    title, contained = title_similarity(one, two)
    if title >= UNLIKE or contained:
        return False
    if same_page(one, two) and "page" not in one.crowded:
        return False
    return (abstract_overlap(one, two) or 0) < _SAME_WORDS


def is_worth_judging(one: Profile, two: Profile) -> bool:
    """Whether a closer look may find two records one work, versions of one, or close to it."""
    if _share_address(one, two):
        return not has_nothing_in_common(one, two)
    title, contained = title_similarity(one, two)
    if contained or title >= _NEARLY_ALIKE:
        return True
    abstract = abstract_overlap(one, two)
    if title < UNLIKE and (abstract or 0) < _SAME_WORDS:
        return False
    # Names take longest to compare, and need not be where they could not help.
    same_authors = 1.0 if one.authors and two.authors else None
    return _may_be_close(title, same_authors, abstract) and (
        same_authors is None or _may_be_close(title, author_overlap(one, two), abstract)
    )


def _share_identifier(one: Profile, two: Profile) -> bool:
    """Whether they have an identifier in common that not many have."""
    left, right = one.entry, two.entry
    if left.doi and left.doi == right.doi and "doi" not in one.crowded:
        return True
    return bool(left.arxiv_id) and left.arxiv_id == right.arxiv_id and "arxiv" not in one.crowded


def _share_address(one: Profile, two: Profile) -> bool:
    """Whether they have an identifier or a page in common, whoever else has it."""
    left, right = one.entry, two.entry
    return bool(
        (left.doi and left.doi == right.doi)
        or (left.arxiv_id and left.arxiv_id == right.arxiv_id)
        or same_page(one, two)
    )


def _may_be_close(title: float, authors: float | None, abstract: float | None) -> bool:
    return _judge_at_best(_round_up(title), authors, abstract and _round_up(abstract))


def _round_up(share: float) -> float:
    return math.ceil(share * 50) / 50


@lru_cache(maxsize=1 << 16)
def _judge_at_best(title: float, authors: float | None, abstract: float | None) -> bool:
    """Whether records this alike may be close, if all else speaks for it but an address."""
    verdict = judge(
        Evidence(
            title=title,
            contained=False,
            words=9,
            replaced=0,
            extra=0,
            numbers=0,
            markers_differ=False,
            serial=False,
            only_pair=False,
            authors=authors,
            same_authors=False,
            author_count=0,
            years=0,
            venue="same",
            venues_spelled_differently=True,
            page=None,
            last_page=None,
            issue=None,
            volume=None,
            doi=None,
            arxiv=None,
            crowded=frozenset(),
            abridged=False,
            abstract=abstract,
        )
    )
    return verdict.decision != "apart" or verdict.score >= REPORT_AT
