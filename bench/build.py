"""Building: the builder alone, the whole site against MkDocs alone, and up to 30,000 papers.

The many papers are a bibliography: three people for each paper, years, venues and keywords.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import yaml

from builder.output.build_cache import STATE_FILE
from builder.pipeline import OWNED_NAMES

from .data import ROOT
from .figure import Bench, Figure
from .memory import peak
from .rebuild import measure_search
from .sites import prepare_site
from .synthetic import write_synthetic_bibliography

SIZES = (505, 3000, 5000, 30000)
RUNS = 3
KINDS = 20
"""Kinds of files that are named with what they weigh."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """What a command cost."""

    seconds: float
    peak: float
    """Bytes of memory of its largest process."""


def run(command: Sequence[str], folder: Path = ROOT) -> Run:
    """Run a command in a folder to its end; raises `CalledProcessError` where it fails."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(seconds=seconds, peak=peak(usage))


def _builder_command(sources: Path, docs: Path) -> list[str]:
    folders = ["--sources", str(sources), "--docs", str(docs)]
    return [sys.executable, "-m", "builder", "build", *folders]


def _mkdocs_command(config: Path) -> list[str]:
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config)]


def _without_builder(config: Path) -> Path:
    """The same configuration for the Markdown as it lies there."""
    settings = yaml.safe_load(config.read_text("utf-8"))
    bare = config.with_name("bare.yml")
    bare.write_text(yaml.safe_dump({**settings, "hooks": []}), "utf-8")
    return bare


def _measure_own(folder: Path) -> Iterator[Figure]:
    sources = ROOT / "sources"
    docs = folder / "docs-alone"
    config = prepare_site(folder / "own", sources)
    own = config.parent
    cold, warm = [], []
    for _ in range(RUNS):
        shutil.rmtree(docs, ignore_errors=True)
        shutil.rmtree(own / ".cache", ignore_errors=True)
        docs.mkdir()
        cold.append(run(_builder_command(sources, docs), own).seconds)
        warm.append(run(_builder_command(sources, docs), own).seconds)
    yield Figure(name="builder alone, the five listings", value=median(cold), unit="s")
    yield Figure(name="builder again, nothing changed", value=median(warm), unit="s")
    generated = folder / "own" / "docs"
    run(_mkdocs_command(config))
    bare = _without_builder(config)
    first, repeated, mkdocs_only = [], [], []
    for _ in range(RUNS):
        for name in OWNED_NAMES | {STATE_FILE}:
            path = generated / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        shutil.rmtree(own / ".cache")
        first.append(run(_mkdocs_command(config)).seconds)
        repeated.append(run(_mkdocs_command(config)).seconds)
        mkdocs_only.append(run(_mkdocs_command(bare)).seconds)
    yield Figure(name="whole site, first build", value=median(first), unit="s")
    yield Figure(name="whole site, nothing changed", value=median(repeated), unit="s")
    yield Figure(name="MkDocs alone, same Markdown", value=median(mkdocs_only), unit="s")
    for name, times in (("first build", first), ("nothing changed", repeated)):
        ratio = median(whole / other for whole, other in zip(times, mkdocs_only, strict=True))
        yield Figure(
            name=f"{name}, over MkDocs alone",
            value=ratio,
            goal="<= 1.2" if name == "first build" else "",
        )


def _measure_kinds(site: Path) -> Iterator[Figure]:
    """What the largest kinds of files weigh: by folder, for data by the one below, and ending."""
    sizes = Counter[str]()
    for path in site.rglob("*.*"):
        if path.is_file():
            top, *below = path.relative_to(site).parts
            folder = f"{top}/{below[0]}" if top in ("api", "explore", "feeds") else top
            kind = folder if folder.endswith(path.suffix) else f"{folder}, {path.suffix}"
            sizes[kind] += path.stat().st_size
    for kind, size in sizes.most_common(KINDS):
        yield Figure(name=f"of these {kind}", value=size / 1e6, unit="MB")


def _measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _measure_own(folder)
        a_paper = {}
        for size in SIZES:
            below = folder / str(size)
            sources = below / "sources"
            write_synthetic_bibliography(sources, size)
            if (ROOT / "sources" / "meaning").exists():
                # What was learnt of the owner's papers; the new ones mean what their words do.
                shutil.copytree(ROOT / "sources" / "meaning", sources / "meaning")
            cost = run(_mkdocs_command(prepare_site(below / "project", sources)))
            a_paper[size] = cost.seconds / size
            site = below / "project" / "site"
            files = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
            large = size == SIZES[-1]
            yield Figure(name=f"{size:,} papers: whole site", value=cost.seconds, unit="s")
            yield Figure(name=f"{size:,} papers: papers a second", value=size / cost.seconds)
            yield Figure(
                name=f"{size:,} papers: peak memory",
                value=cost.peak / 1e9,
                unit="GB",
                goal="<= 2" if large else "",
            )
            yield Figure(
                name=f"{size:,} papers: size of the site",
                value=sum(files) / 1e9,
                unit="GB",
                goal="<= 0.9" if large else "",
            )
            if large:
                yield from _measure_kinds(site)
            asked = measure_search(below / "project", sources)
            yield Figure(
                name=f"{size:,} papers: a question on the command line",
                value=asked,
                unit="s (CPU)",
                goal="<= 1" if large else "",
            )
            shutil.rmtree(below)
        growth = a_paper[30000] / a_paper[3000]
        yield Figure(name="time a paper at 30,000 over that at 3,000", value=growth, goal="<= 1.3")


BENCH = Bench(name="build", title="Building the site", measure=_measure)
