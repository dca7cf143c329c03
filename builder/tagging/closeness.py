"""How near each paper is in meaning to each tag, from vectors of their texts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

_DEFINITION = 8.0
"""As many papers with a tag its definition counts for."""


def measure_closeness(
    papers: Matrix, definitions: Matrix, training_rows: Sequence[int], wanted: Matrix
) -> Matrix:
    """Return a z-score for each paper and tag: 0 is usual for the tag, 2 is very near.

    A tag stands where its definition and the papers labelled with it stand on average
    (Rocchio 1971, with the definition in place of a query); a labelled paper is compared with
    the others. `papers` and `definitions` have rows of length 1, or 0 where there is no vector;
    `wanted` has the labels (1 or 0) of the `training_rows`.
    """
    rows = np.asarray(training_rows, dtype=np.int64)
    centres = wanted.T @ papers[rows] + _DEFINITION * definitions
    towards = papers @ centres.T
    square = np.tile((centres * centres).sum(axis=1), (len(papers), 1))
    known = np.linalg.norm(papers, axis=1) > 0
    own = wanted * known[rows][:, None]
    square[rows] += own * (1.0 - 2.0 * towards[rows])
    towards[rows] -= own
    length = np.sqrt(np.maximum(square, 0.0))
    cosine = np.divide(towards, length, out=np.zeros_like(towards), where=length > 1e-6)
    if not known.any():
        return np.zeros_like(cosine)
    spread = cosine[known].std(axis=0)
    centred = np.where(known[:, None], cosine - cosine[known].mean(axis=0), 0.0)
    closeness: Matrix = np.divide(centred, spread, out=np.zeros_like(centred), where=spread > 1e-6)
    return closeness
