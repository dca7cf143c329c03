"""Texts as rows of numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse


def normalise_rows(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return the matrix with every row scaled to length 1; empty rows stay empty."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = np.divide(1.0, length, out=np.zeros_like(length), where=length > 0)
    return sparse.csr_matrix(sparse.diags(scale) @ matrix)


def centre_rows(vectors: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the rows less their mean, of length 1; rows of zeros stay so and do not count.

    What all texts have in common says nothing about any of them (Mu and Viswanath 2018,
    All-but-the-Top).
    """
    rows = np.asarray(vectors, dtype=np.float64)
    known = np.linalg.norm(rows, axis=1) > 0
    if not known.any():
        return np.zeros_like(rows)
    rows = np.where(known[:, None], rows - rows[known].mean(axis=0), 0.0)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float64] = np.divide(
        rows, length, out=np.zeros_like(rows), where=length > 1e-9
    )
    return unit
