"""Papers to measure stages with: the owner's own, and synthetic ones of any number.

And what their texts mean, as vectors.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from builder.dedupe import merge
from builder.model.problems import Problems
from builder.model.records import Paper
from builder.reading.listings import read_listings
from builder.tagging import Vocabulary

from .data import ROOT
from .synthetic import write_synthetic_sources

Vectors = NDArray[np.float32]
WIDTH = 384


def read_own_papers() -> tuple[Paper, ...]:
    """The papers of the project's own listings."""
    return _read_papers(ROOT / "sources")


def read_own_vectors(papers: Sequence[Paper], vocabulary: Vocabulary) -> tuple[Vectors, Vectors]:
    """What the papers and the tags mean, a row each; rows of zeros where that is not learnt."""
    rows = len(papers), len(vocabulary.tags)
    return np.zeros((rows[0], WIDTH), np.float32), np.zeros((rows[1], WIDTH), np.float32)


def make_synthetic_vectors(count: int) -> Vectors:
    """Vectors around five hundred points, as the texts of `make_synthetic_papers` are."""
    rng = np.random.default_rng(0)
    points = rng.standard_normal((500, WIDTH))
    parts = points[rng.integers(len(points), size=(3, count))]
    rows = np.einsum("pij,pi->ij", parts, rng.dirichlet((1.5, 1.0, 0.5), count).T)
    rows += 0.3 * rng.standard_normal(rows.shape)
    unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def make_synthetic_papers(count: int) -> tuple[Paper, ...]:
    """About `count` papers with recombined texts; the same ones at every call."""
    with tempfile.TemporaryDirectory() as folder:
        write_synthetic_sources(Path(folder), count)
        return _read_papers(Path(folder))


def _read_papers(sources: Path) -> tuple[Paper, ...]:
    return merge(read_listings(sources / "listings", {}, Problems()).entries).papers
