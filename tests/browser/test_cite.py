"""Citing in the browser: copied, downloaded, for any list."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pybtex.database
import rispy
from playwright.sync_api import BrowserContext, Page, expect

from builder.citing.citation import Citation, cite
from builder.citing.formats import to_bibtex, to_csl, to_ris
from builder.model.catalogue import Catalogue
from builder.model.records import PaperId

from .explorer import read_count

PHONE = {"width": 390, "height": 800}


def swapped(record: Citation) -> Citation:
    """The record under its short key, as the dialog offers it first."""
    return replace(record, key=PaperId(record.alias), alias=record.key) if record.alias else record


def first_paper(catalogue: Catalogue) -> str:
    return catalogue.papers[0].id


def test_a_paper_is_cited_from_its_own_page_without_a_request(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    page.goto(f"{site_url}papers/{first_paper(catalogue)}/", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Cite", exact=True).click()
    record = swapped(cite(catalogue.papers[0], catalogue))
    expect(page.get_by_label("Citation")).to_have_value(to_bibtex([record]))
    page.get_by_label("RIS").check(force=True)
    expect(page.get_by_label("Citation")).to_have_value(to_ris([record]).replace("\r\n", "\n"))
    page.get_by_label("CSL-JSON").check(force=True)
    expect(page.get_by_label("Citation")).to_have_value(to_csl([record]))
    assert asked == []


def test_a_citation_is_copied_and_downloaded(
    context: BrowserContext, page: Page, site_url: str, catalogue: Catalogue
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    record = cite(catalogue.papers[0], catalogue)
    page.goto(f"{site_url}papers/{record.key}/")
    page.get_by_role("button", name="Cite", exact=True).click()
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == to_bibtex([swapped(record)])
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    assert download.value.suggested_filename == f"{record.key}.bib"
    assert Path(download.value.path()).read_text("utf-8") == to_bibtex([swapped(record)])


def test_without_a_clipboard_the_text_is_selected(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
        "document.execCommand = () => false;"
    )
    page.goto(f"{site_url}papers/{first_paper(catalogue)}/")
    page.get_by_role("button", name="Cite", exact=True).click()
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Ctrl+C")).to_be_visible()
    text = page.get_by_role("textbox", name="Citation")
    assert text.evaluate("text => text.value.slice(text.selectionStart, text.selectionEnd)") == (
        to_bibtex([swapped(cite(catalogue.papers[0], catalogue))])
    )


def test_the_dialog_is_worked_by_keys_alone(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    page.goto(f"{site_url}papers/{first_paper(catalogue)}/")
    button = page.get_by_role("button", name="Cite", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Cite this paper")
    expect(dialog).to_be_visible()
    page.get_by_label("BibTeX").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Citation")).to_have_value(re.compile("^TY  - "))
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


def test_a_tag_is_exported_whole(page: Page, site_url: str, catalogue: Catalogue) -> None:
    tag = max(catalogue.tags, key=lambda tag: len(catalogue.papers_by_tag[tag.id]))
    papers = catalogue.papers_by_tag[tag.id]
    page.goto(f"{site_url}tags/{tag.id}/")
    text = _exported(page, "Export these papers", "BibTeX", f"{tag.id}.bib")
    keys = [catalogue.keys[paper.id] for paper in papers]
    assert list(pybtex.database.parse_string(text, "bibtex").entries) == keys


def test_a_listing_is_exported_whole_in_its_order(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    listing = catalogue.listings[0]
    page.goto(f"{site_url}sources/{listing.id}/")
    text = _exported(page, "Export these papers", "RIS", f"{listing.id}.ris")
    wanted = dict.fromkeys(paper.id for _, paper in catalogue.papers_by_listing[listing.id])
    assert [entry["id"] for entry in rispy.loads(text)] == [catalogue.keys[id_] for id_ in wanted]


def test_a_selection_of_the_explorer_is_exported_whole(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    tag = max(catalogue.tags, key=lambda tag: len(catalogue.papers_by_tag[tag.id]))
    page.goto(f"{site_url}explore/?tag={tag.id}")
    expect(page.locator("[data-list] .paper-item").first).to_be_visible()
    text = _exported(page, "Export", "CSL-JSON", "selection.csl.json")
    found = {entry["id"] for entry in json.loads(text)}
    assert found == {catalogue.keys[paper.id] for paper in catalogue.papers_by_tag[tag.id]}


def test_a_search_result_is_exported_whole(page: Page, site_url: str, catalogue: Catalogue) -> None:
    wanted = catalogue.papers[len(catalogue.papers) // 2]
    page.goto(f"{site_url}explore/?q={wanted.title.plain.replace('&', ' ')}")
    row = page.locator("[data-list] .paper-item").first
    expect(row).to_have_attribute("data-paper", wanted.id)
    text = _exported(page, "Export", "CSL-JSON", "selection.csl.json")
    entries = json.loads(text)
    assert read_count(page) == len(entries)
    assert entries[0]["id"] == catalogue.keys[wanted.id]


def _exported(page: Page, button: str, format_: str, file: str) -> str:
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_label(format_, exact=True).check(force=True)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    assert download.value.suggested_filename == file
    return Path(download.value.path()).read_bytes().decode()


def test_the_key_is_the_readers_choice_and_remembered(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    record = cite(catalogue.papers[0], catalogue)
    page.goto(f"{site_url}papers/{record.key}/")
    text = page.get_by_label("Citation")
    for _ in range(2):
        page.get_by_role("button", name="Cite", exact=True).click()
        page.get_by_label("Short key").uncheck()
        expect(text).to_have_value(to_bibtex([record]))
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Cite", exact=True).click()
    expect(page.get_by_label("Short key")).to_be_enabled()
    expect(page.get_by_label("Short key")).not_to_be_checked()
    page.get_by_label("With abstract").uncheck()
    expect(text).to_have_value(to_bibtex([replace(record, abstract=None)]))
    page.get_by_label("APA style").check(force=True)
    expect(page.get_by_label("Short key")).to_be_disabled()


def test_the_abstract_of_every_page_is_that_of_the_builder(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    shaped = [one for one in catalogue.papers if "<" in one.abstract.html][:3]
    formulas = [one for one in catalogue.papers if "<math" in one.abstract.html][:2]
    empty = [one for one in catalogue.papers if not one.abstract][:1]
    assert formulas
    assert empty
    for one in {one.id: one for one in (*shaped, *formulas, *empty)}.values():
        page.goto(f"{site_url}papers/{one.id}/")
        page.get_by_role("button", name="Cite", exact=True).click()
        record = swapped(cite(one, catalogue))
        expect(page.get_by_label("Citation")).to_have_value(to_bibtex([record]))


def test_a_list_is_exported_with_abstracts_where_they_are_asked_for(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    listing = min(catalogue.listings, key=lambda listing: listing.entries)
    page.goto(f"{site_url}sources/{listing.id}/")
    page.get_by_role("button", name="Export these papers").click()
    papers = dict.fromkeys(paper for _, paper in catalogue.papers_by_listing[listing.id])
    records = [swapped(cite(paper, catalogue)) for paper in papers]
    without = to_bibtex([replace(record, abstract=None) for record in records])
    expect(page.get_by_label("Citation")).to_have_value(without)
    page.get_by_label("With abstract").check()
    expect(page.get_by_label("Citation")).to_have_value(to_bibtex(records))
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    assert Path(download.value.path()).read_text("utf-8") == to_bibtex(records)


def test_the_dialog_says_what_is_missing_and_where_to_look(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    bare = next(one for one in catalogue.papers if not one.authors and not one.year)
    whole = next(one for one in catalogue.papers if one.authors and one.year)
    page.goto(f"{site_url}papers/{bare.id}/")
    page.get_by_role("button", name="Cite", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(
        "The listing gives no authors or year: complete the entry before you cite."
    )
    links = dialog.get_by_role("link")
    there = page.locator(".paper__side").get_by_role("link", include_hidden=True)
    assert len(links.all()) == 4
    addresses = [link.get_attribute("href") for link in there.all()]
    for link in links.all():
        assert link.get_attribute("href") in addresses
    page.goto(f"{site_url}papers/{whole.id}/")
    page.get_by_role("button", name="Cite", exact=True).click()
    expect(dialog.get_by_role("textbox")).not_to_have_value("")
    expect(dialog).not_to_contain_text("complete")


def test_the_dialog_of_a_list_counts_what_is_incomplete(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    papers = catalogue.papers_by_listing
    listing, missing = next(
        (listing, bare)
        for listing in papers
        if (bare := {p.id for _, p in papers[listing] if not (p.authors and p.year)})
    )
    page.goto(f"{site_url}sources/{listing}/")
    page.get_by_role("button", name="Export these papers").click()
    count = len({paper.id for _, paper in papers[listing]})
    expect(page.get_by_role("dialog")).to_contain_text(
        f"{len(missing)} of {count} papers: complete these entries before you cite."
    )


def test_a_reference_is_copied_with_its_italics(
    context: BrowserContext, page: Page, site_url: str, catalogue: Catalogue
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site_url}papers/{first_paper(catalogue)}/")
    page.get_by_role("button", name="Cite", exact=True).click()
    citation = page.get_by_label("Citation")
    expect(citation).to_have_value(re.compile("^@"))
    page.get_by_label("APA style").check(force=True)
    expect(citation).not_to_have_value(re.compile("^@"))
    text = citation.input_value()
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == text
    html = page.evaluate(
        "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
    )
    assert "<i>" in html
    assert "</a>" in html


def test_a_paper_has_coins_jsonld_and_social_tags(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    paper = next(paper for paper in catalogue.papers if not paper.authors)
    page.goto(f"{site_url}papers/{paper.id}/")
    block = page.locator("script[type='application/ld+json']").text_content()
    assert json.loads(block or "")["headline"] == paper.title.plain
    assert "title=" in (page.locator(".Z3988").first.get_attribute("title") or "")
    title = page.locator("meta[property='og:title']").get_attribute("content")
    assert title == paper.title.plain
    assert page.locator("link[rel=canonical]").count() == 1


def test_an_author_has_a_feed_and_all_papers_on_the_page_are_exported(
    page: Page, site_url: str
) -> None:
    page.goto(f"{site_url}authors/the-tidal-consortium/")
    feed = page.locator("link[rel~=alternate][type='application/atom+xml']").first
    assert page.request.get(feed.evaluate("link => link.href")).ok
    assert page.locator("link[rel~=alternate][type='application/feed+json']").count() == 1
    exported = _exported(page, "Export these papers", "BibTeX", "the-tidal-consortium.bib")
    assert exported.count("\n}") == page.locator(".paper-list [data-paper]").count() == 3


def test_the_dialog_fits_a_phone(page: Page, site_url: str, catalogue: Catalogue) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{site_url}papers/{first_paper(catalogue)}/")
    page.get_by_role("button", name="Cite", exact=True).click()
    expect(page.get_by_label("Citation")).not_to_have_value("")
    box = page.get_by_role("dialog", name="Cite this paper").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
