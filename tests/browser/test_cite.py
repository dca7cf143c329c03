"""Citing in the browser: the same text as at build time, copied, downloaded, for any list."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pybtex.database
import pytest
import rispy
from playwright.sync_api import BrowserContext, Page, expect

from builder.citing.citation import cite
from builder.citing.formats import to_bibtex, to_csl, to_ris
from builder.model.catalogue import Catalogue
from builder.model.records import Keyword
from tests.browser.markdown_list import to_markdown
from tests.citing.test_citations import UGLY
from tests.papers import catalogue_of, paper

from .explorer import read_count

WRITERS = {"toBibTeX": to_bibtex, "toRIS": to_ris, "toCSL": to_csl, "toMarkdown": to_markdown}
PHONE = {"width": 390, "height": 800}


def toys() -> Catalogue:
    """Papers with every combination of known fields, and with texts that break things."""
    known = {
        "authors": ("Ada Lovelace", "OpenAI", "Salt and Pepper", "Jan van der Berg"),
        "date": "2024-03-18",
        "venue": "Proceedings of R&D_{x}",
        "doi": "10.1/a_b<c>",
        "arxiv_id": "2403.01234",
        "url": "https://x.example/(a)_b?c={d}",
        "keywords": tuple(Keyword(name=name) for name in ("R&D", "knots, wild", "a; b")),
    }
    names = list(known)
    papers = [
        paper(
            f"known-{bits}", **{name: known[name] for n, name in enumerate(names) if bits >> n & 1}
        )
        for bits in range(2 ** len(names))
    ]
    papers += [
        paper(
            f"ugly-{n}",
            title=text,
            abstract=text,
            authors=(text,),
            venue=text,
            date="2024-02",
            keywords=(Keyword(name=text),),
        )
        for n, text in enumerate(UGLY)
    ]
    papers.append(paper("year-and-month", authors=("A B",), date="2024-11", venue="J"))
    return catalogue_of(*papers)


@pytest.mark.parametrize("function", WRITERS)
def test_the_browser_writes_what_the_builder_writes(
    page: Page, site_url: str, catalogue: Catalogue, function: str
) -> None:
    page.goto(site_url)
    for source in (catalogue, toys()):
        records = [cite(paper, source) for paper in source.papers]
        written = page.evaluate(
            "async ([address, name, records]) => (await import(address))[name](records)",
            [
                f"{site_url}assets/javascripts/cite/formats.js",
                function,
                [record.as_data() for record in records],
            ],
        )
        assert written == WRITERS[function](records)


def first_paper(catalogue: Catalogue) -> str:
    return catalogue.papers[0].id


def test_a_paper_is_cited_from_its_own_page_without_a_request(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    page.goto(f"{site_url}papers/{first_paper(catalogue)}/", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Cite", exact=True).click()
    record = cite(catalogue.papers[0], catalogue)
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
    assert page.evaluate("navigator.clipboard.readText()") == to_bibtex([record])
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    assert download.value.suggested_filename == f"{record.key}.bib"
    assert Path(download.value.path()).read_text("utf-8") == to_bibtex([record])


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
        to_bibtex([cite(catalogue.papers[0], catalogue)])
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
    assert list(pybtex.database.parse_string(text, "bibtex").entries) == [p.id for p in papers]


def test_a_listing_is_exported_whole_in_its_order(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    listing = catalogue.listings[0]
    page.goto(f"{site_url}sources/{listing.id}/")
    text = _exported(page, "Export these papers", "RIS", f"{listing.id}.ris")
    wanted = dict.fromkeys(paper.id for _, paper in catalogue.papers_by_listing[listing.id])
    assert [entry["id"] for entry in rispy.loads(text)] == list(wanted)


def test_a_selection_of_the_explorer_is_exported_whole(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    tag = max(catalogue.tags, key=lambda tag: len(catalogue.papers_by_tag[tag.id]))
    page.goto(f"{site_url}explore/?tag={tag.id}")
    expect(page.locator("[data-list] .paper-item").first).to_be_visible()
    text = _exported(page, "Export", "CSL-JSON", "selection.csl.json")
    found = {entry["id"] for entry in json.loads(text)}
    assert found == {paper.id for paper in catalogue.papers_by_tag[tag.id]}


def test_a_search_result_is_exported_whole(page: Page, site_url: str, catalogue: Catalogue) -> None:
    wanted = catalogue.papers[len(catalogue.papers) // 2]
    page.goto(f"{site_url}explore/?q={wanted.title.plain.replace('&', ' ')}")
    row = page.locator("[data-list] .paper-item").first
    expect(row).to_have_attribute("data-paper", wanted.id)
    text = _exported(page, "Export", "CSL-JSON", "selection.csl.json")
    entries = json.loads(text)
    assert read_count(page) == len(entries)
    assert entries[0]["id"] == wanted.id


def _exported(page: Page, button: str, format_: str, file: str) -> str:
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_label(format_, exact=True).check(force=True)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    assert download.value.suggested_filename == file
    return Path(download.value.path()).read_bytes().decode()


def test_a_paper_has_coins_jsonld_and_social_tags(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    paper = next(paper for paper in catalogue.papers if not paper.authors)
    page.goto(f"{site_url}papers/{paper.id}/")
    block = page.locator("script[type='application/ld+json']").text_content()
    assert json.loads(block or "")["name"] == paper.title.plain
    assert "title=" in (page.locator(".Z3988").first.get_attribute("title") or "")
    title = page.locator("meta[property='og:title']").get_attribute("content")
    assert title == paper.title.plain
    assert page.locator("link[rel=canonical]").count() == 1


@pytest.mark.parametrize("kind", ["tags", "sources"])
def test_feeds_are_found_from_the_pages(
    page: Page, site_url: str, catalogue: Catalogue, kind: str
) -> None:
    slug = catalogue.tags[0].id if kind == "tags" else catalogue.listings[0].id
    page.goto(f"{site_url}{kind}/{slug}/")
    found = page.locator("link[rel~=alternate][type='application/atom+xml']")
    addresses = found.evaluate_all("links => links.map(link => link.href)")
    assert addresses == [f"{site_url}feeds/{kind}/{slug}.xml", f"{site_url}feeds/papers.xml"]
    for address in addresses:
        assert page.request.get(address).ok


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
    box = page.get_by_role("dialog", name="Cite this paper").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]


def test_the_sitemap_names_every_paper(site: Path, catalogue: Catalogue) -> None:
    text = (site / "sitemap.xml").read_text("utf-8")
    for one in catalogue.papers:
        assert f"<loc>{catalogue.site.url}papers/{one.id}/</loc>" in text
