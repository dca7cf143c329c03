"""The reading list: kept, shown, sorted, shared; lost papers are named."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.exports.permalinks import make_short_code
from builder.model.catalogue import Catalogue

from .axe import find_violations_in_both_schemes
from .explorer import wait_until_settled
from .reading import first_ids, read_slugs, save_paper, store_papers, stored_papers, visible_rows


def test_a_saved_paper_is_on_the_list_and_stays_after_a_reload(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    first, second = first_ids(catalogue, 2)
    save_paper(page, site_url, first)
    save_paper(page, site_url, second)
    page.goto(f"{site_url}reading-list/")
    assert read_slugs(page) == [second, first]
    page.reload()
    assert read_slugs(page) == [second, first]
    expect(page.get_by_text("2 papers, 0 read")).to_be_visible()


def test_an_empty_list_says_how_to_fill_it(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}reading-list/")
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()


def test_rows_of_lists_have_both_marks(page: Page, site_url: str, catalogue: Catalogue) -> None:
    tag = max(catalogue.tags, key=lambda tag: len(catalogue.papers_by_tag[tag.id]))
    page.goto(f"{site_url}tags/{tag.id}/")
    row = page.locator(".paper-item").first
    row.get_by_role("button", name="Save:").click()
    row.get_by_role("button", name="Mark as read:").click()
    expect(row.locator("[data-mark=saved]")).to_have_attribute("aria-pressed", "true")
    [mark] = stored_papers(page).values()
    assert mark["saved"]
    assert mark["read"]
    assert mark["title"] == row.locator("a").first.inner_text()


@pytest.mark.parametrize("address", ["explore/", "explore/?q=memory"])
def test_rows_that_a_script_makes_have_marks(page: Page, site_url: str, address: str) -> None:
    page.goto(site_url + address)
    wait_until_settled(page)
    row = page.locator("[data-list] .paper-item").first
    row.get_by_role("button", name="Save:").click()
    [paper] = stored_papers(page)
    expect(row).to_have_attribute("data-paper", paper)


def test_the_list_is_sorted_and_narrowed(page: Page, site_url: str, catalogue: Catalogue) -> None:
    a, b, c = sorted(catalogue.papers[:3], key=lambda paper: paper.title.plain.casefold())
    store_papers(
        page,
        site_url,
        {
            b.id: {"title": "b", "saved": "2024-01-01T00:00:00.000Z"},
            c.id: {"title": "c", "saved": "2024-01-02T00:00:00.000Z", "read": "2024-01-03"},
            a.id: {"title": "a", "saved": "2024-01-03T00:00:00.000Z"},
        },
    )
    assert read_slugs(page) == [a.id, c.id, b.id]
    page.get_by_label("Sort by").select_option("oldest")
    assert read_slugs(page) == [b.id, c.id, a.id]
    page.get_by_label("Sort by").select_option("title")
    expect(visible_rows(page).first.locator("h2 a")).to_have_text(a.title.plain)
    page.get_by_label("Show").select_option("read")
    assert read_slugs(page) == [c.id]
    page.get_by_label("Show").select_option("unread")
    assert set(read_slugs(page)) == {a.id, b.id}


def test_removing_can_be_undone_and_keeps_the_focus_in_the_list(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    first, second = first_ids(catalogue, 2)
    save_paper(page, site_url, first)
    save_paper(page, site_url, second)
    page.goto(f"{site_url}reading-list/")
    expect(visible_rows(page)).to_have_count(2)
    visible_rows(page).first.get_by_role("button", name="Save:").press("Enter")
    expect(visible_rows(page)).to_have_count(1)
    expect(visible_rows(page).first.get_by_role("button", name="Save:")).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    assert read_slugs(page) == [second, first]
    page.get_by_role("button", name="Clear everything").click()
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    assert read_slugs(page) == [second, first]


def test_a_list_is_shared_by_a_short_address(
    page: Page, browser: Browser, site_url: str, catalogue: Catalogue
) -> None:
    first, second = first_ids(catalogue, 2)
    save_paper(page, site_url, first)
    save_paper(page, site_url, second)
    page.goto(f"{site_url}reading-list/")
    page.locator("[data-share]").click()
    codes = [make_short_code(paper) for paper in (second, first)]
    address = f"{site_url}reading-list/?papers={'.'.join(codes)}"
    expect(page.get_by_label("Link to this list")).to_have_value(address)

    other = browser.new_context().new_page()
    other.goto(address)
    expect(other.get_by_text("Someone shared 2 papers with you.")).to_be_visible()
    assert read_slugs(other) == [second, first]
    assert "catalogue.reading:/" not in other.evaluate("Object.keys(localStorage)")
    other.get_by_role("button", name="Save all to your list").click()
    assert set(stored_papers(other)) == {first, second}
    other.get_by_role("link", name="Show your own list").click()
    expect(visible_rows(other)).to_have_count(2)
    other.context.close()


def test_a_shared_address_takes_slugs_and_counts_what_is_gone(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    [paper] = first_ids(catalogue, 1)
    page.goto(f"{site_url}reading-list/?papers={paper}.no-such-paper.<b>")
    expect(page.get_by_text("Someone shared 1 paper with you.")).to_be_visible()
    expect(
        page.get_by_text("2 papers of this link are not, or no longer, in the catalogue")
    ).to_be_visible()


def test_a_paper_that_has_gone_is_named(page: Page, site_url: str, catalogue: Catalogue) -> None:
    [paper] = first_ids(catalogue, 1)
    store_papers(
        page,
        site_url,
        {
            "gone": {"title": "A <b>lost</b> paper", "saved": "2024-01-01T00:00:00.000Z"},
            paper: {"title": "x", "saved": "2024-01-02T00:00:00.000Z"},
        },
    )
    row = page.locator(".paper-item--gone")
    expect(row).to_contain_text("A <b>lost</b> paper")
    expect(row).to_contain_text("No longer in the catalogue.")
    row.get_by_role("button", name="Remove").click()
    assert read_slugs(page) == [paper]


def test_a_paper_that_has_moved_is_followed(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    [paper] = first_ids(catalogue, 1)
    page.route(
        "**/api/permalinks.json",
        lambda route: route.fulfill(
            json={"papers": {paper: "abcdef"}, "moved": {"old-name": paper}}
        ),
    )
    store_papers(
        page,
        site_url,
        {"old-name": {"title": "Old name", "saved": "2024-01-01T00:00:00.000Z", "read": "x"}},
    )
    expect(
        page.get_by_text("“Old name” has moved; the list leads to its new address.")
    ).to_be_visible()
    assert read_slugs(page) == [paper]
    assert list(stored_papers(page)) == [paper]
    assert stored_papers(page)[paper]["read"] == "x"


def test_the_page_is_accessible_empty_filled_and_shared(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    papers = first_ids(catalogue, 3)
    saved = {
        paper: {"title": "x", "saved": f"2024-01-0{n}", "read": "x"}
        for n, paper in enumerate(papers, 1)
    }
    page.goto(f"{site_url}reading-list/")
    assert find_violations_in_both_schemes(page) == []
    store_papers(page, site_url, saved)
    expect(visible_rows(page)).to_have_count(3)
    assert find_violations_in_both_schemes(page) == []
    page.goto(f"{site_url}reading-list/?papers={papers[0]}")
    expect(page.get_by_text("Someone shared")).to_be_visible()
    assert find_violations_in_both_schemes(page) == []
