"""Lays papers out on a plane, with related ones near each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..model.records import Paper, PaperId, Related

MAP_SIZE = 4096
"""Positions are whole numbers from 0 up to this."""
EPOCHS = 150
NEGATIVE_SAMPLES = 4
"""Random papers that repel, for each attracting pair (negative sampling)."""
REPULSION = 1.0
GRAVITY = 0.01
"""How strongly the centre pulls back what drifts away."""
SEED = 20250318
"""Any number will do; fixed, so that the same papers give the same map."""

Floats = NDArray[np.float64]


def place_papers(
    papers: Sequence[Paper], related: Mapping[PaperId, tuple[Related, ...]]
) -> NDArray[np.int64]:
    """Return a row `x, y` for each paper; the same papers always get the same positions.

    Related papers attract each other and random ones push each other away, from a start by
    the strongest directions of the graph: the method of LargeVis (Tang et al., 2016) with the
    kernel `1 / (1 + d²)`. Time and memory grow with the number of pairs.
    """
    if not papers:
        return np.zeros((0, 2), dtype=np.int64)
    row = {paper.id: number for number, paper in enumerate(papers)}
    pairs = sorted(
        (row[paper.id], row[near.paper], near.score)
        for paper in papers
        for near in related.get(paper.id, ())
    )
    heads = np.array([head for head, _, _ in pairs], dtype=np.int64)
    tails = np.array([tail for _, tail, _ in pairs], dtype=np.int64)
    weights = np.array([weight for _, _, weight in pairs], dtype=np.float64)
    rng = np.random.default_rng(SEED)
    positions = np.ascontiguousarray(_start_worker(len(papers), heads, tails, weights, rng).T)
    pulls = weights / weights.mean() if len(pairs) else weights
    pushed = np.repeat(heads, NEGATIVE_SAMPLES)
    for epoch in range(EPOCHS if len(pairs) else 0):
        rate = 1 - epoch / EPOCHS
        negatives = rng.integers(len(papers), size=len(pushed))
        moved = _attract(positions, heads, tails, pulls) + _repel(positions, pushed, negatives)
        positions += rate * np.clip(moved - GRAVITY * positions, -4, 4)
    return _snap_to_grid(positions.T)


def _start_worker(
    count: int,
    heads: NDArray[np.int64],
    tails: NDArray[np.int64],
    weights: Floats,
    rng: np.random.Generator,
) -> Floats:
    """Two smooth directions of the graph: random numbers, averaged over neighbours."""
    half = sparse.csr_matrix((weights, (heads, tails)), shape=(count, count))
    graph = half + half.T + sparse.identity(count) * 0.1
    step = sparse.diags(1 / np.asarray(graph.sum(axis=1)).ravel()) @ graph
    directions: Floats = rng.standard_normal((count, 2))
    for _ in range(60):
        directions = step @ directions
        directions -= directions.mean(axis=0)
        first = directions[:, 0] / max(float(np.linalg.norm(directions[:, 0])), 1e-12)
        second = directions[:, 1] - first * (first @ directions[:, 1])
        second /= max(float(np.linalg.norm(second)), 1e-12)
        directions = np.column_stack((first, second))
    layout: Floats = directions * 10 / max(float(np.abs(directions).max()), 1e-12)
    return layout


def _attract(
    positions: Floats, heads: NDArray[np.int64], tails: NDArray[np.int64], weights: Floats
) -> Floats:
    """Sum the attraction of each pair on both."""
    between, square = _measure(positions, heads, tails)
    forces = between * (weights * (1 / (1 + square)))
    count = positions.shape[1]
    return 0.1 * np.stack(
        [np.bincount(heads, f, count) - np.bincount(tails, f, count) for f in forces]
    )


def _repel(positions: Floats, heads: NDArray[np.int64], others: NDArray[np.int64]) -> Floats:
    """Sum the repulsion of each pair on the first."""
    between, square = _measure(positions, heads, others)
    forces = between * (-REPULSION * (1 / (1 + square)) / (0.1 + square))
    pushed: Floats = 0.1 * np.stack(
        [np.bincount(heads, f, positions.shape[1]) for f in forces]
    ).astype(np.float64)
    return pushed


def _measure(
    positions: Floats, heads: NDArray[np.int64], tails: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """Return the way from each head to its tail, `x` and `y`, and the square of its length."""
    between = positions.take(tails, axis=1) - positions.take(heads, axis=1)
    return between, between[0] * between[0] + between[1] * between[1]


def _snap_to_grid(positions: Floats) -> NDArray[np.int64]:
    """Scale to integers in a square, keeping proportions; outliers are clipped to the edge."""
    low, high = np.percentile(positions, [1, 99], axis=0)
    scale = max(float((high - low).max()), 1e-12)
    centred = (positions - (low + high) / 2) / scale + 0.5
    whole: NDArray[np.int64] = np.clip(np.rint(centred * MAP_SIZE), 0, MAP_SIZE).astype(np.int64)
    return whole
