"""The reading list: kept, shown, sorted, shared, exported, imported; lost papers are named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from builder.citation_formats import to_bibtex, to_csl, to_markdown, to_ris
from builder.citations import cite
from builder.exports.permalinks import short_code
from builder.records import Catalogue

ACCESS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


def rows(page: Page) -> Locator:
    return page.locator(".reading .paper-item:visible")


def slugs(page: Page) -> list[str]:
    expect(rows(page).first).to_be_visible()
    return rows(page).evaluate_all("rows => rows.map(row => row.dataset.paper)")


def save(page: Page, site_url: str, paper: str) -> None:
    page.goto(f"{site_url}papers/{paper}/")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Saved", exact=True)).to_be_visible()


def kept(page: Page) -> dict[str, Any]:
    text = page.evaluate(
        "Object.entries(localStorage).find(([key]) => key.startsWith('catalogue.reading:'))[1]"
    )
    return json.loads(text)["papers"]


def keep(page: Page, site_url: str, papers: dict[str, Any]) -> None:
    """Put a list into the browser as an earlier visit left it."""
    page.goto(f"{site_url}reading-list/")
    page.evaluate(
        "text => localStorage.setItem('catalogue.reading:/', text)",
        json.dumps({"version": 1, "papers": papers}),
    )
    page.reload()


def ids_of(catalogue: Catalogue, count: int) -> list[str]:
    return [paper.id for paper in catalogue.papers[:count]]


def test_a_saved_paper_is_on_the_list_and_stays_after_a_reload(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    first, second = ids_of(catalogue, 2)
    save(page, site_url, first)
    save(page, site_url, second)
    page.goto(f"{site_url}reading-list/")
    assert slugs(page) == [second, first]
    page.reload()
    assert slugs(page) == [second, first]
    expect(page.get_by_text("2 papers, 0 read")).to_be_visible()


def test_an_empty_list_says_how_to_fill_it(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}reading-list/")
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()


def test_rows_of_lists_have_both_marks(page: Page, site_url: str, catalogue: Catalogue) -> None:
    tag = max(catalogue.tags, key=lambda tag: len(catalogue.tagged[tag.id]))
    page.goto(f"{site_url}tags/{tag.id}/")
    row = page.locator(".paper-item").first
    row.get_by_role("button", name="Save:").click()
    row.get_by_role("button", name="Mark as read:").click()
    expect(row.locator("[data-mark=saved]")).to_have_attribute("aria-pressed", "true")
    [mark] = kept(page).values()
    assert mark["saved"]
    assert mark["read"]
    assert mark["title"] == row.locator("a").first.inner_text()


@pytest.mark.parametrize("address", ["explore/", "search/?q=learning"])
def test_rows_that_a_script_makes_have_marks(page: Page, site_url: str, address: str) -> None:
    page.goto(site_url + address)
    row = page.locator("[data-list] .paper-item").first
    row.get_by_role("button", name="Save:").click()
    [paper] = kept(page)
    expect(row).to_have_attribute("data-paper", paper)


def test_the_list_is_sorted_and_narrowed(page: Page, site_url: str, catalogue: Catalogue) -> None:
    a, b, c = sorted(catalogue.papers[:3], key=lambda paper: paper.title.plain.casefold())
    keep(
        page,
        site_url,
        {
            b.id: {"title": "b", "saved": "2024-01-01T00:00:00.000Z"},
            c.id: {"title": "c", "saved": "2024-01-02T00:00:00.000Z", "read": "2024-01-03"},
            a.id: {"title": "a", "saved": "2024-01-03T00:00:00.000Z"},
        },
    )
    assert slugs(page) == [a.id, c.id, b.id]
    page.get_by_label("Sort by").select_option("oldest")
    assert slugs(page) == [b.id, c.id, a.id]
    page.get_by_label("Sort by").select_option("title")
    expect(rows(page).first.locator("a")).to_have_text(a.title.plain)
    page.get_by_label("Show").select_option("read")
    assert slugs(page) == [c.id]
    page.get_by_label("Show").select_option("unread")
    assert set(slugs(page)) == {a.id, b.id}


def test_removing_can_be_undone_and_keeps_the_focus_in_the_list(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    first, second = ids_of(catalogue, 2)
    save(page, site_url, first)
    save(page, site_url, second)
    page.goto(f"{site_url}reading-list/")
    expect(rows(page)).to_have_count(2)
    rows(page).first.get_by_role("button", name="Save:").press("Enter")
    expect(rows(page)).to_have_count(1)
    expect(rows(page).first.get_by_role("button", name="Save:")).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    assert slugs(page) == [second, first]
    page.get_by_role("button", name="Remove all").click()
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    assert slugs(page) == [second, first]


def test_a_list_is_shared_by_a_short_address(
    page: Page, browser: Browser, site_url: str, catalogue: Catalogue
) -> None:
    first, second = ids_of(catalogue, 2)
    save(page, site_url, first)
    save(page, site_url, second)
    page.goto(f"{site_url}reading-list/")
    page.locator("[data-share]").click()
    address = page.get_by_label("Address of this list").input_value()
    codes = [short_code(paper) for paper in (second, first)]
    assert address == f"{site_url}reading-list/?papers={'.'.join(codes)}"

    other = browser.new_context().new_page()
    other.goto(address)
    expect(other.get_by_text("Someone shared 2 papers with you.")).to_be_visible()
    assert slugs(other) == [second, first]
    assert "catalogue.reading:/" not in other.evaluate("Object.keys(localStorage)")
    other.get_by_role("button", name="Save all to your list").click()
    assert set(kept(other)) == {first, second}
    other.get_by_role("link", name="Show your own list").click()
    expect(rows(other)).to_have_count(2)
    other.context.close()


def test_a_shared_address_takes_slugs_and_counts_what_is_gone(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    [paper] = ids_of(catalogue, 1)
    page.goto(f"{site_url}reading-list/?papers={paper}.no-such-paper.<b>")
    expect(page.get_by_text("Someone shared 1 paper with you.")).to_be_visible()
    expect(page.get_by_text("2 papers in this address are not in the catalogue")).to_be_visible()


def test_a_paper_that_has_gone_is_named(page: Page, site_url: str, catalogue: Catalogue) -> None:
    [paper] = ids_of(catalogue, 1)
    keep(
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
    assert slugs(page) == [paper]


def test_a_paper_that_has_moved_is_followed(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    [paper] = ids_of(catalogue, 1)
    page.route(
        "**/api/permalinks.json",
        lambda route: route.fulfill(
            json={"papers": {paper: "abcdef"}, "moved": {"old-name": paper}}
        ),
    )
    keep(
        page,
        site_url,
        {"old-name": {"title": "Old name", "saved": "2024-01-01T00:00:00.000Z", "read": "x"}},
    )
    assert slugs(page) == [paper]
    expect(page.get_by_text("“Old name” has a new address. The list follows.")).to_be_visible()
    assert list(kept(page)) == [paper]
    assert kept(page)[paper]["read"] == "x"


def _files(catalogue: Catalogue) -> dict[str, str]:
    records = [cite(paper, catalogue) for paper in catalogue.papers[:2]]
    return {
        "a.bib": to_bibtex(records),
        "a.ris": to_ris(records),
        "a.json": to_csl(records),
        "a.md": to_markdown(records),
    }


@pytest.mark.parametrize("name", ["a.bib", "a.ris", "a.json", "a.md"])
def test_every_export_can_be_imported(
    page: Page, site_url: str, catalogue: Catalogue, name: str
) -> None:
    page.goto(f"{site_url}reading-list/")
    foreign = "@misc{not-ours,\n title = {x},\n}\n" if name == "a.bib" else ""
    page.locator("input[type=file]:visible, .reading__empty input").first.set_input_files(
        files=[
            {
                "name": name,
                "mimeType": "text/plain",
                "buffer": (_files(catalogue)[name] + foreign).encode(),
            }
        ]
    )
    said = "2 papers added." + (" 1 not in this catalogue." if foreign else "")
    expect(page.locator("[data-status]")).to_contain_text(said)
    assert set(slugs(page)) == set(ids_of(catalogue, 2))


def test_a_backup_brings_back_everything(
    page: Page, context: BrowserContext, site_url: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    first, second = ids_of(catalogue, 2)
    save(page, site_url, first)
    save(page, site_url, second)
    page.get_by_role("button", name="Mark as read").click()
    page.goto(f"{site_url}reading-list/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Back up").click()
    download.value.save_as(tmp_path / "list.json")
    page.evaluate("localStorage.clear()")
    page.reload()
    page.locator(".reading__empty input").set_input_files(tmp_path / "list.json")
    expect(page.get_by_text("2 papers, 1 read")).to_be_visible()


def test_a_file_without_papers_is_told_so(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}reading-list/")
    page.locator(".reading__empty input").set_input_files(
        files=[{"name": "x.txt", "mimeType": "text/plain", "buffer": b"<script>alert(1)</script>"}]
    )
    expect(page.locator("[data-status]")).to_contain_text("x.txt names no papers.")


def test_a_browser_that_refuses_storage_keeps_the_list_for_the_page(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    page.add_init_script(
        "for (const name of ['getItem', 'setItem']) {"
        " const kept = Storage.prototype[name];"
        " Storage.prototype[name] = function (key, ...rest) {"
        "  if (key.startsWith('catalogue')) throw new DOMException('no', 'SecurityError');"
        "  return kept.call(this, key, ...rest); }; }"
    )
    [paper] = ids_of(catalogue, 1)
    save(page, site_url, paper)
    page.goto(f"{site_url}reading-list/?papers={paper}")
    page.get_by_role("button", name="Save all to your list").click()
    expect(page.get_by_text("Your browser refuses to keep the list")).to_be_visible()


def test_what_another_tab_saves_is_shown(
    context: BrowserContext, page: Page, site_url: str, catalogue: Catalogue
) -> None:
    [paper] = ids_of(catalogue, 1)
    page.goto(f"{site_url}reading-list/")
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()
    other = context.new_page()
    save(other, site_url, paper)
    assert slugs(page) == [paper]


@pytest.mark.parametrize("stored", ["not json", "[]", '{"papers": {"x": 1, "__proto__": {}}}'])
def test_a_broken_list_is_an_empty_one(page: Page, site_url: str, stored: str) -> None:
    page.goto(f"{site_url}reading-list/")
    page.evaluate("text => localStorage.setItem('catalogue.reading:/', text)", stored)
    page.reload()
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_empty_filled_and_shared(
    page: Page, site_url: str, catalogue: Catalogue, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    papers = ids_of(catalogue, 3)
    saved = {
        paper: {"title": "x", "saved": f"2024-01-0{n}", "read": "x"}
        for n, paper in enumerate(papers, 1)
    }
    for visit in (
        lambda: page.goto(f"{site_url}reading-list/"),
        lambda: keep(page, site_url, saved),
    ):
        visit()
        assert Axe().run(page, options=ACCESS).response["violations"] == []
    page.goto(f"{site_url}reading-list/?papers={papers[0]}")
    expect(page.get_by_text("Someone shared")).to_be_visible()
    assert Axe().run(page, options=ACCESS).response["violations"] == []
