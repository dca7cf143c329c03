"""Rebuilding: what a change costs in a preview, as a share of its first build.

Both in processor time of all processes, as the time on the clock depends on what else the machine
does; beside them, the seconds from a save to the page that a browser has reloaded. The 505 papers
are the owner's; the many are a bibliography, as in `build.py`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median

from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import sync_playwright

from builder.model.project import TEMPLATES

from .chromium import MISSING, chromium
from .data import ROOT
from .figure import Bench, Figure, Missing
from .sites import prepare_site, preview
from .synthetic import write_synthetic_bibliography

SIZES = (505, 5000)
_GOALS: Mapping[int, Mapping[str, float]] = {
    505: {"a definition": 0.25, "an abstract": 0.25, "a template": 0.5, "nothing": 0.05},
    5000: {"a definition": 0.15, "an abstract": 0.15, "a template": 0.5, "nothing": 0.05},
}
_SECONDS = {505: 1.5, 5000: 5.0}
"""From a save to the reloaded page, on a quiet machine with two cores."""
RELOADS = 3
"""How often it is measured: a preview looks for changes twice a second."""
_QUESTION = {505: 0.3, 5000: 0.45}
"""On the way to 1 s of 30,000 papers."""


def _change_definition(project: Path, sources: Path) -> None:
    path = sources / "tags.yml"
    before, tags, after = path.read_text("utf-8").partition("\ntags:")
    path.write_text(
        before + tags + re.sub(r"(definition: \"?\w+)", r"\1 certainly", after, count=1)
    )


def _change_abstract(project: Path, sources: Path) -> None:
    path = min((sources / "listings").iterdir())
    text = path.read_text("utf-8")
    middle = text.index(" the ", len(text) // 2)
    path.write_text(f"{text[:middle]} the very {text[middle + 5 :]}", "utf-8")


def _change_template(project: Path, sources: Path) -> None:
    own = project / "templates" / "paper.md.j2"
    own.parent.mkdir(exist_ok=True)
    text = (TEMPLATES / own.name).read_text("utf-8")
    own.write_text(text.replace("</h1>", "<!-- changed --></h1>", 1), "utf-8")


_CHANGES: Mapping[str, Callable[[Path, Path], None]] = {
    "nothing": lambda project, sources: None,
    "a definition": _change_definition,
    "an abstract": _change_abstract,
    "a template": _change_template,
}


def build_repeatedly(project: Path, sources: Path) -> Iterator[tuple[str, float]]:
    """Build a site as `mkdocs serve --dirty` does, at first and after each change.

    Gives what was changed and the seconds of processor time.
    """
    config = load_config(str(project / "mkdocs.yml"))
    config.plugins.on_startup(command="serve", dirty=True)
    for name in ("first", *_CHANGES):
        if name in _CHANGES:
            _CHANGES[name](project, sources)
        processor = sum(os.times()[:4])
        config = load_config(str(project / "mkdocs.yml"))
        build(config, serve_url="http://127.0.0.1:8000/", dirty=True)
        yield name, sum(os.times()[:4]) - processor


def measure_reload(project: Path, sources: Path, browser: str) -> float:
    """Return the seconds from a save to the page that this browser has reloaded."""
    took = []
    with preview(project, "--dirty") as root, sync_playwright() as driver:
        page = driver.chromium.launch(executable_path=browser).new_page()
        page.goto(f"{root}tags/")
        for _ in range(RELOADS):
            with page.expect_event("load", timeout=0):
                start = time.perf_counter()
                _change_definition(project, sources)
            took.append(time.perf_counter() - start)
    return median(took)


def measure_search(project: Path, sources: Path) -> float:
    """Return the seconds of processor time that a question takes once a build has been made."""
    command = [sys.executable, "-m", "builder", "search", "sparse autoencoders"]
    before = os.times()
    subprocess.run(
        [*command, "--sources", str(sources)],
        cwd=project,
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def _measure() -> Iterator[Figure | Missing]:
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            sources = Path(name) / "sources"
            if size == SIZES[0]:
                shutil.copytree(ROOT / "sources", sources)
            else:
                write_synthetic_bibliography(sources, size)
                shutil.copytree(ROOT / "sources" / "meaning", sources / "meaning")
            project = prepare_site(Path(name) / "project", sources).parent
            yield from _measure_size(size, project, sources)


def _measure_size(size: int, project: Path, sources: Path) -> Iterator[Figure | Missing]:
    command = [sys.executable, "-m", "bench.rebuild", str(project), str(sources)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout
        first = 0.0
        for line in process.stdout:
            name, processor = json.loads(line)
            first = first or processor
            if name == "first":
                yield Figure(name=f"{size:,} papers: first build", value=first, unit="s (CPU)")
                continue
            goal = f"<= {_GOALS[size][name]}"
            ratio = processor / first
            yield Figure(name=f"{size:,} papers: {name}, over first", value=ratio, goal=goal)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    if browser := chromium():
        yield Figure(
            name=f"{size:,} papers: save to reloaded page, on the clock",
            value=measure_reload(project, sources, browser),
            unit="s",
            goal=f"<= {_SECONDS[size]}",
        )
    else:
        yield MISSING
    asked = measure_search(project, sources)
    goal = f"<= {_QUESTION[size]}"
    yield Figure(name=f"{size:,} papers: a question", value=asked, unit="s (CPU)", goal=goal)


BENCH = Bench(name="rebuild", title="Rebuilding after a change", measure=_measure)


if __name__ == "__main__":
    for measured in build_repeatedly(*map(Path, sys.argv[1:3])):
        sys.stdout.write(json.dumps(measured) + "\n")
        sys.stdout.flush()
