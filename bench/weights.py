"""What a first visit loads, against the same text under Material for MkDocs as it comes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml
from playwright.sync_api import Browser, Response, sync_playwright

from .chromium import MISSING, chromium
from .data import ROOT
from .figure import Bench, Figure, Missing
from .sites import build_site, run_mkdocs, serve

KINDS = ("first page", "paper", "tag", "explorer")
OWN_PAGES = "papers/*/index.html"


def measure() -> Iterator[Figure | Missing]:
    """Bytes on the wire, compressed as GitHub Pages does, and requests of a first visit."""
    if not chromium():
        yield MISSING
        return
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        ours = build_site(folder / "ours", ROOT / "sources")
        stock = _build_stock(folder / "stock", folder / "ours" / "docs")
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for kind, place in zip(KINDS, _choose_pages(ours), strict=True):
            own, stock_visit = (
                _measure_visit(browser, ours, place),
                _measure_visit(browser, stock, place),
            )
            yield Figure(name=f"{kind}: bytes", value=round(own[0] / 1000), unit="kB")
            yield Figure(
                name=f"{kind}: bytes under stock Material",
                value=round(stock_visit[0] / 1000),
                unit="kB",
            )
            yield Figure(name=f"{kind}: requests", value=own[1])
            yield Figure(name=f"{kind}: requests under stock Material", value=stock_visit[1])
        browser.close()
        for site, whose in ((ours, "ours"), (stock, "stock Material")):
            sizes = [path.stat().st_size for path in site.glob(OWN_PAGES)]
            average = sum(sizes) / len(sizes) / 1000
            yield Figure(name=f"HTML of a paper, {whose}", value=round(average, 1), unit="kB")


def _choose_pages(site: Path) -> list[str]:
    paper = min(
        path.parent.name for path in site.glob("papers/*/index.html") if "page" not in path.parts
    )
    tag = min(path.parent.name for path in site.glob("tags/*/index.html"))
    return ["", f"papers/{paper}/", f"tags/{tag}/", "explore/"]


def _build_stock(folder: Path, docs: Path) -> Path:
    """The same Markdown with Material's own templates, colours, fonts of the system and search."""
    folder.mkdir()
    config = folder / "mkdocs.yml"
    settings = {
        "site_name": "Papers",
        "docs_dir": os.fspath(docs),
        "site_dir": os.fspath(folder / "site"),
        "theme": {"name": "material", "font": False},
        "plugins": ["search"],
        "nav": [{"Home": "index.md"}, {"Explore": "explore/index.md"}, {"Tags": "tags/index.md"}],
        "not_in_nav": "*",
    }
    config.write_text(yaml.safe_dump(settings), "utf-8")
    run_mkdocs(config)
    return folder / "site"


def _measure_visit(browser: Browser, site: Path, place: str) -> tuple[int, int]:
    """Bytes of all answers, with their heads, and how many there were."""
    with serve(site, compressed=True) as address:
        context = browser.new_context(viewport={"width": 412, "height": 823})
        page = context.new_page()
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))
        page.goto(address + place, wait_until="networkidle")
        sizes = [answer.request.sizes() for answer in answers]
        context.close()
    return sum(s["responseBodySize"] + s["responseHeadersSize"] for s in sizes), len(sizes)


BENCH = Bench(name="weights", title="What a first visit loads", measure=measure)
