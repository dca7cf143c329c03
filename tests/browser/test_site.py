"""The site as a visitor meets it; the `page` fixture fails on console errors and third parties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.slow_line import Line, serve_slowly
from builder.model.catalogue import Catalogue

from .searching import header_box, options_of
from .waiting import DRAWN, wait_until_ready

PLACES = (
    "",
    "papers/",
    "papers/page/2/",
    "papers/frozen-lantern-ice-lamps-that-keep-the-evening/",
    "tags/",
    "tags/light/",
    "sources/",
    "sources/001-lanterns/",
    "authors/",
    "authors/wei-lin/",
    "years/",
    "years/2019/",
    "venues/",
    "venues/hive-letters/",
    "explore/",
    "explore/?q=memory",
    "map/",
    "statistics/",
    "merges/",
    "reading-list/",
    "feeds/",
    "api/",
    "licences/",
    "about/",
    "contributing/",
    "decisions/",
    "changelog/",
    "formats/",
    "enrich/",
)
"""One page of every kind."""


@pytest.mark.parametrize("place", PLACES)
def test_every_kind_of_page_opens_has_one_heading_and_fits_a_phone(
    page: Page, site_url: str, place: str
) -> None:
    page.goto(site_url + place)
    expect(page.locator("main h1")).to_have_count(1)
    assert page.title().strip()
    page.set_viewport_size({"width": 360, "height": 740})
    wait_until_ready(page)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 360


STEADY = {
    "": "main h1",
    "papers/frozen-lantern-ice-lamps-that-keep-the-evening/": ".paper-actions button",
    "tags/light/": ".paper-item .paper-marks",
    "explore/": "[data-list][aria-busy=false]",
    "explore/?tag=light": "[data-list][aria-busy=false]",
    "explore/?q=memory": "[data-list] > li mark",
    "map/": ".map__list > li",
    "reading-list/": ".reading__empty",
}
"""Pages that a script adds to, and what is there when it has."""
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def far_url(site: Path) -> Iterator[str]:
    """The site behind a line on which scripts, letters and data come after the first view."""
    with serve_slowly(site, Line(latency=0.05, rate=1e9)) as traffic:
        yield traffic.address


@pytest.mark.parametrize(
    ("place", "width"),
    [*((place, 390) for place in STEADY), ("explore/", 1280), ("explore/?q=memory", 1280)],
)
def test_nothing_jumps_while_a_page_loads(
    browser: Browser, far_url: str, place: str, width: int
) -> None:
    """Of three visits at most: a busy machine draws before a page has come whole."""

    def visit() -> float:
        page = browser.new_page(viewport={"width": width, "height": 844})
        page.add_init_script(SHIFTS)
        page.goto(far_url + place)
        page.wait_for_selector(STEADY[place])
        page.evaluate("document.fonts.ready")
        page.evaluate(DRAWN)
        shifted = float(page.evaluate("window.shifted"))
        page.close()
        return shifted

    assert any(visit() < 0.1 for _ in range(3))


@pytest.mark.parametrize("width", [320, 1280])
def test_a_long_name_of_the_site_stays_in_the_header(page: Page, site_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 600})
    page.goto(site_url)
    wait_until_ready(page)
    name = page.locator(".md-header__title span")
    name.evaluate(
        "(one) => { one.textContent = 'Everything that is known of papers. '.repeat(9); }"
    )
    header, box = page.locator(".md-header__inner").bounding_box(), name.bounding_box()
    assert header and box
    assert box["y"] + box["height"] <= header["y"] + header["height"]
    for button in page.locator(".md-header__inner :is(button, input)").all():
        if button.is_visible():
            place = button.bounding_box()
            assert place and place["x"] + place["width"] <= width
            assert place["x"] >= box["x"] + box["width"] or place["x"] < box["x"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_search_box_finds_a_paper_by_its_title_and_goes_to_it(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    page.goto(site_url)
    paper = catalogue.papers[100]
    page.keyboard.press("f")
    page.keyboard.insert_text(paper.title.plain)
    first = options_of(header_box(page)).and_(page.locator(".suggestion--paper")).first
    expect(first).to_have_text(paper.title.plain)
    first.click()
    expect(page).to_have_url(f"{site_url}papers/{paper.id}/")
    expect(page.locator("main h1")).to_have_text(paper.title.plain)


def test_dark_mode_switches_and_is_remembered(page: Page, site_url: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(site_url)
    seen = set()
    for _ in range(3):
        seen.add(page.locator("body").get_attribute("data-md-color-scheme"))
        page.locator("[data-colours]").click()
    assert seen == {"default", "slate"}
    while page.locator("body").get_attribute("data-md-color-scheme") != "slate":
        page.locator("[data-colours]").click()
    page.goto(site_url + "papers/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_colours_can_be_switched_where_nothing_can_be_stored(tab: Page, site_url: str) -> None:
    page = tab
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(
        """Object.defineProperty(window, "localStorage",
          { get() { throw new DOMException("blocked", "SecurityError"); } });"""
    )
    page.emulate_media(color_scheme="light")
    page.goto(site_url)
    button = page.locator("[data-colours]")
    for label, scheme in (("System", "default"), ("Light", "default"), ("Dark", "slate")):
        expect(button).to_have_accessible_name(re.compile(f"^{label} colours"))
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
        button.click()
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert errors == []


def test_a_paper_can_be_read_without_scripts(plain: Page, site_url: str) -> None:
    plain.goto(site_url + PLACES[3])
    expect(plain.locator(".abstract")).to_contain_text("A lantern of ice")


def test_an_unknown_address_offers_a_search(tab: Page, site_url: str) -> None:
    answer = tab.goto(site_url + "papers/there-is-no-such-paper/")
    assert answer is not None
    assert answer.status == 404
    expect(tab.locator("main")).to_contain_text("earch")


def test_the_site_works_below_a_sub_path(site: Path) -> None:
    pages = [*site.glob("papers/*/index.html")][:20]
    for path in pages:
        assert 'href="/' not in path.read_text("utf-8")
        assert 'src="/' not in path.read_text("utf-8")


@pytest.mark.parametrize("kind", ["tags", "sources"])
def test_feeds_are_found_from_the_pages(
    page: Page, site_url: str, catalogue: Catalogue, kind: str
) -> None:
    slug = catalogue.tags[0].id if kind == "tags" else catalogue.listings[0].id
    page.goto(f"{site_url}{kind}/{slug}/")
    found = page.locator("link[rel~=alternate][type='application/atom+xml']")
    addresses = found.evaluate_all("links => links.map(link => link.href)")
    assert addresses == [f"{site_url}feeds/{kind}/{slug}.xml", f"{site_url}feeds/papers.xml"]
    for address in addresses:
        assert page.request.get(address).ok


def test_the_sitemap_names_every_paper(site: Path, catalogue: Catalogue) -> None:
    text = (site / "sitemap.xml").read_text("utf-8")
    for one in catalogue.papers:
        assert f"<loc>{catalogue.site.url}papers/{one.id}/</loc>" in text


def test_the_sitemap_dates_no_page_of_the_day_of_the_build(site: Path) -> None:
    assert "lastmod" not in (site / "sitemap.xml").read_text("utf-8")
    packed = (site / "sitemap.xml.gz").read_bytes()
    assert packed[4:8] == bytes(4)
