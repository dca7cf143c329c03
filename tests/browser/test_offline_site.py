"""The ZIP of `make offline` in a browser that reads it from the disk."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from builder.mkdocs_site.offline import pack_site
from builder.model.catalogue import Catalogue

from .searching import header_box, options_of
from .waiting import wait_until_ready


@pytest.fixture(scope="module")
def root(site: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the unpacked ZIP, with a slash at its end."""
    folder = tmp_path_factory.mktemp("disk")
    zipfile.ZipFile(io.BytesIO(pack_site(site))).extractall(folder)
    return (folder / "catalogue").as_uri() + "/"


def given_up(request: Request) -> bool:
    """Whether a request only ended because the tab went on to another page."""
    return request.failure == "net::ERR_ABORTED"


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab that fails the test on any error and on a request to the network."""
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("requestfailed", lambda request: given_up(request) or wrong.append(request.url))
    page.on(
        "request",
        lambda request: wrong.append(request.url) if request.url.startswith("http") else None,
    )
    yield page
    context.close()
    assert wrong == []


def test_every_kind_of_page_works_and_links_to_files(
    tab: Page, root: str, catalogue: Catalogue
) -> None:
    paper, tag, listing = catalogue.papers[0], catalogue.tags[0], catalogue.listings[0]
    visited = [
        "",
        "explore/",
        "papers/",
        f"papers/{paper.id}/",
        "tags/",
        f"tags/{tag.id}/",
        "sources/",
        f"sources/{listing.id}/",
        "reading-list/",
        "feeds/",
        "api/",
        "map/",
        "statistics/",
    ]
    for address in visited:
        tab.goto(f"{root}{address}index.html", wait_until="load")
        wait_until_ready(tab)
        folders = tab.evaluate(
            "[...document.links].map(link => link.href)"
            ".filter(href => href.startsWith('file:') && new URL(href).pathname.endsWith('/'))"
        )
        assert folders == [], address


def test_the_search_box_finds_and_leads_to_all_results(
    tab: Page, root: str, catalogue: Catalogue
) -> None:
    title = catalogue.papers[0].title.plain
    tab.goto(f"{root}index.html")
    box = header_box(tab)
    box.click()
    box.press_sequentially(title)
    expect(options_of(box).filter(has_text=title).first).to_be_visible()
    box.press("Enter")
    expect(tab).to_have_url(re.compile(r"explore/index\.html\?q="))
    expect(tab.locator("[data-list] .paper-item a").first).to_have_text(title)


def test_the_explorer_narrows_and_leads_to_a_paper(
    tab: Page, root: str, catalogue: Catalogue
) -> None:
    tag = max(catalogue.tags, key=lambda tag: len(catalogue.papers_by_tag[tag.id]))
    tab.goto(f"{root}explore/index.html?tag={tag.id}")
    link = tab.locator("[data-list] .paper-item a").first
    expect(link).to_be_visible()
    link.click()
    expect(tab).to_have_url(re.compile(r"papers/[^/]+/index\.html$"))
    expect(tab.locator("h1")).to_be_visible()


def test_the_explorer_looks_up_a_name(tab: Page, root: str, catalogue: Catalogue) -> None:
    alone = next(person for person in catalogue.people.persons if not person.has_page)
    tab.goto(f"{root}explore/index.html?author={alone.id}")
    expect(tab.locator("[data-chips] button")).to_have_text(alone.name)
    expect(tab.locator("[data-list] > li")).to_have_count(1)
    tab.locator("[data-list] .paper-item__byline a").last.click()
    expect(tab).to_have_url(re.compile(r"/index\.html$"))
    expect(tab.locator("h1")).to_be_visible()


def test_papers_are_saved_listed_and_exported(tab: Page, root: str, catalogue: Catalogue) -> None:
    paper = catalogue.papers[0]
    tab.goto(f"{root}papers/{paper.id}/index.html")
    tab.get_by_role("button", name="Save", exact=True).click()
    tab.goto(f"{root}reading-list/index.html")
    expect(tab.locator(".reading .paper-item a").first).to_have_text(paper.title.plain)
    tab.get_by_role("button", name="Export", exact=True).click()
    expect(tab.get_by_label("Citation")).to_have_value(re.compile(re.escape(paper.id)))
    expect(tab.get_by_label("Citation")).to_have_value(re.compile("  abstract = {"))
