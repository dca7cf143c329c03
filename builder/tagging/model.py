"""Learns from papers tagged by hand which words and rule matches predict a tag.

Two steps, both in closed form or nearly, so that the same labels give the same weights.

1. Ridge regression of each tag on a paper's features (Hoerl and Kennard 1970), with the
   leave-one-out value of each labelled paper, y - a / diag((K + λI)⁻¹), so that the second
   step sees what the first would say of a paper it has not met.
2. One logistic regression for all tags together on a few figures of a paper and a tag:
   what the rules say, what the first step says, and how near they are in meaning. Shared by
   the tags, it needs few labels; without any it is `RULES_ALONE`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .features import Features, Labels

Matrix = NDArray[np.float64]

RULES_ALONE = np.array([-5.6, 3.4, 1.7, 0.0, 0.0, 0.6])
"""The second step without labels; learned once from the labelled papers of this catalogue."""
_MEANING = 0.4
"""The share of the papers' vectors in their similarity, where there are any."""
_RIDGE = 0.3
_RARE = 0.3
"""How much more a rare tag's score counts: its share of papers to the power of minus this."""
_SHRINK = 2.0
_KNEE = 0.3
_ROUNDS = 20
_HALVINGS = 8
_SMALLEST = 1e-10
"""A step that changes nothing that is shown, nor would the next."""


@dataclass(frozen=True, kw_only=True)
class TagModel:
    """The fitted model."""

    probability: Matrix
    """Of each tag (column) for each paper (row)."""
    weight: Matrix
    """Of each feature (row) for each tag (column); no rows where there were no labels."""


@dataclass(frozen=True, kw_only=True)
class FirstStep:
    """What the first step says."""

    predicted: Matrix
    """Of each tag (column) for each paper (row)."""
    weight: Matrix
    """Of each feature (row) for each tag (column)."""


def take_first_step(features: Features, meaning: Matrix, labels: Labels) -> FirstStep | None:
    """Return what the labels say by the words of the papers; none where there are no labels.

    `meaning` has the papers' vectors; what the tags mean does not count here.
    """
    if not len(labels.rows):
        return None
    meaning = meaning * math.sqrt(_MEANING)
    predicted, weight = _fit_ridge(features.matrix, meaning, np.asarray(labels.rows), labels.wanted)
    return FirstStep(predicted=predicted, weight=weight)


def learn(rules: Matrix, closeness: Matrix, labels: Labels, first: FirstStep | None) -> TagModel:
    """Return the probability of every tag for every paper.

    `rules` and `closeness` say of each what the rules say, and how near it is in meaning.
    """
    if not first:
        figures = _make_figures(rules, np.zeros_like(rules), closeness)
        nothing = np.zeros((0, rules.shape[1]))
        return TagModel(probability=_logistic(np.round(figures @ RULES_ALONE, 9)), weight=nothing)
    rows = np.asarray(labels.rows)
    known = np.flatnonzero(labels.wanted.any(axis=0))
    figures = _make_figures(rules, first.predicted, closeness)
    blend = _fit_logistic(
        figures[np.ix_(rows, known)].reshape(-1, len(RULES_ALONE)),
        labels.wanted[:, known].ravel(),
    )
    margin = figures @ RULES_ALONE
    margin[:, known] = (figures @ blend)[:, known]
    return TagModel(probability=_logistic(np.round(margin, 9)), weight=first.weight)


def _fit_ridge(
    matrix: sparse.csr_matrix, vectors: Matrix, rows: NDArray[np.int64], wanted: Matrix
) -> tuple[Matrix, Matrix]:
    """Return what the first step says of each paper and tag, and its weights for the terms."""
    labelled, meaning = matrix[rows], vectors[rows]
    share = wanted.mean(axis=0)
    similarity = (labelled @ labelled.T).toarray() + meaning @ meaning.T
    inverse = np.linalg.inv(similarity + _RIDGE * np.eye(len(rows)))
    dual = inverse @ (wanted - share)
    weight = np.asarray(labelled.T @ dual)
    predicted = np.asarray(matrix @ weight) + share
    predicted += vectors @ (meaning.T @ dual)
    predicted[rows] = wanted - dual / np.diag(inverse)[:, None]
    scale = (10.0 * np.maximum(share, 2.0 / len(rows))) ** -_RARE
    return predicted * scale, weight


def _make_figures(rules: Matrix, predicted: Matrix, closeness: Matrix) -> Matrix:
    """Return for each paper and tag the figures that `RULES_ALONE` weighs.

    They are: 1, the rules' score, its share of the best, what the first step says, the same
    above a knee, and the closeness in meaning.
    """
    best = np.maximum(rules.max(axis=1, keepdims=True), 1e-9)
    return np.stack(
        [
            np.ones_like(rules),
            np.log1p(rules),
            rules / best,
            4.0 * predicted,
            4.0 * np.maximum(predicted - _KNEE, 0.0),
            closeness,
        ],
        axis=-1,
    )


def _fit_logistic(figures: Matrix, wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights of a logistic regression by Newton's method, drawn to `RULES_ALONE`.

    A step that goes too far is halved: where figures tell all labels apart, the first do.
    """

    def cost(weights: NDArray[np.float64]) -> float:
        margin = figures @ weights
        misfit = np.logaddexp(0.0, margin).sum() - margin @ wanted
        return float(misfit + 0.5 * _SHRINK * ((weights - RULES_ALONE) ** 2).sum())

    weights = RULES_ALONE.copy()
    least = cost(weights)
    for _ in range(_ROUNDS):
        probability = _logistic(figures @ weights)
        slope = figures.T @ (probability - wanted) + _SHRINK * (weights - RULES_ALONE)
        variance = (probability * (1.0 - probability))[:, None]
        curve = (figures * variance).T @ figures + _SHRINK * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        for _ in range(_HALVINGS):
            lower = cost(weights - step)
            if lower <= least:
                weights, least = weights - step, lower
                break
            step = step / 2.0
        else:
            break  # Another round would try the same steps.
        if np.abs(step).max() < _SMALLEST:
            break
    return weights


def _logistic(margin: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1.0 / (1.0 + np.exp(-np.clip(margin, -30.0, 30.0)))
