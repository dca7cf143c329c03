"""A slow phone: how long until the first papers, or points, of an address are there."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from .chromium import MISSING, chromium
from .data import ROOT
from .figure import Bench, Figure, Missing
from .sites import build_site
from .slow_line import Line, serve_slowly

PHONE_LINE = Line(latency=0.4, rate=400e3 / 8)
"""Slow 3G: 400 ms and 400 kbit/s."""
CPU_SLOWDOWN = 4
RUNS = 3
"""The best of them counts: what else the machine does is not the page's time."""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run"]

TITLE = "html:not([data-asked]) [data-list] h2 a"
ADDRESSES = {
    "explore/?q=neurons": ("[data-list] mark", "<= 5"),
    "explore/?q=neurons+across+vision+models": ("[data-list] mark", "<= 5"),
    "explore/?sort=title&code=1": (TITLE, "<= 5"),
    "map/": (".map__status:not(:empty)", "<= 6"),
}
"""What is waited for, and within how many seconds it should be there."""
WATCH_SHIFTS = """window.shifts = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) window.shifts += shift.hadRecentInput ? 0 : shift.value;
}).observe({ type: "layout-shift", buffered: true });"""


def _measure() -> Iterator[Figure | Missing]:
    if not chromium():
        yield MISSING
        return
    stated = os.environ.get("SITE")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(stated) if stated else build_site(Path(folder), ROOT / "sources")
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for place, (selector, goal) in ADDRESSES.items():
            runs = [_open(browser, site, place, selector) for _ in range(RUNS)]
            seconds = min(seconds for seconds, _ in runs)
            yield Figure(name=place, value=seconds, unit="s", goal=goal)
            worst = max(shifts for _, shifts in runs)
            yield Figure(name=f"{place}, layout shift", value=worst, goal="<= 0.05")
        browser.close()


def _open(browser: Browser, site: Path, place: str, selector: str) -> tuple[float, float]:
    """Seconds from the start of the navigation, and how much moved until all was there."""
    with serve_slowly(site, PHONE_LINE) as traffic:
        context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
        page = context.new_page()
        page.add_init_script(WATCH_SHIFTS)
        slow = context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
        start = time.perf_counter()
        page.goto(traffic.address + place, wait_until="commit")
        page.wait_for_selector(selector, timeout=60_000)
        seconds = time.perf_counter() - start
        page.wait_for_timeout(2_000)
        page.wait_for_load_state("networkidle")
        shifts = float(page.evaluate("window.shifts"))
        context.close()
    return seconds, shifts


BENCH = Bench(name="slow_phone", title="A slow phone: first papers and points", measure=_measure)
