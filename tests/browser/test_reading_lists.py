"""What a reader adds to the reading list: read papers, notes, lists; and what its rows show."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from bench.slow_line import Line, serve_slowly
from builder.model.catalogue import Catalogue
from builder.model.records import Paper

from .axe import find_violations_in_both_schemes
from .reading import first_ids, read_slugs, save_paper, store_papers, stored_papers, visible_rows
from .test_site import SHIFTS
from .waiting import DRAWN, wait_until_ready

DAY = "2024-01-0{}T00:00:00.000Z"
HOSTILE = "R&D <b>=\"'; all"


def saved(*papers: str, **more: Any) -> dict[str, Any]:
    return {one: {"title": "x", "saved": DAY.format(n), **more} for n, one in enumerate(papers, 1)}


def stored(page: Page) -> dict[str, Any]:
    return json.loads(page.evaluate("localStorage.getItem('catalogue.reading:/')"))


def row_of(page: Page, paper: str) -> Locator:
    return page.locator(f".reading [data-paper='{paper}']")


def menu_link(page: Page) -> Locator:
    return page.locator("#main-nav").get_by_role("link", name="Reading list")


def new_list(page: Page, name: str) -> None:
    page.get_by_role("button", name="New list").click()
    page.get_by_label("Name of the list").fill(name)
    page.get_by_role("button", name="Create").click()


def choose_list(page: Page, name: str) -> None:
    page.locator("[data-list-chooser]").select_option(value=f"={name}")


def test_a_paper_that_was_only_read_is_kept_and_shown_apart(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    first, second = first_ids(catalogue, 2)
    page.goto(f"{site_url}papers/{first}/")
    page.get_by_role("button", name="Mark as read").click()
    save_paper(page, site_url, second)
    page.goto(f"{site_url}reading-list/")
    read = page.get_by_role("region", name="Read, not saved").locator("li[data-paper]")
    expect(read).to_have_attribute("data-paper", first)
    expect(page.get_by_text("1 paper, 0 read")).to_be_visible()
    page.get_by_label("Show").select_option("unread")
    assert read_slugs(page) == [second]
    page.get_by_label("Show").select_option("read")
    assert read_slugs(page) == [first]
    page.get_by_label("Show").select_option("all")
    read.get_by_role("button", name="Mark as read:").click()
    expect(page.get_by_role("heading", name="Read, not saved")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    assert read_slugs(page) == [second, first]


def test_clearing_forgets_all_and_can_be_undone(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    first, second, third = first_ids(catalogue, 3)
    papers = {
        **saved(first, list="Thesis", note="mine"),
        second: {"title": "x", "read": DAY.format(4)},
        third: {"title": "x", "note": "later"},
    }
    store_papers(page, site_url, papers, ["Thesis", "Empty"])
    expect(visible_rows(page)).to_have_count(3)
    page.get_by_role("button", name="Clear everything").click()
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()
    assert stored(page) == {"version": 2, "papers": {}, "lists": []}
    page.get_by_role("button", name="Undo").click()
    expect(visible_rows(page)).to_have_count(3)
    assert stored(page) == {"version": 2, "papers": papers, "lists": ["Thesis", "Empty"]}


def test_the_list_of_an_earlier_version_is_read(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    first, second = first_ids(catalogue, 2)
    store_papers(
        page,
        site_url,
        {**saved(first), second: {"title": "y", "read": DAY.format(3)}},
        version=1,
    )
    assert read_slugs(page) == [first, second]


def rich_paper(catalogue: Catalogue) -> Paper:
    return next(
        paper
        for paper in catalogue.papers
        if paper.authors
        and paper.venue
        and paper.abstract
        and len(paper.listings) > 1
        and any(given.by == "machine" for given in catalogue.assignments[paper.id])
    )


def test_rows_show_what_other_lists_show(page: Page, site_url: str, catalogue: Catalogue) -> None:
    paper = rich_paper(catalogue)
    bare = next(one for one in catalogue.papers if not one.abstract)
    shown = (
        "row => [...row.querySelectorAll('.paper-item__byline, .chips, .sightings')]"
        ".map(part => [part.textContent.replace(/\\s+/g, ''),"
        " ...[...part.querySelectorAll('a')]"
        ".flatMap(link => [link.href, [...link.classList].sort().join(' ')])])"
    )
    page.goto(f"{site_url}tags/{catalogue.assignments[paper.id][0].tag}/")
    there = page.locator(f".paper-item[data-paper='{paper.id}']")
    expected = there.evaluate(shown)
    start = there.locator(".paper-item__summary").inner_text()[:20]
    store_papers(page, site_url, saved(paper.id, bare.id))
    row = row_of(page, paper.id)
    expect(row.locator(".chips")).to_be_visible()
    assert row.evaluate(shown) == expected
    expect(row.locator(".paper-item__summary")).to_contain_text(start)
    expect(row_of(page, bare.id).locator(".sightings a").first).to_be_visible()
    expect(row_of(page, bare.id).locator(".paper-item__summary")).to_have_count(0)


def test_rows_out_of_sight_ask_for_nothing(page: Page, site_url: str, catalogue: Catalogue) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    papers = [one.id for one in catalogue.papers_by_position]
    times = {
        one: {"title": "x", "saved": f"2024-01-01T00:00:{60 + n}"} for n, one in enumerate(papers)
    }
    store_papers(page, site_url, times)
    expect(visible_rows(page).first.locator(".sightings")).to_be_visible()
    assert 0 < sum("explore/rows/" in url for url in asked) < len(papers) / 10
    last = visible_rows(page).last
    last.scroll_into_view_if_needed()
    expect(last.locator(".sightings")).to_be_visible()


def test_the_menu_counts_without_moving(page: Page, site_url: str, catalogue: Catalogue) -> None:
    page.goto(f"{site_url}papers/{first_ids(catalogue, 1)[0]}/")
    wait_until_ready(page)
    expect(menu_link(page)).to_have_accessible_name("Reading list")
    places = (
        "[...document.querySelectorAll('#main-nav a, #main-nav button')]"
        ".map(one => one.getBoundingClientRect().toJSON())"
    )
    before = page.evaluate(places)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(menu_link(page)).to_have_accessible_name("Reading list (1 paper)")
    expect(menu_link(page).locator(".main-nav__count")).to_have_text("1")
    assert page.evaluate(places) == before
    store_papers(page, site_url, {f"p-{n}": {"title": "x", "saved": "2024"} for n in range(1200)})
    expect(menu_link(page)).to_have_accessible_name("Reading list (1,200 papers)")
    count = menu_link(page).locator(".main-nav__count")
    expect(count).to_have_text("999+")
    end = count.evaluate("one => one.getBoundingClientRect().right")
    more = page.locator(".more__button").evaluate("one => one.getBoundingClientRect().left")
    assert end < more


def test_a_note_is_kept_while_it_is_written(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    first, second = first_ids(catalogue, 2)
    store_papers(page, site_url, saved(first, second))
    row = row_of(page, first)
    expect(row.locator(".sightings")).to_be_visible()
    row.get_by_text("Note", exact=True).click()
    note = row.get_by_role("textbox", name="Note on")
    note.press_sequentially("Section 3 <b>")
    expect(note).to_be_focused()
    assert stored_papers(page)[first]["note"] == "Section 3 <b>"
    page.reload()
    expect(note).to_have_value("Section 3 <b>")
    # A note outlives the bookmark, and goes with its text.
    row.get_by_role("button", name="Save:").click()
    noted = page.get_by_role("region", name="Notes on other papers").locator("li[data-paper]")
    expect(noted).to_have_attribute("data-paper", first)
    noted.get_by_role("textbox").fill("")
    assert list(stored_papers(page)) == [second]


def test_lists_are_made_renamed_and_deleted(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    first, second = first_ids(catalogue, 2)
    store_papers(page, site_url, saved(first, second))
    expect(page.get_by_role("button", name="Rename")).to_be_hidden()
    new_list(page, f"  {HOSTILE}  ")
    menu = row_of(page, first).get_by_role("combobox")
    menu.focus()
    menu.select_option(HOSTILE)
    expect(menu).to_be_focused()
    expect(page.get_by_role("status").filter(has_text=f"to “{HOSTILE}”")).to_be_visible()
    assert stored_papers(page)[first]["list"] == HOSTILE
    choose_list(page, HOSTILE)
    assert read_slugs(page) == [first]
    expect(page.get_by_text("1 paper, 0 read")).to_be_visible()
    page.reload()
    assert read_slugs(page) == [first]
    page.get_by_role("button", name="Rename").click()
    page.get_by_label("Name of the list").fill("Thesis")
    page.get_by_label("Name of the list").press("Enter")
    expect(page.locator("[data-list-chooser] option:checked")).to_have_text("Thesis (1)")
    assert stored(page)["lists"] == ["Thesis"]
    assert stored_papers(page)[first]["list"] == "Thesis"
    page.get_by_role("button", name="Delete list").click()
    assert read_slugs(page) == [second, first]
    assert stored(page)["lists"] == []
    assert "list" not in stored_papers(page)[first]
    page.get_by_role("button", name="Undo").click()
    assert stored_papers(page)[first]["list"] == "Thesis"


def test_one_list_is_shared_with_its_name(
    page: Page, browser: Browser, site_url: str, catalogue: Catalogue
) -> None:
    first, second = first_ids(catalogue, 2)
    store_papers(page, site_url, {**saved(first, list=HOSTILE), **saved(second)}, [HOSTILE])
    choose_list(page, HOSTILE)
    page.locator("[data-share]").click()
    expect(page.get_by_label("Link to this list")).to_be_visible()
    address = page.get_by_label("Link to this list").input_value()
    context = browser.new_context()
    other = context.new_page()
    other.goto(address)
    expect(other.get_by_role("heading", name=f"Shared list “{HOSTILE}”")).to_be_visible()
    assert read_slugs(other) == [first]
    # What is said of one's own list is not true of this one.
    expect(other.get_by_text("only you can see it")).to_be_hidden()
    expect(other.get_by_text("Your own list stays as it is")).to_be_visible()
    other.get_by_role("button", name="Save all to your list").click()
    expect(other.locator("[data-status]")).to_contain_text(f"saved to your list “{HOSTILE}”")
    assert stored(other)["lists"] == [HOSTILE]
    assert stored_papers(other)[first]["list"] == HOSTILE
    context.close()


def test_years_sort_where_there_are_years(page: Page, site_url: str, catalogue: Catalogue) -> None:
    undated = next(one.id for one in catalogue.papers if not one.year)
    old, new = sorted(
        {one.year: one for one in catalogue.papers if one.year}.values(),
        key=lambda one: one.year or 0,
    )[:2]
    store_papers(page, site_url, saved(undated))
    expect(row_of(page, undated).locator(".sightings")).to_be_visible()
    by_year = page.locator("[data-sort] [value=year]")
    expect(by_year).to_be_disabled()
    store_papers(page, site_url, saved(undated, new.id, old.id))
    expect(by_year).to_be_enabled()
    page.get_by_label("Sort by").select_option("year")
    assert read_slugs(page) == [new.id, old.id, undated]


def test_what_a_reader_adds_is_accessible(page: Page, site_url: str, catalogue: Catalogue) -> None:
    first, second, third = first_ids(catalogue, 3)
    store_papers(
        page,
        site_url,
        {
            **saved(first, list="Thesis", note="Mine"),
            second: {"title": "x", "read": DAY.format(4)},
            third: {"title": "x", "note": "later"},
        },
        ["Thesis"],
    )
    expect(visible_rows(page)).to_have_count(3)
    page.get_by_role("button", name="New list").click()
    assert find_violations_in_both_schemes(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


def test_a_long_list_comes_without_a_jump(
    browser: Browser, site: Path, catalogue: Catalogue
) -> None:
    papers = saved(*first_ids(catalogue, 9))
    with serve_slowly(site, Line(latency=0.05, rate=1e9)) as traffic:

        def visit() -> float:
            page = browser.new_page(viewport={"width": 1280, "height": 844})
            store_papers(page, traffic.address, papers, ["Thesis"])
            expect(visible_rows(page).first.locator(".sightings")).to_be_visible()
            page.add_init_script(SHIFTS)
            page.reload()
            expect(visible_rows(page).first.locator(".sightings")).to_be_visible()
            page.evaluate(DRAWN)
            shifted = float(page.evaluate("window.shifted"))
            page.close()
            return shifted

        assert any(visit() < 0.1 for _ in range(3))
