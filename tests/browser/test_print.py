"""What comes on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .explorer import wait_until_settled
from .waiting import wait_until_ready

A4 = {"width": 643, "height": 971}
"""What is within the margins, in pixels."""


@pytest.fixture
def paper(page: Page) -> Page:
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": A4["width"], "height": A4["height"]})
    return page


@pytest.mark.parametrize("place", ["tags/tides/", "statistics/", "papers/"])
def test_a_page_ends_with_its_address_which_a_screen_does_not_show(
    paper: Page, site_url: str, place: str
) -> None:
    paper.goto(site_url + place)
    address = paper.locator(".printed-address")
    expect(address).to_be_visible()
    expect(address).to_have_text(re.compile(f"^https://.*/{place}$"))
    paper.emulate_media(media="screen")
    expect(address).to_be_hidden()


def test_the_address_of_a_search_has_its_words(paper: Page, site_url: str) -> None:
    paper.goto(site_url + "explore/?q=memory")
    wait_until_settled(paper)
    expect(paper.locator(".printed-address")).to_have_text(f"{site_url}explore/?q=memory")


def test_the_explorer_prints_papers_without_what_is_pressed(paper: Page, site_url: str) -> None:
    paper.goto(site_url + "explore/?q=memory")
    wait_until_settled(paper)
    pressed = paper.locator(
        "input, select, summary, .explorer__pages a, button:not([data-chips] *)"
    )
    seen = "all => all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML)"
    assert pressed.evaluate_all(seen) == []
    blank = paper.evaluate(
        """() => [...document.querySelectorAll(".paper-item__summary")]
          .filter((one) => one.checkVisibility() && !one.textContent.trim()).length"""
    )
    assert blank == 0
    expect(paper.locator("[data-list] > li h2").first).to_be_visible()


@pytest.mark.parametrize("place", ["tags/light/", "tags/tides/", "statistics/", "explore/"])
def test_sheets_are_full(paper: Page, site_url: str, place: str) -> None:
    paper.goto(site_url + place)
    wait_until_ready(paper)
    height = paper.evaluate("document.body.scrollHeight")
    sheets = len(re.findall(rb"/Type\s*/Page\b", paper.pdf(format="A4")))
    assert sheets <= 1 + 1.15 * height / A4["height"]


def test_text_is_of_the_size_of_a_book(paper: Page, site_url: str) -> None:
    paper.goto(site_url + "tags/light/")
    size = paper.locator(".paper-item__summary").first.evaluate(
        "(one) => parseFloat(getComputedStyle(one).fontSize) * 0.75"
    )
    assert 8.5 <= size <= 11
