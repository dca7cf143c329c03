"""Learns from papers tagged by hand which words and rule matches predict a tag.

Two steps, both in closed form or nearly, so that the same labels give the same weights.

1. Ridge regression of each tag on a paper's features (Hoerl and Kennard 1970), with the
   leave-one-out value of each labelled paper, y - a / diag((K + λI)⁻¹), so that the second
   step sees what the first would say of a paper it has not met.
2. One logistic regression for all tags together on a few figures of a paper and a tag:
   what the rules say, and what the first step says. Shared by the tags, it needs few labels;
   without any it is `RULES_ALONE`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Matrix = NDArray[np.float64]

RULES_ALONE = np.array([-5.6, 3.4, 1.7, 0.0, 0.0])
"""The second step without labels; learned once from the labelled papers of this catalogue."""
_RIDGE = 0.3
_RARE = 0.4
"""How much more a rare tag's score counts: its share of papers to the power of minus this."""
_SHRINK = 5.0
_KNEE = 0.3
_ROUNDS = 12


@dataclass(frozen=True, kw_only=True)
class Learned:
    """The fitted model."""

    probability: Matrix
    """Of each tag (column) for each paper (row)."""
    weight: Matrix
    """Of each feature (row) for each tag (column); no rows where there were no labels."""


def learn(
    features: sparse.csr_matrix,
    rules: Matrix,
    taught: Sequence[int],
    tags: Matrix,
) -> Learned:
    """Return the probability of every tag for every paper.

    `features` has a row for each paper, `rules` the rule scores of each paper and tag,
    `taught` the rows with labels and `tags` theirs (1 or 0) in the same order.
    """
    number = rules.shape[1]
    if not len(taught):
        figures = _figures(rules, np.zeros_like(rules))
        return Learned(probability=_logistic(figures @ RULES_ALONE), weight=np.zeros((0, number)))
    rows = np.asarray(taught)
    known = np.flatnonzero(tags.any(axis=0))
    said, weight = _ridge(features, rows, tags)
    figures = _figures(rules, said)
    blend = _fit(figures[np.ix_(rows, known)].reshape(-1, len(RULES_ALONE)), tags[:, known].ravel())
    margin = figures @ RULES_ALONE
    margin[:, known] = (figures @ blend)[:, known]
    return Learned(probability=_logistic(np.round(margin, 9)), weight=weight)


def _ridge(
    features: sparse.csr_matrix, rows: NDArray[np.int64], wanted: Matrix
) -> tuple[Matrix, Matrix]:
    seen = features[rows]
    share = wanted.mean(axis=0)
    inverse = np.linalg.inv((seen @ seen.T).toarray() + _RIDGE * np.eye(len(rows)))
    dual = inverse @ (wanted - share)
    weight = np.asarray(seen.T @ dual)
    said = np.asarray(features @ weight) + share
    said[rows] = wanted - dual / np.diag(inverse)[:, None]
    scale = (10.0 * np.maximum(share, 2.0 / len(rows))) ** -_RARE
    return said * scale, weight


def _figures(rules: Matrix, said: Matrix) -> Matrix:
    """Return for each paper and tag: 1, the rules' score, its share of the best, the words'."""
    best = np.maximum(rules.max(axis=1, keepdims=True), 1e-9)
    return np.stack(
        [
            np.ones_like(rules),
            np.log1p(rules),
            rules / best,
            4.0 * said,
            4.0 * np.maximum(said - _KNEE, 0.0),
        ],
        axis=-1,
    )


def _fit(figures: Matrix, wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights of a logistic regression by Newton's method, drawn to `RULES_ALONE`."""
    weights = RULES_ALONE.copy()
    for _ in range(_ROUNDS):
        chance = _logistic(figures @ weights)
        slope = figures.T @ (chance - wanted) + _SHRINK * (weights - RULES_ALONE)
        spread = (chance * (1.0 - chance))[:, None]
        curve = (figures * spread).T @ figures + _SHRINK * np.eye(len(weights))
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def _logistic(margin: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1.0 / (1.0 + np.exp(-np.clip(margin, -30.0, 30.0)))
