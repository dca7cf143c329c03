"""The reading list in files and in the browser's storage, also where that fails."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from builder.citing.citation import cite
from builder.citing.formats import to_bibtex, to_csl, to_ris
from builder.model.catalogue import Catalogue

from .reading import first_ids, read_slugs, save_paper, store_papers, stored_papers


def _files(catalogue: Catalogue) -> dict[str, str]:
    records = [cite(paper, catalogue) for paper in catalogue.papers[:2]]
    short = [replace(one, key=one.alias, alias=one.key) for one in records if one.alias]
    return {
        "short.bib": to_bibtex(short),
        "short.ris": to_ris(short),
        "short.json": to_csl(short),
        "a.bib": to_bibtex(records),
        "a.ris": to_ris(records),
        "a.json": to_csl(records),
        "a.md": "".join(f"- [x]({catalogue.site.url}papers/{one.key}/)\n" for one in records),
    }


@pytest.mark.parametrize(
    "name", ["a.bib", "a.ris", "a.json", "a.md", "short.bib", "short.ris", "short.json"]
)
def test_every_export_can_be_imported(
    page: Page, site_url: str, catalogue: Catalogue, name: str
) -> None:
    page.goto(f"{site_url}reading-list/")
    foreign = "@misc{not-ours,\n title = {x},\n}\n" if name.endswith(".bib") else ""
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
    assert set(read_slugs(page)) == set(first_ids(catalogue, 2))


def test_a_backup_comes_back_exactly_as_it_was(
    page: Page, site_url: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    """Saved, read, both, notes, lists, days; also of a paper that has gone."""
    day = "2024-01-0{}T00:00:00.000Z"
    one, two, three, four = first_ids(catalogue, 4)
    papers = {
        one: {"title": "One", "saved": day.format(2), "list": "Thesis", "note": "a\n<b> “c”"},
        two: {"title": "Two", "read": day.format(1)},
        three: {"title": "Three", "saved": day.format(1), "read": day.format(3)},
        four: {"title": "Four", "note": "only a note"},
        "gone": {"title": "Gone", "saved": day.format(3), "note": "was good"},
    }
    kept = {"version": 2, "papers": papers, "lists": ["Empty", "Thesis"]}
    store_papers(page, site_url, papers, ["Empty", "Thesis"])
    expect(page.get_by_text("3 papers, 1 read")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Back up").click()
    download.value.save_as(tmp_path / "list.json")
    page.evaluate("localStorage.clear()")
    page.reload()
    # Again changes nothing.
    for said in ("5 papers added.", "0 papers added. 5 already on the list."):
        page.locator("input[type=file]:visible, .reading__empty input").first.set_input_files(
            tmp_path / "list.json"
        )
        expect(page.locator("[data-status]")).to_contain_text(said)
        expect(page.get_by_text("3 papers, 1 read")).to_be_visible()
        stored = page.evaluate("localStorage.getItem('catalogue.reading:/')")
        assert json.loads(stored) == kept


def test_a_backup_joins_what_is_there(
    page: Page, site_url: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    one, two, gone = *first_ids(catalogue, 2), "gone"
    here = {one: {"title": "One", "saved": "2024-02-02", "note": "here"}}
    backup = {
        "format": "paper-catalogue reading list",
        "version": 1,
        "papers": [
            {"id": one, "title": "One", "saved": "2024-01-01", "note": "there", "list": "Thesis"},
            {"id": two, "title": "Two", "read": "2024-01-02"},
            {"id": gone, "title": "Of another catalogue", "saved": "2024-01-03"},
        ],
    }
    (tmp_path / "list.json").write_text(json.dumps(backup), "utf-8")
    store_papers(page, site_url, here)
    page.locator("[data-tools] input[type=file]").set_input_files(tmp_path / "list.json")
    expect(page.locator("[data-status]")).to_contain_text(
        "1 paper added. 1 already on the list. 1 not in this catalogue."
    )
    assert stored_papers(page) == {
        one: {"title": "One", "saved": "2024-02-02", "note": "here\n\nthere"},
        two: {"title": "Two", "read": "2024-01-02"},
    }


def test_a_file_without_papers_is_told_so(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}reading-list/")
    page.locator(".reading__empty input").set_input_files(
        files=[{"name": "x.txt", "mimeType": "text/plain", "buffer": b"<script>alert(1)</script>"}]
    )
    expect(page.locator("[data-status]")).to_contain_text(
        "No papers of this catalogue found in x.txt."
    )


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
    [paper] = first_ids(catalogue, 1)
    page.goto(f"{site_url}papers/{paper}/")
    page.get_by_role("button", name="Save (not kept)", exact=True).click()
    expect(page.get_by_role("button", name="Saved (not kept)", exact=True)).to_be_visible()
    page.goto(f"{site_url}reading-list/?papers={paper}")
    page.get_by_role("button", name="Save all to your list").click()
    expect(page.get_by_text("Your browser does not let this site store the list")).to_be_visible()


def test_what_another_tab_saves_is_shown(page: Page, site_url: str, catalogue: Catalogue) -> None:
    [paper] = first_ids(catalogue, 1)
    page.goto(f"{site_url}reading-list/")
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()
    other = page.context.new_page()
    save_paper(other, site_url, paper)
    assert read_slugs(page) == [paper]
    other.close()


@pytest.mark.parametrize(
    "stored", ["not json", "[]", "null", '{"papers": {"x": 1, "__proto__": {}}, "lists": {"a": 1}}']
)
def test_a_broken_list_is_an_empty_one(page: Page, site_url: str, stored: str) -> None:
    page.goto(f"{site_url}reading-list/")
    page.evaluate("text => localStorage.setItem('catalogue.reading:/', text)", stored)
    page.reload()
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()
