"""Papers near in meaning, found without comparing each with each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..runtime.parallel import map_parallel

EXACT_UP_TO = 4000
"""Papers up to which each is compared with each."""
CLUSTER_SIZE = 64
"""How many papers a cluster has on average."""
MAX_CLUSTERS = 1024
MAX_MEMBERS = 256
"""How many papers of a cluster are candidates: those nearest to its centre."""
CLUSTERS_SEARCHED = 24
"""A paper's candidates are those of its own cluster and of the nearest others."""
ROUNDS = 6
SAMPLE = 8000
"""About how many papers, evenly sampled, the clusters are learnt from."""
BLOCK_ROWS = 1024

Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]


def find_near_in_meaning(vectors: Vectors, most: int) -> Rows:
    """Return the `most` nearest rows of each row, nearest first, and -1 where there are fewer.

    `vectors` has rows of length 1, or of zeros, which are near nothing. Time and memory grow
    with the number of rows: clusters by spherical k-means (Dhillon and Modha 2001), of which
    each row searches the nearest, as an inverted file does (Jégou et al. 2011).
    """
    nearest = np.full((len(vectors), most), -1, dtype=np.int64)
    known = np.flatnonzero(vectors.any(axis=1))
    groups = list(_group_rows(vectors, known))

    def find(number: int) -> Rows:
        rows, candidates = groups[number]
        return _rank(vectors, rows, candidates, most)

    found = map_parallel(find, range(len(groups)), least=8)
    for (rows, _), best in zip(groups, found, strict=True):
        nearest[rows, : best.shape[1]] = best
    return nearest


def _group_rows(vectors: Vectors, known: Rows) -> Iterator[tuple[Rows, Rows]]:
    """Give rows that have the same candidates, with those candidates in order."""
    if len(known) <= EXACT_UP_TO:
        for start in range(0, len(known), BLOCK_ROWS):
            yield known[start : start + BLOCK_ROWS], known
        return
    centres = _learn_centres(vectors, known)
    home, closeness = _find_homes(vectors, known, centres)
    order = np.lexsort((known, -closeness, home))
    starts = np.searchsorted(home[order], np.arange(len(centres) + 1))
    members = [known[order[start:end]] for start, end in pairwise(starts)]
    beside = np.argsort(-(centres @ centres.T).round(4), axis=1, kind="stable")
    for cluster, rows in enumerate(members):
        if len(rows):
            searched = beside[cluster, :CLUSTERS_SEARCHED]
            yield rows, np.sort(np.concatenate([members[at][:MAX_MEMBERS] for at in searched]))


def _learn_centres(vectors: Vectors, known: Rows) -> Vectors:
    count = min(len(known) // CLUSTER_SIZE, MAX_CLUSTERS)
    sample = known[:: max(1, len(known) // SAMPLE)]
    centres = vectors[sample[:: max(1, len(sample) // count)]][:count]
    for _ in range(ROUNDS):
        home, _ = _find_homes(vectors, sample, centres)
        sums = np.zeros_like(centres)
        np.add.at(sums, home, vectors[sample])
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(length > 1e-6, sums / np.maximum(length, 1e-6), centres).round(4)
    return centres


def _find_homes(vectors: Vectors, rows: Rows, centres: Vectors) -> tuple[Rows, Vectors]:
    """Return the nearest centre of each row, and how near it is."""
    homes, closeness = [], []
    for start in range(0, len(rows), BLOCK_ROWS):
        cosine = (vectors[rows[start : start + BLOCK_ROWS]] @ centres.T).round(4)
        homes.append(cosine.argmax(axis=1))
        closeness.append(cosine.max(axis=1))
    return np.concatenate(homes), np.concatenate(closeness)


def _rank(vectors: Vectors, rows: Rows, candidates: Rows, most: int) -> Rows:
    """Return the `most` candidates nearest to each row; of equals the earlier."""
    cosine = vectors[rows] @ vectors[candidates].T
    cosine[rows[:, None] == candidates] = -2.0
    # Whole numbers, each once: the order is the same on every machine.
    columns = np.arange(len(candidates))
    rank = np.rint(cosine * 1e4).astype(np.int64) * len(candidates) - columns
    kept = min(most, len(candidates) - 1)
    best = np.argpartition(-rank, kept, axis=1)[:, :kept]
    order = np.argsort(-np.take_along_axis(rank, best, axis=1), axis=1)
    return candidates[np.take_along_axis(best, order, axis=1)]
