"""Search: does it find the paper, what does it load, how long does a keystroke take."""

from __future__ import annotations

import gzip
import json
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from builder.exports.explorer import TITLES_PER_FILE
from builder.meaning import Learnt, compose_meaning, read_learnt
from builder.model.export import compact_json
from builder.model.problems import Problems
from builder.model.project import Project
from builder.model.records import Paper
from builder.pipeline import gather
from builder.search import Document, Index, build_index, index_catalogue, search
from builder.search.files import IndexFile
from builder.search.layout import lay_out_index
from builder.search.meaning import MeaningIndex

from .chromium import MISSING, chromium
from .data import EVALUATION, ROOT, missing
from .figure import Bench, Figure, Missing
from .known_items import KINDS, KnownItem, measure_quality, read_known_items
from .papers import make_synthetic_papers
from .sites import prepare_site, run_mkdocs
from .slow_line import LOCAL, SLOW_4G, Line, Traffic, serve_slowly
from .topical import measure_everyday_words, measure_topics

SIZES = (5_000, 30_000)
CPU_SLOWDOWN = 4
COLD_QUERY = "contrastive language"
RUNS = 3
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run"]

BOX = ".md-header input[role=combobox]"
QUERY_SCRIPT = """async (query) => {
  const box = document.querySelector(".md-header input[role=combobox]");
  const list = document.getElementById(box.getAttribute("aria-controls"));
  const type = (text) => { box.value = text; box.dispatchEvent(new InputEvent("input")); };
  const changed = () => new Promise((go) => {
    const watch = new MutationObserver(() => { watch.disconnect(); setTimeout(go); });
    watch.observe(list, { childList: true });
    setTimeout(go, 3000);
  });
  if (list.children.length) { const gone = changed(); type(""); await gone; }
  const come = changed();
  const start = performance.now();
  type(query);
  await come;
  const links = [...list.querySelectorAll(".suggestion--paper")];
  return { took: performance.now() - start, found: links.map((link) => link.pathname) };
}"""


def _measure() -> Iterator[Figure | Missing]:
    if absent := missing("queries.jsonl"):
        yield absent
        return
    project = Project(
        sources=ROOT / "sources",
        docs=ROOT / "docs",
        templates=ROOT / "templates",
        config=ROOT / "mkdocs.yml",
    )
    index = index_catalogue(gather(project, Problems()))
    learnt = read_learnt(project.sources / "meaning", Problems())
    items = read_known_items(index.documents)
    if not {item.kind for item in items if item.is_held_back} >= KINDS.keys():
        yield Missing(what="queries of every kind after papers of this catalogue")
        return
    yield from _measure_reference(index, items)
    yield from measure_topics(index)
    yield from measure_everyday_words(index)
    if not chromium():
        yield MISSING
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        config = prepare_site(Path(folder), ROOT / "sources")
        run_mkdocs(config)
        site = Path(folder, "site")
        yield from _measure_box(browser, site, items)
        yield from _measure_cold(browser, site, index.papers)
        for papers in SIZES:
            yield from _measure_grown(browser, site, papers, learnt)
        browser.close()


def _measure_reference(index: Index, items: Sequence[KnownItem]) -> Iterator[Figure]:
    def found(query: str) -> list[str]:
        return [index.documents[hit.document].address for hit in search(index, query)[:10]]

    held_back = [item for item in items if item.is_held_back]
    yield from measure_quality("reference, papers never tuned on", held_back, found, goals=True)
    yield from measure_quality("reference, all", items, found, goals=True)


def _measure_box(browser: Browser, site: Path, items: Sequence[KnownItem]) -> Iterator[Figure]:
    """Every query through the real search box, which waits 40 ms for the next key."""
    with serve_slowly(site, LOCAL) as traffic:
        page = _open_page(browser, traffic.address)
        took: list[float] = []

        def found(query: str) -> list[str]:
            answer = page.evaluate(QUERY_SCRIPT, query)
            took.append(answer["took"])
            return [address.removeprefix("/") for address in answer["found"]]

        found(COLD_QUERY)
        yield from measure_quality("in the box", items, found, goals=True)
        yield Figure(name="a query", value=statistics.median(took), unit="ms", goal="<= 90")
        slow = statistics.quantiles(took, n=20)[-1]
        yield Figure(name="a query, 95 of 100", value=slow, unit="ms", goal="<= 90")
        page.close()


def _open_page(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}about/", wait_until="networkidle")
    page.focus(BOX)
    return page


