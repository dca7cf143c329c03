"""The explorer for everyone: by keys, on a phone, without a script, with ugly data."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from builder.model.catalogue import Catalogue

from .axe import find_violations_in_both_schemes
from .explorer import (
    Open,
    find_overlapping_tags,
    read_count,
    read_query,
    wait_until_filled,
    wait_until_settled,
)
from .explorer import explore as explore
from .waiting import wait_until


def test_arrows_move_inside_a_facet_and_tab_leaves_it(page: Page, explore: Open) -> None:
    explore("")
    bars = page.locator("[role=toolbar]")
    first = bars.first.locator("button:enabled")
    first.first.focus()
    page.keyboard.press("ArrowDown")
    expect(first.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(first.last).to_be_focused()
    page.keyboard.press("Tab")
    assert not page.evaluate("document.querySelector('[role=toolbar]').matches(':focus-within')")
    for bar in bars.all():
        assert bar.locator("button[tabindex='0']").count() == 1


def test_keys_walk_along_the_papers(page: Page, explore: Open) -> None:
    explore("")
    titles = page.locator("[data-list] h2 a")
    page.keyboard.press("j")
    expect(titles.first).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(titles.nth(1)).to_be_focused()


def test_pages_are_links_that_answer_in_place(page: Page, explore: Open) -> None:
    explore("")
    first = page.locator("[data-list] h2").first.inner_text()
    page.get_by_role("link", name="Next page").click()
    expect(page.locator("[data-list] h2").first).not_to_have_text(first)
    assert read_query(page) == {"page": ["2"]}
    expect(page.locator("[data-list]")).to_be_focused()
    expect(page.locator("[data-pages] [aria-current=page]")).to_have_text("2")


def test_on_a_phone_filters_stand_in_a_sheet(page: Page, explore: Open) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    explore("")
    button = page.locator("[data-kind=tag] [data-value]").first
    expect(button).to_be_hidden()
    page.get_by_role("button", name="Filters").click()
    button.click()
    found = read_count(page)
    page.get_by_role("button", name=f"Show {found} papers").click()
    expect(button).to_be_hidden()
    expect(page.locator("[data-chips] button")).to_have_count(1)
    page.get_by_role("button", name="Filters (1)").click()
    page.keyboard.press("Escape")
    expect(page.locator("[data-sheet]")).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_has_no_accessibility_fault(
    page: Page, explore: Open, catalogue: Catalogue, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    one, two, other = find_overlapping_tags(catalogue)
    explore(f"?tag={one}&tag={two}&not={other}")
    wait_until_filled(page)
    assert find_violations_in_both_schemes(page) == []


def test_text_of_strangers_is_shown_and_never_run(page: Page, explore: Open) -> None:
    attack = "<img src=x onerror=alert(1)><script>alert(2)</script>"

    def rows(route: Route) -> None:
        found = route.fetch().json()
        route.fulfill(json=[{**row, "title": attack, "abstract": attack * 4} for row in found])

    def titles(route: Route) -> None:
        found = route.fetch().json()
        route.fulfill(json={**found, "titles": [attack for _ in found["titles"]]})

    page.on("dialog", lambda dialog: pytest.fail(f"ran: {dialog.message}"))
    page.route("**/rows/*.json", rows)
    page.route("**/titles.json", titles)
    explore("?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&tag=%3Cscript%3Ealert(3)%3C/script%3E")
    expect(page.locator("[data-chip=q]")).to_have_text("“<img src=x onerror=alert(1)>”")
    expect(page.locator("[data-notice]")).to_contain_text("No paper has")
    page.locator("[data-chip=q]").click()
    wait_until_settled(page)
    expect(page.locator("[data-list] h2").first).to_have_text(attack)
    expect(page.locator("[data-list] .paper-item__summary").first).to_have_text(attack * 4)
    assert page.locator("[data-explorer] :is(img, script)").count() == 0


def test_a_link_within_the_page_keeps_the_selection_and_jumps(page: Page, explore: Open) -> None:
    explore("?code=1&page=2")
    page.locator("[data-list] > li").nth(9).scroll_into_view_if_needed()
    wait_until(page, "scrollY > 200")
    page.evaluate(
        """() => new Promise((go) => {
          addEventListener("hashchange", go);
          location.hash = "content";
        })"""
    )
    expect(page.locator("[data-list]")).to_have_attribute("aria-busy", "false")
    wait_until(page, "scrollY < 200")
    assert read_query(page) == {"code": ["1"], "page": ["2"]}


def test_when_the_data_do_not_arrive_it_says_so_and_leads_on(tab: Page, site_url: str) -> None:
    page = tab
    page.route("**/filters.json", lambda route: route.abort())
    page.goto(site_url + "explore/")
    expect(page.locator("[data-status] a")).to_have_attribute("href", re.compile(r"/tags/$"))
