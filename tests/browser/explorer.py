"""What the tests of the explorer share: how it is opened, read and clicked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Locator, Page, Route

from builder.model.catalogue import Catalogue
from builder.model.records import Paper, TagId

from .waiting import wait_until

Open = Callable[[str], None]


@pytest.fixture
def explore(page: Page, site_url: str) -> Open:
    """Opens the explorer with a query and waits until its list stands."""

    wait_for_whole_answers(page)

    def open_(query: str = "") -> None:
        page.goto(f"{site_url}explore/{query}")
        wait_until_settled(page)

    return open_


def wait_for_whole_answers(page: Page) -> None:
    """Let pages opened from now on show no answer from the words alone, however slow the machine.

    That is shown after 300 ms, and what the words mean then counts for what was not seen yet.
    """
    page.add_init_script(
        """const later = window.setTimeout;
        window.setTimeout = (call, wait, ...others) =>
          later.call(window, call, wait === 300 ? 60_000 : wait, ...others);"""
    )


def wait_until_settled(page: Page) -> None:
    page.wait_for_selector("[data-list][aria-busy=false]", state="attached")


@contextmanager
def without_data(page: Page, pattern: str | re.Pattern[str] = "**/filters.json") -> Iterator[None]:
    """Keep data back until the end of the block, that of the filters where nothing else is said."""
    kept: list[Route] = []
    arrived = False

    def answer(route: Route) -> None:
        if arrived:
            route.continue_()
        else:
            kept.append(route)

    page.route(pattern, answer)
    yield
    arrived = True
    for route in kept:
        route.continue_()


def wait_until_filled(page: Page) -> None:
    """Wait until the rows in view, and those near it, have what comes with their files."""
    wait_until_settled(page)
    wait_until(
        page,
        """() => [...document.querySelectorAll("[data-list] > .explorer__waiting")].every((row) => {
          const { top, bottom } = row.getBoundingClientRect();
          return bottom < -300 || top > innerHeight + 300;
        })""",
    )


def find_value(page: Page, id_: str, kind: str = "tag") -> Locator:
    """The button of a value."""
    return page.locator(f"[data-kind='{kind}'] [data-value='{id_}']")


def read_count(page: Page) -> int:
    """The number that the status announces."""
    wait_until_settled(page)
    found = re.match(r"[\d,]+", page.locator("[data-status]").inner_text())
    assert found
    return int(found[0].replace(",", ""))


def read_query(page: Page) -> dict[str, list[str]]:
    """What the address asks for, by the page itself: `page.url` hears of it later."""
    return parse_qs(page.evaluate("location.search.slice(1)"))


def find_tags(catalogue: Catalogue, paper: Paper) -> set[TagId]:
    return {assignment.tag for assignment in catalogue.assignments[paper.id]}


def find_overlapping_tags(catalogue: Catalogue) -> tuple[TagId, TagId, TagId]:
    """Two tags of one facet that share papers, and a tag of another facet that meets the first."""
    for tag in catalogue.tags:
        first = {p.id for p in catalogue.papers_by_tag[tag.id]}
        same = [t for t in catalogue.tags if t.facet == tag.facet and t.id != tag.id]
        other = [t for t in catalogue.tags if t.facet != tag.facet]
        meets = [t.id for t in same if first & {p.id for p in catalogue.papers_by_tag[t.id]}]
        beside = [t.id for t in other if first & {p.id for p in catalogue.papers_by_tag[t.id]}]
        if meets and beside:
            return tag.id, meets[0], beside[0]
    raise AssertionError("expected a catalogue whose tags overlap")
