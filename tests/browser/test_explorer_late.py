"""The explorer and the map on a slow line: what comes first, and that nothing shown moves."""

from __future__ import annotations

import re
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.model.catalogue import Catalogue

from .explorer import explore as explore
from .explorer import (
    find_value,
    read_count,
    read_query,
    wait_until_filled,
    wait_until_settled,
    without_data,
)
from .searching import ENGINE, listed_papers

MEANING = re.compile(r"/search/meaning")
WORDS = ["memory tide", "lantern harbour", "paper boats tide", "fog bread", "bees dance", "moon"]
QUICK_AND_WHOLE = f"""async (queries) => {{
  const {{ askSearch }} = {ENGINE};
  const found = [];
  for (const query of queries)
    for (const quickly of [true, false]) {{
      const {{ documents, fitting }} = await askSearch(query, () => true, quickly);
      found.push(documents.slice(0, fitting));
    }}
  return queries.map((query, n) => [query, found[2 * n], found[2 * n + 1]]);
}}"""
FOUND_BY_MEANING = f"""async (queries) => {{
  const {{ askSearch }} = {ENGINE};
  for (const query of queries) {{
    const [quick, whole] = [await askSearch(query, () => true, true), await askSearch(query)];
    const later = whole.groups.length && !quick.groups.length;
    if (later && quick.fitting > 1 && quick.fitting !== whole.fitting) return query;
  }}
}}"""
WATCH_ROWS = """() => {
  const rows = [...document.querySelectorAll("[data-list] > li")]
    .map((row) => [row, row.getBoundingClientRect().top])
    .filter(([, top]) => top < innerHeight);
  window.whereTheyWere = () => rows.every(([row, top]) =>
    row.isConnected && Math.abs(row.getBoundingClientRect().top - top) < 1);
  return rows.length;
}"""
SLOW = """Object.defineProperty(PerformanceResourceTiming.prototype, "requestStart",
  { get() { return this.responseStart - 400; } });"""


@pytest.fixture(scope="module")
def query(browser: Browser, site_url: str) -> str:
    """A query that more papers fit, and others come first, once its meaning counts."""
    page = browser.new_page()
    page.goto(f"{site_url}about/")
    answers = page.evaluate(QUICK_AND_WHOLE, WORDS)
    page.close()
    found = [
        query
        for query, quick, whole in answers
        if len(whole) > len(quick) > 1 and whole[:2] != quick[:2]
    ]
    assert found, "expected a query that meaning ranks otherwise"
    return str(found[0])


def open_hurriedly(page: Page, address: str, *, enter: bool = False) -> tuple[list[str], int]:
    """Open the explorer, let the meaning come late: the papers before, how many are seen."""
    with without_data(page, MEANING):
        page.goto(address)
        wait_until_settled(page)
        page.evaluate("document.fonts.ready")
        wait_until_filled(page)
        quick, count = listed_papers(page), page.locator("[data-status]").inner_text()
        if enter:
            page.locator("[data-list] > li").first.hover()
        seen = page.evaluate(WATCH_ROWS)
    expect(page.locator("[data-status]")).not_to_have_text(count)
    wait_until_settled(page)
    return quick, seen


@pytest.mark.parametrize("width", [1280, 390])
def test_a_better_order_moves_no_row_that_is_seen(
    tab: Page, site_url: str, query: str, width: int
) -> None:
    page = tab
    page.set_viewport_size({"width": width, "height": 900})
    quick, seen = open_hurriedly(page, f"{site_url}explore/?q={query}")
    assert seen > 1
    assert listed_papers(page)[:seen] == quick[:seen]
    assert page.evaluate("whereTheyWere()")


def test_tags_that_only_the_meaning_finds_come_late_and_move_no_row(
    browser: Browser, tab: Page, site_url: str, catalogue: Catalogue
) -> None:
    page = browser.new_page()
    page.goto(f"{site_url}about/")
    words = {word for paper in catalogue.papers for word in paper.title.plain.lower().split()}
    query = page.evaluate(FOUND_BY_MEANING, sorted(words))
    page.close()
    assert query, "expected a query whose meaning alone finds a tag"
    open_hurriedly(tab, f"{site_url}explore/?q={query}")
    expect(tab.locator("[data-groups] a").first).to_be_visible()
    assert tab.evaluate("whereTheyWere()")


def test_who_has_gone_into_the_list_keeps_it_and_the_next_page_repeats_nothing(
    tab: Page, site_url: str, query: str
) -> None:
    page = tab
    quick, _ = open_hurriedly(page, f"{site_url}explore/?q={query}&wide=1", enter=True)
    assert listed_papers(page) == quick
    listed, count = list(quick), read_count(page)
    while len(listed) < count:
        page.get_by_role("link", name="Next page").click()
        wait_until_settled(page)
        listed += listed_papers(page)
    assert len(set(listed)) == len(listed) == count


def test_a_filter_that_is_chosen_before_the_meaning_came_counts_with_it_after(
    tab: Page, site_url: str, query: str
) -> None:
    page = tab
    with without_data(page, MEANING):
        page.goto(f"{site_url}explore/?q={query}")
        wait_until_settled(page)
        page.locator("[data-sort]").select_option("title")
        count = page.locator("[data-status]").inner_text()
    expect(page.locator("[data-status]")).not_to_have_text(count)


def test_on_a_slow_line_the_words_do_not_share_it_with_their_meaning(
    tab: Page, site_url: str
) -> None:
    page = tab
    page.add_init_script(SLOW)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_request(MEANING):
        with without_data(page, "**/titles.json"):
            page.goto(f"{site_url}explore/?q=memory")
            expect(page.locator("[data-status]")).to_have_text(re.compile(r"^\d+ of"))
            assert not [address for address in asked if MEANING.search(address)]
        expect(page.locator("[data-list] mark").first).to_be_visible()


@pytest.mark.parametrize(
    ("place", "script", "data"),
    [
        ("explore/?tag=light&source=harbour", "explorer.js", {"filters", "titles"}),
        ("explore/?sort=title", "explorer.js", {"filters", "titles"}),
        ("map/", "map.js", {"filters", "titles", "points"}),
    ],
)
def test_data_are_asked_for_before_the_script_that_needs_them_and_letters_left_out(
    tab: Page, site_url: str, place: str, script: str, data: set[str]
) -> None:
    page = tab
    page.add_init_script(SLOW)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    # On a slow line the stylesheets are there later than the script before them.
    held = re.compile(rf"\.css$|/{re.escape(script)}$")
    with without_data(page, held), ExitStack() as requests:
        for name in data:
            requests.enter_context(page.expect_request(f"**/{name}.json"))
        page.goto(site_url + place, wait_until="commit")
    page.wait_for_load_state("networkidle")
    assert not [name for name in asked if name.endswith(".woff2")]
    assert asked.count("titles.json") == asked.count("filters.json") == 1


def test_a_filter_takes_along_what_is_still_being_typed(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}explore/?q=memory")
    wait_until_settled(page)
    page.evaluate(
        """() => {
          const box = document.querySelector("#explorer-words");
          box.value = "memory tide";
          box.dispatchEvent(new Event("input"));
          document.querySelector("[data-kind=tag] [data-value]:enabled").click();
        }"""
    )
    wait_until_settled(page)
    expect(page.locator("#explorer-words")).to_have_value("memory tide")
    asked = read_query(page)
    assert asked["q"] == ["memory tide"]
    assert "tag" in asked
    expect(find_value(page, asked["tag"][0])).to_have_attribute("aria-pressed", "true")
