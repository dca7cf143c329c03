"""The home page for readers who were here before."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from builder.layout.dates import find_arrival, find_last_arrival
from builder.model.catalogue import Catalogue

KEY = "catalogue.visit:/"
NEWS = "new since your last visit"


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The addresses that the page asked for."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    return found


def come_from(page: Page, site_url: str, day: str) -> None:
    """Open the home page as somebody who was last told of the papers of `day`."""
    page.goto(f"{site_url}about/")
    page.evaluate(f"localStorage.setItem('{KEY}', '{day}')")
    page.goto(site_url)


def test_a_first_visit_and_one_without_news_ask_for_nothing(
    page: Page, site_url: str, asked: list[str], catalogue: Catalogue
) -> None:
    for _ in range(2):
        page.goto(site_url)
        page.wait_for_load_state("networkidle")
        expect(page.get_by_text("Last papers:")).to_be_visible()
        expect(page.get_by_text(NEWS)).to_have_count(0)
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == str(find_last_arrival(catalogue))
    assert not [address for address in asked if "latest.json" in address]


def test_papers_that_came_since_are_told_until_the_tab_is_closed(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    last = find_last_arrival(catalogue)
    assert last
    come_from(page, site_url, str(last - dt.timedelta(days=1)))
    fresh = {p.id: p.title.plain for p in catalogue.papers if find_arrival(p, catalogue) == last}
    summary = page.locator("summary", has_text=NEWS)
    expect(summary).to_have_text(f"{len(fresh)} papers {NEWS}")
    links = page.locator("details.news li a")
    expect(links.first).not_to_be_visible()
    summary.focus()
    page.keyboard.press("Enter")
    expect(links.first).to_be_visible()
    shown = {one.get_attribute("href"): one.inner_text() for one in links.all()}
    assert shown == {f"{site_url}papers/{id_}/": title for id_, title in fresh.items()}
    links.first.click()
    page.wait_for_url("**/papers/**")
    page.goto(site_url)
    expect(summary).to_be_visible()
    other = page.context.new_page()
    other.goto(site_url)
    other.wait_for_load_state("networkidle")
    expect(other.get_by_text(NEWS)).to_have_count(0)
    other.close()


def test_many_papers_lead_to_the_explorer(page: Page, site_url: str, catalogue: Catalogue) -> None:
    come_from(page, site_url, "2000-01-01")
    came = [paper for paper in catalogue.papers if find_arrival(paper, catalogue)]
    page.get_by_text(f"{len(came)} papers {NEWS}").click()
    assert page.locator("details.news li").count() == 10 < len(came)
    page.get_by_role("link", name="All, newest first").click()
    expect(page.locator("[data-sort]")).to_have_value("added")


@pytest.mark.parametrize("stored", ["nonsense", "9999-01-01"])
def test_a_stored_day_that_is_none_tells_no_news(page: Page, site_url: str, stored: str) -> None:
    come_from(page, site_url, stored)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("Last papers:")).to_be_visible()
    expect(page.get_by_text(NEWS)).to_have_count(0)


def test_a_browser_that_stores_nothing_shows_the_page_as_it_is(page: Page, site_url: str) -> None:
    page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"])
          Object.defineProperty(window, name, {
            get() { throw new DOMException("no", "SecurityError"); },
          });"""
    )
    page.goto(site_url)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("Last papers:")).to_be_visible()


def test_without_its_data_the_page_says_what_it_said_before(page: Page, site_url: str) -> None:
    page.route("**/latest.json", lambda route: route.fulfill(status=200, body="{}"))
    with page.expect_response("**/latest.json"):
        come_from(page, site_url, "2000-01-01")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("Last papers:")).to_be_visible()
