"""Joins what the words of a query find with what it means; `fusion.js` does the same.

A paper's score is the share of the best possible BM25 that it reaches, plus twice its cosine
with the query. The query is moved towards the first papers once, and a paper gains by the
papers that are related to it and by its best tag. Those far enough above the mean of all papers
fit the query.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..model.meaning import Numbers
from .meaning import FEEDBACK_PAPERS, MeaningIndex, Nearness

MEANING_WEIGHT = 2.0
RELATED_WEIGHT = 0.15
"""What the mean score of a paper's related papers adds to its own."""
RELATED_WEIGHT_FITTING = 0.5
"""The same where it is decided which papers fit."""
TAG_SHARE = 0.3
"""What the score of its best tag adds to the mean score of a paper's related papers."""
FITTING_SHARE = 0.26
"""How far above the mean a paper that fits stands, on the way to the best."""
CLOSE = 0.6
"""The least score of the first paper; below it the query is about something else, and only papers
with all words fit."""
NEAREST = 20
"""How many papers answer where none fits."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fused:
    """The papers that answer, and which of them fit."""

    scores: Mapping[int, float]
    fitting: Set[int]


def fuse(
    words: Floats,
    complete: Set[int],
    meaning: MeaningIndex | None,
    query: Numbers | None,
    tags: Floats,
) -> Fused:
    """Return the papers that answer.

    `words` has each paper's share of the best possible score by words, `complete` the papers
    that have all words; `query` is the query's vector, none where words alone count; `tags` has
    the score of each tag, 0 for one that is not near.
    """
    if meaning is None or query is None:
        hits = set(map(int, np.flatnonzero(words > 0))) | complete
        fitting = complete or _find_fitting(words) & hits
        return Fused(scores={number: float(words[number]) for number in hits}, fitting=fitting)
    found = np.argsort(-words, kind="stable")
    near = Nearness(meaning, query, found[words[found] > 0])
    score = words + MEANING_WEIGHT * near.cosines(query)
    best = np.argsort(-score, kind="stable")[:FEEDBACK_PAPERS]
    is_close = len(best) > 0 and score[best[0]] >= CLOSE
    if is_close:
        score = words + MEANING_WEIGHT * near.cosines(near.feedback(best))
    beside = _mean_of_related(score, meaning.related, near.seen)
    beside += TAG_SHARE * _find_best_tag(tags, meaning.tagged, near.seen)
    fitting = set(complete)
    if is_close:
        fitting |= _find_fitting(score + RELATED_WEIGHT_FITTING * beside)
    order = score + RELATED_WEIGHT * beside
    answers = set(map(int, np.flatnonzero(words > 0))) | fitting
    if not fitting:
        answers |= set(map(int, np.argsort(-order, kind="stable")[:NEAREST]))
    return Fused(scores={number: float(order[number]) for number in answers}, fitting=fitting)


def _mean_of_related(score: Floats, related: NDArray[np.int64], seen: NDArray[np.bool_]) -> Floats:
    """The mean score of each paper's related papers; its own where it has none or is not seen."""
    total = np.zeros(len(score))
    # One after the other, so that the sums are those of the browser.
    for column in related.T:
        total += np.where(column >= 0, score[column], 0.0)
    count = (related >= 0).sum(axis=1) * seen
    return np.where(count > 0, total / np.maximum(count, 1), score)


def _find_best_tag(tags: Floats, tagged: NDArray[np.int64], seen: NDArray[np.bool_]) -> Floats:
    """The score of each paper's best tag; 0 where it has none or is not seen."""
    best = np.zeros(len(seen))
    for column in tagged.T:
        best = np.maximum(best, np.where(column >= 0, tags[column], 0.0))
    return best * seen


def _find_fitting(score: Floats) -> set[int]:
    if not len(score):
        return set()
    whole = np.floor(1e6 * score + 0.5)
    mean = float(whole.sum()) / len(whole)
    bound = mean + FITTING_SHARE * (float(whole.max()) - mean)
    return set(map(int, np.flatnonzero(whole >= bound)))
