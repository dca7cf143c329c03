"""Papers to measure stages with: the owner's own, and synthetic ones of any number."""

from __future__ import annotations

import tempfile
from pathlib import Path

from builder.dedupe import merge
from builder.model.problems import Problems
from builder.model.records import Paper
from builder.reading.listings import read_listings

from .data import ROOT
from .synthetic import write_synthetic_sources


def read_own_papers() -> tuple[Paper, ...]:
    """The papers of the project's own listings."""
    return _read_papers(ROOT / "sources")


def make_synthetic_papers(count: int) -> tuple[Paper, ...]:
    """About `count` papers with recombined texts; the same ones at every call."""
    with tempfile.TemporaryDirectory() as folder:
        write_synthetic_sources(Path(folder), count)
        return _read_papers(Path(folder))


def _read_papers(sources: Path) -> tuple[Paper, ...]:
    return merge(read_listings(sources / "listings", {}, Problems()).entries).papers
