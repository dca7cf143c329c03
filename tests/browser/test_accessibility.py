"""Every kind of page by axe-core in both colours, with things open; all of it by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .axe import find_violations_in_both_schemes
from .explorer import wait_until_settled
from .searching import header_box, options_of
from .test_site import PLACES
from .waiting import wait_until_ready

PAPER = PLACES[3]
TOLD_BY_OTHERS = {
    *("papers/page/2/", "contributing/", "decisions/", "changelog/", "formats/", "enrich/"),
    *("api/", "venues/", "years/2019/"),
    # Below, with things open.
    *("", PAPER, "explore/", "reading-list/"),
}
"""Pages of a kind that another one shows, in less time or with more on it."""
PHONE = {"width": 390, "height": 844}


def open_search(page: Page) -> None:
    page.keyboard.press("f")
    page.keyboard.insert_text("memory")
    expect(options_of(header_box(page)).nth(2)).to_be_visible()
    page.keyboard.press("ArrowDown")


def open_dialog(page: Page) -> None:
    page.get_by_role("button", name="Cite", exact=True).click()
    expect(page.get_by_label("Citation")).not_to_have_value("")


def open_drawer(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Navigation").click()
    expect(page.locator("#main-nav a").first).to_be_focused()


def open_neighbours(page: Page) -> None:
    page.get_by_role("link", name="On the map").click()
    expect(page.locator(".map__near").first).to_be_visible()


def open_more(page: Page) -> None:
    page.get_by_role("button", name="More").click()


def narrow(page: Page) -> None:
    wait_until_settled(page)
    page.locator("[data-kind=tag] button:enabled").first.click()
    wait_until_settled(page)


def open_sheet(page: Page) -> None:
    page.set_viewport_size(PHONE)
    wait_until_settled(page)
    page.get_by_role("button", name="Filters").click()
    expect(page.locator("[data-sheet]")).to_be_visible()


def keep_a_paper(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(page.url.split("papers/")[0] + "reading-list/")
    expect(page.locator(".reading .paper-item a").first).to_be_visible()


STATES: tuple[tuple[str, Callable[[Page], None]], ...] = (
    ("", open_search),
    (PAPER, open_search),
    (PAPER, keep_a_paper),
    (PAPER, open_dialog),  # Of a paper that is kept now.
    (PAPER, open_drawer),
    (PAPER, open_more),
    (PAPER, open_neighbours),
    ("explore/", narrow),
    ("explore/", open_sheet),
    ("lost/", lambda page: None),
)


def test_axe_finds_nothing_on_any_kind_of_page(page: Page, site_url: str) -> None:
    found: list[str] = []
    for place in PLACES:
        if place in TOLD_BY_OTHERS:
            continue
        page.goto(site_url + place)
        wait_until_ready(page)
        found += find_violations_in_both_schemes(page)
    assert found == []


def test_axe_finds_nothing_while_things_are_open(tab: Page, site_url: str) -> None:
    page = tab
    found: list[str] = []
    for place, open_ in STATES:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(site_url + place)
        open_(page)
        found += find_violations_in_both_schemes(page)
    assert found == []


def focused(page: Page) -> str:
    """The name of what has the focus, and whether one sees that."""
    return page.evaluate(
        """() => {
          const here = document.activeElement;
          const ringed = (one) => {
            const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
            const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
            return one.getBoundingClientRect().width > 0 && (outlined || boxShadow !== "none");
          };
          // A range shows it on its thumb, which has no style of its own to be asked for.
          const thumb = "::-webkit-slider-thumb";
          const rules = () => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
          const onThumb = here.type === "range" && rules().some(({ selectorText = "", style }) =>
            selectorText.endsWith(thumb) && style.cssText.includes("outline:")
            && here.matches(selectorText.slice(0, -thumb.length)));
          // A search box shows it on the form around it.
          const seen = here === document.body || onThumb
            || [here, here.closest("form")].some((one) => one && ringed(one));
          const name = here.getAttribute("aria-label") || here.textContent.trim().slice(0, 40);
          return (seen ? "" : "UNSEEN ") + here.tagName + " " + name;
        }"""
    )


@pytest.mark.parametrize("place", ["", PAPER, "explore/", "map/", "explore/?q=memory"])
def test_every_stop_of_the_tab_key_is_seen(page: Page, site_url: str, place: str) -> None:
    page.goto(site_url + place)
    wait_until_ready(page)
    stops = []
    for _ in range(45):
        page.keyboard.press("Tab")
        stops.append(focused(page))
    assert [stop for stop in stops if stop.startswith("UNSEEN")] == []
    assert len(set(stops)) > 15


def test_the_first_stop_leads_past_the_navigation(page: Page, site_url: str) -> None:
    page.goto(site_url + PAPER)
    page.keyboard.press("Tab")
    assert "Skip to content" in focused(page)
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    for place in ("about/", "explore/"):
        page.goto(site_url + place)
        expect(page.locator(".md-skip")).to_have_count(1)


def test_the_first_result_is_a_few_stops_from_the_box(page: Page, site_url: str) -> None:
    page.goto(site_url + "explore/?q=memory")
    wait_until_settled(page)
    page.locator("#explorer-words").focus()
    stops = 0
    while not page.evaluate("document.activeElement.matches('[data-list] h2 a')"):
        page.keyboard.press("Tab")
        stops += 1
        assert stops < 30
    page.locator("#explorer-words").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the papers")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("[data-list] h2 a").first).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?q=memory#explorer-papers$"))


def test_the_drawer_opens_closes_and_gives_the_focus_back(page: Page, site_url: str) -> None:
    page.goto(site_url + PAPER)
    open_drawer(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Navigation")).to_be_focused()
    expect(page.locator("#main-nav a").first).to_be_hidden()


def test_a_dialog_keeps_the_focus_and_gives_it_back(page: Page, site_url: str) -> None:
    page.goto(site_url + PAPER)
    page.get_by_role("button", name="Cite", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Citation")).not_to_have_value("")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('body, dialog, dialog *')")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Cite", exact=True)).to_be_focused()


@pytest.mark.parametrize("place", ["", PAPER, "explore/", "map/"])
def test_nothing_moves_where_that_is_not_wanted(page: Page, site_url: str, place: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(site_url + place)
    wait_until_ready(page)
    moving = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((one) => {
          const { transitionDuration, animationName, animationDuration } = getComputedStyle(one);
          return [...transitionDuration.split(","), ...(animationName === "none" ? [] :
            animationDuration.split(","))].some((time) => parseFloat(time) > 0.02);
        }).map((one) => `${one.tagName}.${one.className}`)"""
    )
    assert sorted(set(moving)) == []
