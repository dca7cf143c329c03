"""The authors, venues and keywords of the explorer: groups, what else they find, addresses."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from playwright.sync_api import Locator, Page, expect

from builder.layout.frequent_values import find_frequent_values
from builder.model.catalogue import Catalogue
from builder.model.people import Person

from .axe import find_violations_in_both_schemes
from .explorer import (
    Open,
    find_value,
    read_count,
    read_query,
    wait_until_filled,
    wait_until_settled,
    without_data,
)
from .explorer import explore as explore


def find_rare(catalogue: Catalogue) -> Person:
    """Somebody whom the page does not offer and whose family name nobody else has."""
    frequent = {value.id for field in find_frequent_values(catalogue) for value in field.values}
    families = Counter(person.name.split()[-1] for person in catalogue.people.persons)
    return next(
        person
        for person in catalogue.people.persons
        if person.id not in frequent
        and " " in person.name
        and families[person.name.split()[-1]] == 1
    )


def find_pair(catalogue: Catalogue) -> tuple[Person, Person]:
    """Two people who wrote together, and not everything."""
    first = max(catalogue.people.persons, key=lambda person: len(person.papers))
    return first, catalogue.people.coauthors_of(first)[0][0]


def find_field(page: Page, what: str = "an author") -> Locator:
    return page.get_by_role("combobox", name=f"Find {what}")


def test_authors_are_joined_by_or_and_on_request_by_who_wrote_together(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    one, two = find_pair(catalogue)
    explore("")
    find_value(page, one.id, "author").click()
    find_value(page, two.id, "author").click()
    assert read_count(page) == len({*one.papers, *two.papers})
    page.locator("[data-kind=author] [data-all]").click()
    assert read_count(page) == len({*one.papers} & {*two.papers})
    assert read_query(page)["all-author"] == ["1"]
    expect(page.locator("[data-kind=venue] [data-all]")).to_have_count(0)


@pytest.mark.parametrize("kind", ["author", "venue", "keyword"])
def test_a_value_is_excluded(page: Page, explore: Open, catalogue: Catalogue, kind: str) -> None:
    frequent = {field.field: field.values for field in find_frequent_values(catalogue)}
    value = frequent[kind][0]
    explore("")
    find_value(page, value.id, kind).click()
    assert read_count(page) == len(value.papers)
    find_value(page, value.id, kind).click()
    assert read_count(page) == len(catalogue.papers) - len(value.papers)
    assert read_query(page) == {f"not-{kind}": [value.id]}
    expect(page.locator("[data-chips] button")).to_have_text(f"not {value.name}")


def test_a_field_finds_who_is_not_among_the_frequent(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    person = find_rare(catalogue)
    explore("")
    expect(find_value(page, person.id, "author")).to_have_count(0)
    field = find_field(page)
    field.fill(" ".join(person.name.split()[::-1]).lower())
    option = page.get_by_role("option", name=person.name)
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", str(option.get_attribute("id")))
    field.press("Enter")
    assert read_count(page) == len(person.papers)
    assert read_query(page) == {"author": [person.id]}
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    expect(page.get_by_role("option", name=person.name)).to_have_count(0)
    expect(page.locator("[data-chips] button")).to_have_text(person.name)
    button = find_value(page, person.id, "author")
    expect(button).to_have_accessible_name(re.compile("included; press to exclude$"))
    button.click()
    assert read_count(page) == len(catalogue.papers) - len(person.papers)
    button.click()
    assert read_query(page) == {}
    expect(button).to_be_focused()


def test_arrows_choose_among_those_found_and_escape_closes(page: Page, explore: Open) -> None:
    explore("")
    field = find_field(page)
    field.fill("ca")
    options = page.locator("#find-author [role=option]")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(options.nth(1)).to_be_visible()
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(options).to_have_count(0)
    field.fill("caqqq")
    expect(page.locator("[data-kind=author] .finder__note")).to_contain_text("No author")
    assert read_query(page) == {}


def test_who_would_leave_nothing_is_shown_and_cannot_be_chosen(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    person = find_rare(catalogue)
    year = catalogue.paper[person.papers[0]].year
    other = next(y for y in catalogue.papers_by_year if y != year)
    explore(f"?from={other}&to={other}")
    find_field(page).fill(person.name)
    option = page.get_by_role("option", name=person.name)
    expect(option).to_have_attribute("aria-disabled", "true")
    option.click(force=True)
    assert read_query(page) == {"from": [str(other)], "to": [str(other)]}


def test_an_address_names_somebody_with_a_single_paper(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    person = find_rare(catalogue)
    assert len(person.papers) == 1
    explore(f"?author={person.id}&author=nobody-at-all")
    assert read_count(page) == 1
    assert page.locator("[data-list] > li").get_attribute("data-paper") == person.papers[0]
    expect(page.locator("[data-notice]")).to_have_text(
        "No longer in this catalogue: nobody-at-all."
    )
    expect(find_value(page, person.id, "author")).to_have_attribute("aria-pressed", "true")


def test_nothing_else_is_shown_while_a_name_is_looked_up(
    page: Page, explore: Open, catalogue: Catalogue, site_url: str
) -> None:
    person = find_rare(catalogue)
    with without_data(page, "**/search/author/*.json*"):
        with page.expect_request("**/search/author/*.json*"):
            page.goto(f"{site_url}explore/?author={person.id}")
        expect(page.locator("[data-list] h2 a").first).to_be_hidden()
        expect(page.locator("[data-status]")).to_be_hidden()
    wait_until_settled(page)
    assert read_count(page) == len(person.papers)


def test_back_and_forward_bring_back_who_was_found(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    person = find_rare(catalogue)
    one, _ = find_pair(catalogue)
    explore(f"?author={person.id}")
    find_value(page, one.id, "author").click()
    both = len({*person.papers, *one.papers})
    assert read_count(page) == both
    page.reload()
    wait_until_settled(page)
    assert read_count(page) == both
    page.go_back()
    expect(find_value(page, one.id, "author")).to_have_attribute("aria-pressed", "false")
    assert read_count(page) == len(person.papers)
    page.locator("[data-chips] button").click()
    assert read_count(page) == len(catalogue.papers)
    page.reload()
    wait_until_settled(page)
    page.go_back()
    expect(page.locator("[data-chips] button")).to_have_text(person.name)


def test_an_empty_list_offers_to_remove_a_name(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    person = find_rare(catalogue)
    explore(f"?author={person.id}&not-author={find_pair(catalogue)[0].id}&q=xyzzyqwertz")
    assert read_count(page) == 0
    explore(f"?author={person.id}&from=1700&to=1701")
    page.get_by_role("button", name=re.compile("^Remove 1700–1701")).click()
    assert read_count(page) == len(person.papers)


def test_names_year_and_venue_of_a_row_are_links_alike_with_and_without_a_script(
    page: Page, explore: Open, site_url: str
) -> None:
    read = """() => [...document.querySelectorAll(".paper-item__byline")].map((one) => [
        one.textContent, ...[...one.querySelectorAll("a")].map((a) => a.href)])"""
    page.goto(f"{site_url}explore/")
    wait_until_settled(page)
    first = page.evaluate(read)
    assert len(first) > 10
    page.get_by_role("link", name="Next page").click()
    page.get_by_role("link", name="Previous page").click()
    wait_until_settled(page)
    for row in page.locator("[data-list] > li").all():
        row.scroll_into_view_if_needed()
    expect(page.locator(".explorer__waiting")).to_have_count(0)
    assert page.evaluate(read) == first
    for address in {link for _, *links in first for link in links}:
        assert page.request.get(address).ok, address


@pytest.mark.parametrize("width", [1280, 390])
def test_what_was_found_has_no_accessibility_fault(
    page: Page, explore: Open, catalogue: Catalogue, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    explore(f"?author={find_rare(catalogue).id}&from=2001")
    if width < 960:
        page.get_by_role("button", name="Filters").click()
    find_field(page).fill("ca")
    expect(page.locator("#find-author [role=option]").first).to_be_visible()
    wait_until_filled(page)
    assert find_violations_in_both_schemes(page) == []
