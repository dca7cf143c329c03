"""Ten thousand records with one title: one work seen often, or as many works of that name."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from builder.model.problems import Problems
from builder.model.project import Project
from builder.pipeline import build

from .data import ROOT
from .figure import Bench, Figure

SMALL, LARGE = 2_500, 10_000


def _time_build(folder: Path, records: int, namesakes: bool) -> float:
    """The processor's time for a build of `records` with one title."""
    sources = folder / f"{records}-{namesakes}"
    (sources / "listings").mkdir(parents=True)
    (sources / "tags.yml").write_text(
        "tags: [{slug: editorials, name: Editorials, facet: kind}]\n", "utf-8"
    )
    with (sources / "listings" / "same.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(records):
            own = {"doi": f"10.1000/{number}", "year": 1900 + number % 120} if namesakes else {}
            stream.write(json.dumps({"title": "Editorial", **own}) + "\n")
    project = Project(
        sources=sources,
        docs=sources / "docs",
        templates=ROOT / "templates",
        config=ROOT / "mkdocs.yml",
    )
    start = time.process_time()
    build(project, Problems())
    return time.process_time() - start


def _measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for what, namesakes in (("one work", False), ("different works", True)):
            small = _time_build(folder, SMALL, namesakes)
            large = _time_build(folder, LARGE, namesakes)
            yield Figure(name=f"{LARGE:,} records with one title, {what}", value=large, unit="s")
            growth = large / small / (LARGE / SMALL)
            yield Figure(
                name=f"time a record at {LARGE:,} over that at {SMALL:,}, {what}",
                value=growth,
                goal="<= 1.5",
            )


BENCH = Bench(name="same_title", title="Many records with one title", measure=_measure)