def _measure_cold(
    browser: Browser, site: Path, papers: int, goal: str = "<= 500"
) -> Iterator[Figure]:
    """From focusing the box, on a first visit over a slow line, to the first result."""
    runs = [_time_first_result(browser, site, SLOW_4G) for _ in range(RUNS)]
    seconds = statistics.median(seconds for seconds, _ in runs)
    size = statistics.median(traffic.search_bytes() for _, traffic in runs)
    label = f"{papers:,} papers: first result"
    yield Figure(name=f"{label}, kB", value=size / 1e3, unit="kB", goal=goal)
    yield Figure(name=f"{label}, slow 4G, CPU {CPU_SLOWDOWN}x slower", value=seconds, unit="s")


def _time_first_result(browser: Browser, site: Path, line: Line) -> tuple[float, Traffic]:
    with serve_slowly(site, line) as traffic:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        slow = context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
        page.goto(f"{traffic.address}about/", wait_until="load")
        start = time.perf_counter()
        page.focus(BOX)
        page.keyboard.type(COLD_QUERY)
        page.wait_for_selector(".suggestion--paper", timeout=60_000)
        seconds = time.perf_counter() - start
        context.close()
    return seconds, traffic


def _measure_grown(
    browser: Browser, site: Path, papers: int, learnt: Learnt | None
) -> Iterator[Figure]:
    """The same site with the index of many synthetic papers."""
    made = make_synthetic_papers(papers)
    documents = _make_documents(made)
    meaning = _make_meaning(made, learnt) if learnt else None
    start = time.perf_counter()
    index = build_index(documents, meaning)
    parts, manifest = lay_out_index(index)
    seconds = time.perf_counter() - start
    yield Figure(name=f"{papers:,} papers: building the index", value=seconds, unit="s")
    size = sum(len(gzip.compress(part.content, 6)) for part in parts)
    yield Figure(name=f"{papers:,} papers: the index, gzipped", value=size / 1e6, unit="MB")
    _replace_index(site, documents, parts, manifest)
    yield from _measure_cold(browser, site, papers, goal="<= 1000")
    queries = _read_queries()
    with serve_slowly(site, LOCAL) as traffic:
        page = _open_page(browser, traffic.address)
        took = [page.evaluate(QUERY_SCRIPT, query)["took"] for query in queries for _ in range(2)][
            1::2
        ]
        page.close()
    goal = "<= 90" if papers < 30_000 else "<= 190"
    slow = statistics.quantiles(took, n=20)[-1]
    label = f"{papers:,} papers: a query, 95 of 100"
    yield Figure(name=label, value=slow, unit="ms", goal=goal)


def _make_documents(papers: Iterable[Paper]) -> list[Document]:
    return [
        Document(
            kind="paper",
            id=paper.id,
            address=f"papers/{paper.id}/",
            title=paper.title.plain,
            text=paper.abstract.plain,
            listings=paper.listings,
        )
        for paper in papers
    ]


def _make_meaning(papers: Sequence[Paper], learnt: Learnt) -> MeaningIndex:
    """What the papers mean by their words, and others as related ones."""
    meaning = compose_meaning(learnt, papers, ()).meaning
    numbers = np.arange(len(papers))
    related = np.stack([(numbers + 37 * step) % len(papers) for step in range(1, 8)], axis=1)
    return MeaningIndex(
        encoder=meaning.encoder, papers=meaning.papers, others=meaning.tags, related=related
    )


def _read_queries() -> list[str]:
    """Every tenth query."""
    lines = (EVALUATION / "queries.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["query"] for line in lines[::10]]


def _replace_index(
    site: Path, documents: Sequence[Document], parts: Iterable[IndexFile], manifest: IndexFile
) -> None:
    """Write an index and the titles of its papers, in parts, in place of the site's own."""
    folder = site / "search"
    for old in folder.glob("*-*.json"):
        old.unlink()
    for part in (*parts, manifest):
        (folder / part.name).write_bytes(part.content)
    titles = site / "explore" / "titles"
    titles.mkdir(exist_ok=True)
    for start in range(0, len(documents), TITLES_PER_FILE):
        shown = documents[start : start + TITLES_PER_FILE]
        slugs = {str(n): document.id for n, document in enumerate(shown)}
        content = {"titles": [document.title for document in shown], "slugs": slugs}
        (titles / f"{start // TITLES_PER_FILE}.json").write_bytes(compact_json(content))


BENCH = Bench(name="search", title="Search", measure=_measure)
