"""What citing, feeds and downloads cost: the owner's catalogue, and one of 30,000 papers."""

from __future__ import annotations

import gzip
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from builder.model.catalogue import Catalogue
from builder.model.problems import Problems
from builder.model.project import Project
from builder.pipeline import EXPORTS, gather

from .data import ROOT
from .figure import Bench, Figure
from .synthetic import make_synthetic_catalogue

MANY = 30_000
NAMES = frozenset(
    ["api", "bibliography", "database", "feeds", "members", "permalinks", "robots", "table"]
)


def _measure() -> Iterator[Figure]:
    project = Project(
        sources=ROOT / "sources",
        docs=ROOT / "docs",
        templates=ROOT / "templates",
        config=ROOT / "mkdocs.yml",
    )
    own = gather(project, Problems())
    yield from _measure_sizes(own)
    # What pages need too; the builder makes it once.
    for paper in own.papers:
        _ = paper.abstract.html
    yield from _measure_costs(own, "own catalogue", goal="<= 3")
    with tempfile.TemporaryDirectory() as folder:
        many = make_synthetic_catalogue(Path(folder), own, MANY)
    for paper in many.papers:
        _ = paper.title.plain, paper.abstract.plain, paper.title.tex
    yield from _measure_costs(many, f"{MANY:,} papers", goal="<= 60")


def _measure_costs(catalogue: Catalogue, name: str, goal: str) -> Iterator[Figure]:
    total = largest = 0.0
    for export in EXPORTS:
        if export.name not in NAMES:
            continue
        start = time.perf_counter()
        size = sum(len(file.content) for file in export.lay_out(catalogue))
        seconds = time.perf_counter() - start
        total += seconds
        largest = max(largest, size / 1e6)
        yield Figure(name=f"{name}: {export.name}", value=round(seconds, 2), unit="s")
        yield Figure(name=f"{name}: {export.name}, size", value=round(size / 1e6, 1), unit="MB")
    yield Figure(name=f"{name}: all exports", value=round(total, 2), unit="s", goal=goal)
    tracemalloc.start()
    for export in EXPORTS:
        if export.name in NAMES:
            for _ in export.lay_out(catalogue):
                pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    yield Figure(name=f"{name}: memory beside it", value=round(peak / 1e6), unit="MB")


def _measure_sizes(catalogue: Catalogue) -> Iterator[Figure]:
    """What a browser fetches to export any papers, and to know which addresses hold."""
    wanted = {"api/citations/0.json", "api/permalinks.json"}
    for export in EXPORTS:
        if export.name not in NAMES:
            continue
        for file in export.lay_out(catalogue):
            if file.path in wanted:
                size = len(gzip.compress(file.content, mtime=0)) / 1000
                yield Figure(name=f"{file.path}, gzipped", value=round(size, 1), unit="kB")


BENCH = Bench(name="exports", title="Exports, feeds and downloads", measure=_measure)
