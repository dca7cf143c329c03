"""The explorer at three sizes: what is loaded, and how long a click takes on a slow machine."""

from __future__ import annotations

import gzip
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

from builder.exports.explorer import EXPORT
from builder.model.catalogue import Catalogue
from builder.model.export import ExportFile, compact_json
from builder.model.problems import Problems
from builder.model.project import Project
from builder.output.rendering import Renderer
from builder.pages.explore import PAGE_KIND
from builder.pipeline import gather
from builder.search.directory import build_directories
from builder.search.directory_layout import lay_out_directory

from .chromium import MISSING, chromium
from .data import ROOT
from .figure import Bench, Figure, Missing
from .sites import run_mkdocs, serve
from .synthetic import make_synthetic_catalogue

OWN = 0
"""Stands for the owner's own catalogue, of whatever size."""
SIZES = (OWN, 5_000, 30_000)
CPU_SLOWDOWN = 4
ROUNDS = 7
"""The best of them counts: what else the machine does is not the page's time."""
GOAL = "<= 100"

CLICKS = {
    "second page": "[data-page='2']",
    "include a tag": "[data-kind=tag] [data-value]:enabled",
    "include another of its facet": "[data-kind=tag] [data-choice=off]:enabled",
    "include an author": "[data-kind=author] [data-value]:enabled",
    "include a listing": "[data-kind=source] [data-value]:enabled",
    "first year": "[data-year=from]",
    "all instead of any": "[data-all]:enabled",
    "exclude what was included": "[data-choice=include]",
    "clear all": ".explorer__active [data-clear]",
}
"""One after the other, in this order; what a catalogue has not is left out."""
CLICK_SCRIPT = """async (clicked) => {
  const list = document.querySelector("[data-list]");
  const ready = new Promise((go) => {
    const seen = new MutationObserver(() => {
      if (list.getAttribute("aria-busy") === "false") go(seen.disconnect());
    });
    seen.observe(list, { attributeFilter: ["aria-busy"] });
  });
  const start = performance.now();
  if (clicked.matches("input")) {
    clicked.value = "2010";
    clicked.dispatchEvent(new Event("change"));
  } else {
    clicked.click();
  }
  await ready;
  await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
  return performance.now() - start;
}"""

FIND_SCRIPT = """async (name) => {
  const box = document.querySelector("[data-kind=author] [role=combobox]");
  const list = document.querySelector("[data-kind=author] [role=listbox]");
  const ready = new Promise((go) => {
    const seen = new MutationObserver(() => list.children.length && go(seen.disconnect()));
    seen.observe(list, { childList: true });
  });
  const start = performance.now();
  box.value = name;
  box.dispatchEvent(new Event("input"));
  await ready;
  await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
  return performance.now() - start;
}"""


def _measure() -> Iterator[Figure | Missing]:
    if not chromium():
        yield MISSING
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        for size in SIZES:
            site, papers = _build_site(Path(folder) / str(size), size)
            yield from _measure_sizes(site / "explore", papers)
            with serve(site) as address:
                yield from _measure_clicks(browser, address, papers)
        browser.close()


def _build_site(folder: Path, size: int) -> tuple[Path, int]:
    """Build the explorer alone, in the real theme; the folder to serve, and how many papers."""
    docs = folder / "docs"
    config = folder / "mkdocs.yml"
    project = Project(
        sources=ROOT / "sources",
        docs=docs,
        templates=ROOT / "templates",
        config=ROOT / "mkdocs.yml",
    )
    catalogue = gather(project, Problems())
    if size != OWN:
        catalogue = make_synthetic_catalogue(folder / "sources", catalogue, size, bibliography=True)
    renderer = Renderer(project.templates, catalogue.site)
    files = [renderer.render(page) for page in PAGE_KIND.lay_out(catalogue)]
    for file in [*files, *EXPORT.lay_out(catalogue), *_lay_out_directories(catalogue)]:
        path = docs / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    (docs / "assets").symlink_to(ROOT / "docs" / "assets")
    changed = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "docs_dir": str(docs),
        "site_dir": str(folder / "site"),
        "hooks": [],
        "nav": [{"Explore": "explore/index.md"}],
        "theme": {"custom_dir": str(ROOT / "templates" / "theme")},
    }
    config.write_text(yaml.safe_dump(changed), "utf-8")
    run_mkdocs(config)
    return folder / "site", len(catalogue.papers)


def _lay_out_directories(catalogue: Catalogue) -> Iterator[ExportFile]:
    """Of the files of the search, those that the explorer needs to find names."""
    manifest: dict[str, object] = {}
    for field, directory in build_directories(catalogue).items():
        files, manifest[field] = lay_out_directory(directory)
        for name, content in files:
            yield ExportFile(path=f"search/{name}", content=compact_json(content))
    content = {"version": "0", "papers": len(catalogue.papers), "directories": manifest}
    yield ExportFile(path="search/manifest.json", content=compact_json(content))


def _measure_sizes(explore: Path, papers: int) -> Iterator[Figure]:
    """What a first visit loads besides the page, and a further page of the list at most."""
    rows = sorted(explore.glob("rows/*.json"))
    filters = _gzipped_size(explore / "filters.json")
    yield Figure(name=f"{papers} papers: filters, gzipped", value=filters / 1e3, unit="kB")
    whole = (explore / "filters.json").stat().st_size
    yield Figure(name=f"{papers} papers: filters", value=whole / 1e3, unit="kB")
    one = statistics.mean(map(_gzipped_size, rows[:: max(1, len(rows) // 40)]))
    yield Figure(name=f"{papers} papers: one file of rows, gzipped", value=one / 1e3, unit="kB")
    whole = sum(path.stat().st_size for path in explore.rglob("*.json"))
    yield Figure(name=f"{papers} papers: all files of the explorer", value=whole / 1e6, unit="MB")


def _gzipped_size(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


def _measure_clicks(browser: Browser, address: str, papers: int) -> Iterator[Figure]:
    """Each click: from its event until the new counts and rows stand in a frame."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
    opening = _open(page, address)
    yield Figure(
        name=f"{papers} papers: page ready, {CPU_SLOWDOWN}x slower", value=opening, unit="ms"
    )
    taken: dict[str, list[float]] = {name: [] for name in CLICKS}
    for _ in range(ROUNDS):
        for name, selector in CLICKS.items():
            if not page.locator(selector).count():
                continue
            element = page.locator(selector).first.element_handle(timeout=5_000)
            taken[name].append(page.evaluate(CLICK_SCRIPT, element))
    best = {name: min(times) for name, times in taken.items() if times}
    slowest = max(best, key=lambda name: best[name])
    yield Figure(
        name=f"{papers} papers: slowest click ({slowest})",
        value=best[slowest],
        unit="ms",
        goal=GOAL,
    )
    if page.locator("[data-kind=author] [role=combobox]").count():
        found = page.evaluate(FIND_SCRIPT, "ba")
        yield Figure(name=f"{papers} papers: find an author, first time", value=found, unit="ms")
    page.close()


def _open(page: Page, address: str) -> float:
    page.goto(f"{address}explore/")
    page.wait_for_selector("[data-list][aria-busy=false]", timeout=60_000)
    ready = float(page.evaluate("performance.now()"))
    page.wait_for_load_state("networkidle")
    return ready


BENCH = Bench(name="explorer", title="Explorer: data and time to answer a click", measure=_measure)
