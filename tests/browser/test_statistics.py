"""Charts in Chromium: their links lead to as many papers as they say, and they fit any screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from .explorer import read_count
from .waiting import wait_until_ready

LINKED = {
    "statistics/": [
        ".matrix td[class*=cell] a[href*=all-source]",
        ".matrix td[class*=cell] a[href*='&all=']",
        ".matrix td[class*=cell] a[href*='tag=']:not([href*='all='])",
        ".bars a[href*='code=1']",
    ],
    "": [".overlap__rows a[href*=not-source]", ".overlap__rows a[href*=all-source]"],
    "tags/light/": [".spread a[href*=explore]", ".company a[href*=explore]"],
    "sources/": [".figures a[href*=explore]"],
}
"""The links to the explorer on each page; the first of each kind is followed."""


@pytest.mark.parametrize("place", LINKED)
def test_a_chart_leads_to_as_many_papers_as_it_says(page: Page, site_url: str, place: str) -> None:
    page.goto(site_url + place)
    said: dict[str, int] = {}
    for kind in LINKED[place]:
        link = page.locator(kind).first
        shown = link.locator("xpath=ancestor::li").first if "code=1" in kind else link
        number = re.search(r"(\d+)\s*(?:papers?|of|$)", (shown.text_content() or "").strip())
        assert number, kind
        said[str(link.get_attribute("href"))] = int(number[1])
    for href, count in said.items():
        page.goto(f"{site_url}{href.removeprefix('../').removeprefix('../').removeprefix('./')}")
        assert read_count(page) == count > 0, href


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_charts_fit_the_screen_and_cut_no_name(page: Page, site_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for place in ("statistics/", ""):
        page.goto(site_url + place)
        wait_until_ready(page)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, place
    page.goto(f"{site_url}statistics/")
    cut = """names => names.filter(name => name.scrollWidth > name.clientWidth + 1
        || getComputedStyle(name).textOverflow !== "clip").map(name => name.textContent)"""
    assert page.locator(".bars a, .matrix th a").evaluate_all(cut) == []
    tops = page.locator(".charts .chart").evaluate_all(
        "charts => new Set(charts.map(chart => chart.getBoundingClientRect().left)).size"
    )
    assert tops == {320: 1, 390: 1, 768: 2, 1280: 3}[width]


def test_a_click_on_a_bar_follows_the_link_of_its_row(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}statistics/")
    row = page.locator(".chart .bars li").first
    row.locator("svg").click(force=True)
    page.wait_for_url("**/tags/**")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_and_dots_are_seen_in_forced_colours(page: Page, site_url: str, scheme: str) -> None:
    page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    ink = "rgb(0, 0, 0)" if scheme == "light" else "rgb(255, 255, 255)"
    fills = "parts => [...new Set(parts.map(part => getComputedStyle(part).fill))]"
    page.goto(f"{site_url}statistics/")
    assert page.locator(".bar__value, .years svg").evaluate_all(fills) == [ink]
    page.goto(site_url)
    assert page.locator(".bar__value, .overlap__in").evaluate_all(fills) == [ink]
