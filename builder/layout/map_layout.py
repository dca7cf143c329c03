"""Lays papers out on a plane, with related ones near each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..model.records import Paper, PaperId, Related

SIDE = 4096
"""Positions are whole numbers from 0 up to this."""
EPOCHS = 150
STRANGERS = 4
"""Random papers that repel, for each attracting pair (negative sampling)."""
PUSH = 1.0
GRAVITY = 0.01
"""How strongly the centre pulls back what drifts away."""
SEED = 20250318
"""Any number will do; fixed, so that the same papers give the same map."""

Floats = NDArray[np.float64]


def place(
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
    chance = np.random.default_rng(SEED)
    places = _start(len(papers), heads, tails, weights, chance)
    for epoch in range(EPOCHS if len(pairs) else 0):
        rate = 1 - epoch / EPOCHS
        pull = _forces(places, heads, tails, weights / weights.mean(), attract=True)
        strangers = chance.integers(len(papers), size=len(heads) * STRANGERS)
        victims = np.repeat(heads, STRANGERS)
        push = _forces(places, victims, strangers, np.full(len(victims), PUSH), attract=False)
        places = places + rate * np.clip(pull + push - GRAVITY * places, -4, 4)
    return _on_grid(places)


def _start(
    count: int,
    heads: NDArray[np.int64],
    tails: NDArray[np.int64],
    weights: Floats,
    chance: np.random.Generator,
) -> Floats:
    """Two smooth directions of the graph: random numbers, averaged over neighbours."""
    half = sparse.csr_matrix((weights, (heads, tails)), shape=(count, count))
    graph = half + half.T + sparse.identity(count) * 0.1
    step = sparse.diags(1 / np.asarray(graph.sum(axis=1)).ravel()) @ graph
    directions: Floats = chance.standard_normal((count, 2))
    for _ in range(60):
        directions = step @ directions
        directions -= directions.mean(axis=0)
        first = directions[:, 0] / max(float(np.linalg.norm(directions[:, 0])), 1e-12)
        second = directions[:, 1] - first * (first @ directions[:, 1])
        second /= max(float(np.linalg.norm(second)), 1e-12)
        directions = np.column_stack((first, second))
    spread: Floats = directions * 10 / max(float(np.abs(directions).max()), 1e-12)
    return spread


def _forces(
    places: Floats,
    heads: NDArray[np.int64],
    tails: NDArray[np.int64],
    weights: Floats,
    *,
    attract: bool,
) -> Floats:
    """Sum the attraction or repulsion on each point, at both ends of each pair."""
    between = places[tails] - places[heads]
    square = (between * between).sum(axis=1)
    kernel = 1 / (1 + square)
    strength = weights * kernel if attract else -weights * kernel / (0.1 + square)
    moved = np.zeros_like(places)
    for axis in (0, 1):
        force = between[:, axis] * strength
        moved[:, axis] = np.bincount(heads, force, len(places))
        if attract:
            moved[:, axis] -= np.bincount(tails, force, len(places))
    return moved * 0.1


def _on_grid(places: Floats) -> NDArray[np.int64]:
    """Scale to integers in a square, keeping proportions; outliers are clipped to the edge."""
    low, high = np.percentile(places, [1, 99], axis=0)
    scale = max(float((high - low).max()), 1e-12)
    centred = (places - (low + high) / 2) / scale + 0.5
    whole: NDArray[np.int64] = np.clip(np.rint(centred * SIDE), 0, SIDE).astype(np.int64)
    return whole
