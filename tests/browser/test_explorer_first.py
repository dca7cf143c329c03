"""The explorer's first view, which the page comes with: before its data, and without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from builder.model.catalogue import Catalogue
from builder.pages.explore import FIRST_PAGE_PAPERS

from .explorer import wait_until_filled, wait_until_settled, without_data

LOOK = """() => {
  const parts = ".explorer__bar > *, .explorer legend, .explorer__value, [data-list] > li";
  const added = ".paper-marks, .explorer__hidden, [data-export]";
  return [...document.querySelectorAll(`${parts}, [data-list] > li *`)]
    .filter((one) => one.offsetParent && !one.closest(added))
    .map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      const { color, opacity } = getComputedStyle(one);
      return [`${one.localName} ${color} ${opacity}`, x, y, width, height];
    });
}"""
"""Where all that is seen stands, and in which colour."""


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_changes_its_place_or_look_when_the_data_arrive(
    page: Page, site_url: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    with without_data(page):
        page.goto(site_url + "explore/")
        page.wait_for_selector("[data-list] > li .paper-marks")
        page.evaluate("document.fonts.ready")
        before = page.evaluate(LOOK)
    wait_until_settled(page)
    after = page.evaluate(LOOK)
    assert [one[0] for one in after] == [one[0] for one in before]
    for here, there in zip(after, before, strict=True):
        assert here[1:] == pytest.approx(there[1:], abs=1)


def test_a_row_looks_the_same_when_the_script_has_made_it(page: Page, site_url: str) -> None:
    page.goto(site_url + "explore/")
    wait_until_settled(page)
    first = page.locator("[data-list] > li").first
    parts = first.locator("h2, .explorer__more, .paper-item__foot")
    place = """row => {
      const { x, y, width, height } = row.getBoundingClientRect();
      return [x, y + scrollY, width, height];
    }"""
    page.evaluate("document.fonts.ready")
    texts, box = parts.all_inner_texts(), first.evaluate(place)
    page.get_by_role("link", name="Next page").click()
    page.get_by_role("link", name="Previous page").click()
    wait_until_settled(page)
    first.scroll_into_view_if_needed()
    wait_until_filled(page)
    assert parts.all_inner_texts() == texts
    assert first.evaluate(place) == pytest.approx(box, abs=0.5)


def test_who_is_at_a_paper_when_the_data_arrive_stays_there(page: Page, site_url: str) -> None:
    with without_data(page):
        page.goto(site_url + "explore/")
        title = page.locator("[data-list] h2 a").nth(2)
        title.focus()
    wait_until_settled(page)
    expect(title).to_be_focused()


def test_an_address_that_asks_for_less_never_shows_what_it_leaves_out(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    tag = min(catalogue.tags, key=lambda tag: len(catalogue.papers_by_tag[tag.id]) or 1000).id
    with without_data(page):
        page.goto(f"{site_url}explore/?tag={tag}")
        page.wait_for_selector("[data-list] > li .paper-marks", state="attached")
        expect(page.locator("[data-list] h2 a").first).to_be_hidden()
        expect(page.locator("[data-status]")).to_be_hidden()
    wait_until_settled(page)
    expect(page.locator("[data-list] h2 a").first).to_be_visible()
    expect(page.locator("[data-list] > li")).to_have_count(len(catalogue.papers_by_tag[tag]))


def test_without_a_script_it_shows_the_first_papers_and_leads_to_tags_and_listings(
    plain: Page, site_url: str, catalogue: Catalogue
) -> None:
    page = plain
    page.goto(site_url + "explore/")
    titles = [paper.title.plain for paper in catalogue.papers_by_position[:FIRST_PAGE_PAPERS]]
    expect(page.locator("[data-list] h2")).to_have_text(titles)
    for control in page.locator(".explorer :is(button, input, select)").all():
        expect(control).to_be_hidden()
    page.get_by_role("link", name=catalogue.tags[0].name, exact=True).first.click()
    expect(page.locator("main h1")).to_contain_text(catalogue.tags[0].name)
