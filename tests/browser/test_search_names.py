"""Names, venues and years in the boxes: who comes first, what is said where nobody is listed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from builder.model.catalogue import Catalogue
from builder.model.people import Person
from builder.search import index_catalogue

from .explorer import wait_until_settled
from .searching import header_box, listed_papers, options_of, publish, suggested_papers


def suggest(page: Page, site_url: str, text: str) -> None:
    page.goto(f"{site_url}about/")
    box = header_box(page)
    box.fill(text)
    expect(options_of(box).first).to_be_visible()


@pytest.fixture(scope="session")
def prolific(catalogue: Catalogue) -> Person:
    """Somebody with a page."""
    return max(catalogue.people.persons, key=lambda person: len(person.papers))


@pytest.fixture(scope="session")
def single(catalogue: Catalogue) -> Person:
    """Somebody with a single paper, whose name nobody else has."""
    return next(person for person in catalogue.people.persons if person.id == "the-apiary-group")


@pytest.mark.parametrize("order", [str.split, lambda name: reversed(name.split())])
def test_a_name_typed_whole_leads_to_the_person_and_then_to_the_papers(
    page: Page, site_url: str, prolific: Person, order: type[list[str]]
) -> None:
    suggest(page, site_url, " ".join(order(prolific.name)))
    first = options_of(header_box(page)).first
    expect(first).to_have_text(re.compile(f"^Author: {prolific.name}, "))
    expect(first).to_have_attribute("href", f"{site_url}{prolific.address}")
    papers = {f"papers/{paper}/" for paper in prolific.papers}
    assert set(suggested_papers(header_box(page))) <= papers


def test_somebody_with_a_single_paper_leads_to_it(
    page: Page, site_url: str, single: Person
) -> None:
    suggest(page, site_url, single.name)
    first = options_of(header_box(page)).first
    expect(first).to_have_text(f"Author: {single.name}, 1 paper")
    expect(first).to_have_attribute("href", f"{site_url}papers/{single.papers[0]}/")


def test_a_year_and_a_venue_lead_to_their_pages(page: Page, site_url: str) -> None:
    suggest(page, site_url, "2019")
    first = options_of(header_box(page)).first
    expect(first).to_have_text(re.compile("^Year: 2019, "))
    expect(first).to_have_attribute("href", f"{site_url}years/2019/")
    suggest(page, site_url, "hive letters")
    first = options_of(header_box(page)).first
    expect(first).to_have_text(re.compile("^Venue: Hive Letters, "))
    expect(first).to_have_attribute("href", f"{site_url}venues/hive-letters/")


def test_the_explorer_shows_who_is_named_and_their_papers(
    page: Page, site_url: str, prolific: Person
) -> None:
    page.goto(f"{site_url}explore/?q={prolific.name}")
    wait_until_settled(page)
    link = page.locator("[data-groups] a").first
    expect(link).to_have_text(f"Author: {prolific.name}, {len(prolific.papers)} papers")
    papers = {f"papers/{paper}/" for paper in prolific.papers}
    assert set(listed_papers(page)[: len(papers)]) <= papers


def test_where_nobody_is_listed_the_box_and_the_explorer_say_where_to_look(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    publish(page, replace(index_catalogue(catalogue), directories={}))
    page.goto(f"{site_url}about/")
    header_box(page).fill("Geoffrey Hinton")
    note = page.locator(".md-header .suggestions__note")
    expect(note).to_contain_text("This catalogue lists no authors. Look for “Geoffrey Hinton” on")
    names = ["Semantic Scholar", "Google Scholar", "DBLP"]
    expect(note.locator("a")).to_have_text(names)
    expect(note.locator("a").first).to_have_attribute(
        "href", "https://www.semanticscholar.org/search?q=Geoffrey%20Hinton"
    )
    page.goto(f"{site_url}explore/")
    page.locator("#explorer-words").fill("author:hinton")
    notice = page.locator("[data-notice]")
    expect(notice).to_contain_text("This catalogue lists no authors.")
    expect(notice.locator("a")).to_have_text(names)
