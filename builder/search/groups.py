"""The tags, listings and pages that answer a query; `groups.js` does the same."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.meaning import Numbers
from .bm25 import WordScores
from .fusion import MEANING_WEIGHT
from .index import Index
from .meaning import compute_cosines

CLOSE_GROUP = 0.8
"""The least score of a tag or listing that is shown before the papers."""
SHARE_OF_BEST_GROUP = 0.8
"""What share of the best one's score the others reach."""
MAX_GROUPS = 3
MAX_PAGES = 2


def score_others(index: Index, scored: WordScores, vector: Numbers | None) -> Mapping[int, float]:
    """Return the score of each document that is no paper and has a word, or a meaning near."""
    found = {number: share for number, share in scored.shares.items() if number >= index.papers}
    if index.meaning and vector is not None:
        cosines = compute_cosines(vector, index.meaning.others)
        for number, cosine in enumerate(map(float, cosines), index.papers):
            score = scored.shares.get(number, 0.0) + MEANING_WEIGHT * cosine
            if number in found or score >= CLOSE_GROUP:
                found[number] = score
    return {number: found[number] for number in sorted(found)}


def choose_groups(index: Index, scored: WordScores, others: Mapping[int, float]) -> tuple[int, ...]:
    """Return tags and listings with papers, then pages with every word, one in the title."""
    best = sorted(others, key=lambda number: (-others[number], number))
    having = [number for number in best if index.count_papers(number)]
    least = max(CLOSE_GROUP, SHARE_OF_BEST_GROUP * (others[having[0]] if having else 0.0))
    groups = [number for number in having if others[number] >= least or number in scored.complete]
    pages = [
        number
        for number in best
        if index.documents[number].kind == "page" and number in scored.complete & scored.in_title
    ]
    return (*groups[:MAX_GROUPS], *pages[:MAX_PAGES])
