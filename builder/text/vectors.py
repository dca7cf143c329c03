"""Texts as rows of numbers."""

from __future__ import annotations

import numpy as np
from scipy import sparse


def normalise_rows(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return the matrix with every row scaled to length 1; empty rows stay empty."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = np.divide(1.0, length, out=np.zeros_like(length), where=length > 0)
    return sparse.csr_matrix(sparse.diags(scale) @ matrix)
