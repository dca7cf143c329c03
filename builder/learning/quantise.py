"""Turns what was trained into the whole numbers of `QueryEncoder`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..model.meaning import UNIT, Bytes, QueryEncoder
from .training import Floats, Network

LARGEST_SCALE = 4095


def quantise_encoder(words: Sequence[str], rows: Floats, network: Network) -> QueryEncoder:
    """Return the encoder of `words` with their trained rows; the words become sorted."""
    order = sorted(range(len(words)), key=lambda number: words[number])
    rows = rows[order].astype(np.float64)
    largest = np.maximum(np.abs(rows).max(axis=1), 1e-12)
    scales = np.maximum(np.rint(largest / largest.max() * LARGEST_SCALE), 1)
    inner, inner_step = _to_bytes(network.inner)
    outer, outer_step = _to_bytes(network.outer)
    # The trained network takes unit vectors times √d; the whole numbers have length UNIT.
    into_hidden = np.sqrt(rows.shape[1]) * inner_step / UNIT
    into_query = into_hidden * outer_step
    return QueryEncoder(
        words=tuple(words[number] for number in order),
        rows=np.rint(rows / largest[:, None] * 127).astype(np.int8),
        scales=scales.astype(np.int64),
        inner=inner,
        inner_bias=np.rint(network.inner_bias / into_hidden).astype(np.int64),
        outer=outer,
        outer_bias=np.rint(network.outer_bias / into_query).astype(np.int64),
        gain=max(1, round(1 / (UNIT * into_query))),
    )


def quantise_vectors(vectors: Floats) -> Bytes:
    """Return each row scaled to a largest number of 127, in whole numbers."""
    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-12)
    quantised: Bytes = np.rint(vectors / largest * 127).astype(np.int8)
    return quantised


def quantise_projection(projection: Floats) -> NDArray[np.int16]:
    """Return the projection in whole numbers; its scale does not matter."""
    quantised: NDArray[np.int16] = np.rint(projection / np.abs(projection).max() * 32_767).astype(
        np.int16
    )
    return quantised


def _to_bytes(weights: Floats) -> tuple[Bytes, float]:
    step = float(np.abs(weights).max()) / 127 or 1.0
    return np.rint(weights / step).astype(np.int8), step
