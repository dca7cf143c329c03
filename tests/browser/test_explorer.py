"""The explorer as a reader uses it: clicks, the address, the way back."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from builder.model.catalogue import Catalogue
from builder.text.aim import SHORT_ABSTRACT, find_aim

from .explorer import (
    Open,
    find_overlapping_tags,
    find_tags,
    find_value,
    read_count,
    read_query,
    wait_until_filled,
    wait_until_settled,
)
from .explorer import explore as explore
from .waiting import wait_until


def test_tags_of_a_facet_are_joined_by_or_and_on_request_by_and(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    one, two, _ = find_overlapping_tags(catalogue)
    first = {p.id for p in catalogue.papers_by_tag[one]}
    second = {p.id for p in catalogue.papers_by_tag[two]}
    explore("")
    find_value(page, one).click()
    assert read_count(page) == len(first)
    find_value(page, two).click()
    assert read_count(page) == len(first | second)
    find_value(page, one).locator("xpath=ancestor::fieldset").locator("[data-all]").click()
    assert read_count(page) == len(first & second)
    assert sorted(read_query(page)["tag"]) == sorted([one, two])
    assert read_query(page)["all"] == [catalogue.tag[one].facet]


def test_facets_are_joined_by_and(page: Page, explore: Open, catalogue: Catalogue) -> None:
    one, _, other = find_overlapping_tags(catalogue)
    explore(f"?tag={one}")
    find_value(page, other).click()
    expected = sum({one, other} <= find_tags(catalogue, paper) for paper in catalogue.papers)
    assert read_count(page) == expected


def test_a_second_click_excludes_and_a_third_clears(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    tag = catalogue.tags[0].id
    having = len(catalogue.papers_by_tag[tag])
    explore("")
    button = find_value(page, tag)
    expect(button).to_have_accessible_name(re.compile("press to include$"))
    button.click()
    expect(button).to_have_accessible_name(re.compile("included; press to exclude$"))
    assert read_count(page) == having
    button.click()
    expect(button).to_have_accessible_name(re.compile("hidden, excluded; press to clear$"))
    assert read_count(page) == len(catalogue.papers) - having
    assert read_query(page) == {"not": [tag]}
    button.click()
    assert read_query(page) == {}
    assert read_count(page) == len(catalogue.papers)


def test_a_count_is_what_the_click_gives_and_never_nothing(page: Page, explore: Open) -> None:
    explore("?code=1")
    for n in (3, 1, 5):
        button = page.locator("[data-kind=tag] [data-choice=off]:enabled").nth(n)
        offered = button.locator("[data-count]").inner_text().replace(",", "")
        before = read_count(page)
        button.click()
        assert read_count(page) == int(offered) + (before if offered.startswith("+") else 0)
        assert read_count(page) > 0
    for button in page.locator("[data-choice=off]:disabled").all():
        assert button.locator("[data-count]").text_content() == "0"


def test_a_listing_page_leads_to_its_own_papers_in_its_order(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    listing = catalogue.listings[1].id
    explore(f"?source={listing}")
    listed = [paper for _, paper in catalogue.papers_by_listing[listing]]
    assert read_count(page) == len({paper.id for paper in listed})
    shown = page.locator("[data-list] h2").all_inner_texts()
    assert shown[:5] == [paper.title.plain for paper in listed[:5]]


@pytest.mark.parametrize("sort", ["title", "listings"])
def test_the_list_can_be_sorted(page: Page, explore: Open, catalogue: Catalogue, sort: str) -> None:
    explore("")
    page.locator("[data-sort]").select_option(sort)
    wait_until_settled(page)
    assert read_query(page) == {"sort": [sort]}
    first = page.locator("[data-list] > li").first
    if sort == "title":
        firsts = sorted(re.sub(r"^\W+", "", p.title.plain.casefold()) for p in catalogue.papers)
        assert first.locator("h2").inner_text().casefold().endswith(firsts[0])
    else:
        most = max(len(paper.listings) for paper in catalogue.papers)
        assert len({a.get_attribute("title") for a in first.locator(".sightings a").all()}) >= most


def test_one_who_comes_anew_can_take_up_the_last_selection(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    tag = catalogue.tags[0].id
    explore("")
    find_value(page, tag).click()
    found = read_count(page)
    page.goto(page.url.split("explore/")[0] + "tags/")
    page.locator("a[href$='explore/']").first.click()
    wait_until_settled(page)
    assert read_count(page) == len(catalogue.papers)
    page.get_by_role("link", name="Restore last filters").click()
    assert read_count(page) == found


def test_a_selection_is_kept_for_this_catalogue_alone(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    explore("")
    find_value(page, catalogue.tags[0].id).click()
    read_count(page)
    home = urlsplit(page.url).path.removesuffix("explore/")
    kept = page.evaluate("Object.keys(sessionStorage).filter(k => k.includes('explorer'))")
    assert kept == [f"catalogue.explorer:{home}"]


def test_active_filters_are_removed_one_by_one_and_all_at_once(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    one, two, other = find_overlapping_tags(catalogue)
    explore(f"?tag={one}&tag={two}&not={other}")
    chips = page.locator("[data-chips] button")
    expect(chips).to_have_count(3)
    expect(chips.last).to_have_text(f"not {catalogue.tag[other].name}")
    page.locator(f"[data-chip='tag:{two}']").press("Enter")
    expect(chips).to_have_count(2)
    assert read_query(page) == {"tag": [one], "not": [other]}
    assert page.evaluate("document.activeElement.closest('[data-chips]') !== null")
    page.locator(".explorer__active [data-clear]").click()
    expect(chips).to_have_count(0)
    assert read_query(page) == {}
    assert read_count(page) == len(catalogue.papers)


def test_back_and_forward_restore_each_deliberate_change(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    one, two, _ = find_overlapping_tags(catalogue)
    explore("")
    find_value(page, one).click()
    with_one = read_count(page)
    find_value(page, two).click()
    page.go_back()
    expect(find_value(page, two)).to_have_attribute("aria-pressed", "false")
    assert read_count(page) == with_one
    page.go_back()
    assert read_count(page) == len(catalogue.papers)
    page.go_forward()
    assert read_count(page) == with_one


def test_typing_takes_one_step_of_the_history(page: Page, explore: Open) -> None:
    explore("")
    page.keyboard.press("/")
    page.keyboard.type("remember", delay=40)
    expect(page.locator("[data-chip=q]")).to_have_text("“remember”")
    assert read_count(page) > 0
    expect(page.locator("[data-list] mark").first).to_have_text(re.compile("^remember", re.I))
    page.go_back()
    expect(page.locator("#explorer-words")).to_have_value("")
    assert read_query(page) == {}


def test_words_that_tell_nothing_neither_narrow_nor_are_marked(page: Page, explore: Open) -> None:
    explore('?q="memory"')
    having = read_count(page)
    explore("?q=how+the+memory")
    # They may change what the query means, so that a few papers without the word fit, or not.
    assert read_count(page) >= having > 0
    wait_until_filled(page)
    expect(page.locator("[data-list] mark").first).to_have_text(re.compile("memor", re.I))
    assert not {"how", "the"} & {m.lower() for m in page.locator("mark").all_inner_texts()}


def test_one_comes_back_from_a_paper_to_the_same_place(page: Page, explore: Open) -> None:
    explore("?sort=title&page=2")
    row = page.locator("[data-list] > li").nth(11)
    row.scroll_into_view_if_needed()
    row.locator(".explorer__more").click()
    expect(row.locator(".explorer__more")).to_have_attribute("aria-expanded", "true")
    title = row.locator("h2 a")
    name = title.inner_text()
    title.scroll_into_view_if_needed()
    wait_until_filled(page)
    # The place is noted when the scrolling rests.
    wait_until(page, "history.state?.explorer?.scroll === scrollY")
    scroll = page.evaluate("scrollY")
    assert scroll > 500
    title.click()
    expect(page.locator("main h1")).to_have_text(name)
    page.go_back()
    wait_until_settled(page)
    expect(row.locator(".explorer__more")).to_have_attribute("aria-expanded", "true")
    expect(row.locator("h2 a")).to_be_focused()
    assert abs(page.evaluate("scrollY") - scroll) < 3


def test_an_abstract_opens_in_place(page: Page, explore: Open, catalogue: Catalogue) -> None:
    explore("")
    row = page.locator("[data-list] > li").nth(1)
    button = row.locator(".explorer__more")
    abstract = row.locator(".paper-item__summary")
    short = abstract.bounding_box()
    button.press("Enter")
    shown = catalogue.paper[row.get_attribute("data-paper")]  # type: ignore[index]
    expect(abstract).to_have_text(shown.abstract.plain)
    expect(button).to_have_attribute("aria-expanded", "true")
    whole = abstract.bounding_box()
    assert short and whole
    assert whole["height"] > short["height"]


def test_a_folded_abstract_shows_the_sentence_that_states_the_aim(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    explore("?page=2")
    papers = catalogue.papers_by_position[20:40]
    long = [paper for paper in papers if len(paper.abstract.plain) > SHORT_ABSTRACT]
    assert long
    for paper in long[:3]:
        row = page.locator(f"[data-list] > li[data-paper='{paper.id}']")
        row.scroll_into_view_if_needed()
        # A row fills itself when it comes into view.
        expect(row).to_have_class(re.compile("explorer__folded"))
        expect(row.locator(".paper-item__summary")).to_have_text(find_aim(paper.abstract.plain))


def test_only_the_tags_that_a_machine_gave_look_so(page: Page, explore: Open) -> None:
    """Of a paper whose keywords give some of its tags, too."""

    def answer(route: Route) -> None:
        found = route.fetch().json()
        route.fulfill(json={**found, "given": [1 for _ in found["given"]]})

    page.route("**/explore/filters.json", answer)
    explore("?page=2")
    marked = page.locator("[data-list] > li").evaluate_all(
        """rows => rows.map((row) => [...row.querySelectorAll(".chip")]
          .map((chip) => chip.classList.contains("chip--machine")))"""
    )
    assert marked == [[n > 0 for n in range(len(row))] for row in marked]
    assert any(len(row) > 1 for row in marked)


def test_an_address_from_elsewhere_is_understood_and_strange_names_are_reported(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    tag = catalogue.tags[0].id
    explore(f"?tag={tag}&tag=no-such-tag&sort=nonsense&page=999")
    expect(page.locator("[data-notice]")).to_contain_text("no-such-tag")
    assert read_count(page) == len(catalogue.papers_by_tag[tag])
    assert page.locator("[data-list] > li").count() > 0


def test_an_empty_list_says_what_to_remove(page: Page, explore: Open, catalogue: Catalogue) -> None:
    tag = catalogue.tags[0].id
    explore(f"?q=xyzzyqwertz&tag={tag}")
    assert read_count(page) == 0
    expect(page.get_by_role("heading", name="No papers match")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Remove “xyzzyqwertz”")).click()
    assert read_count(page) == len(catalogue.papers_by_tag[tag])


@pytest.mark.parametrize("query", ["?tag=none", "?q=tag:none", "?q=tag:%22not+tagged%22"])
def test_papers_without_a_tag_are_found(
    page: Page, explore: Open, catalogue: Catalogue, query: str
) -> None:
    assert catalogue.untagged
    explore(query)
    assert read_count(page) == len(catalogue.untagged)
    shown = page.locator("[data-list] > li").evaluate_all("rows => rows.map(r => r.dataset.paper)")
    assert set(shown) <= {paper.id for paper in catalogue.untagged}


def test_not_tagged_is_a_value_that_is_chosen_and_excluded(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    explore("")
    button = find_value(page, "none")
    button.click()
    assert read_count(page) == len(catalogue.untagged)
    expect(page.locator("[data-chips]")).to_contain_text("Not tagged")
    button.click()
    assert read_count(page) == len(catalogue.papers) - len(catalogue.untagged)
