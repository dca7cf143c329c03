"""A catalogue of listings that try to harm: nothing is executed, and all of it is shown."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import defusedxml.ElementTree
import feedparser
import pytest
import rispy
import yaml
from lxml import html
from playwright.sync_api import Page, expect
from pybtex.database import parse_string

from bench.sites import prepare_site, run_mkdocs, serve
from tests.hostile import FORMATS, PAYLOADS, TITLES, write_hostile_sources

from .waiting import wait_until_ready

NAME = 'Papers </title><script>window.__pwned=30</script> {{ 7*7 }} & "sons"'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of the hostile sources, with a hostile name."""
    folder = tmp_path_factory.mktemp("hostile")
    sources = write_hostile_sources(folder / "sources")
    licence = {"content_licence": NAME}
    config = prepare_site(folder / "project", sources, licence)
    settings = yaml.safe_load(config.read_text("utf-8"))
    names = {"site_name": NAME, "site_description": NAME, "site_author": NAME}
    config.write_text(yaml.safe_dump(settings | names), "utf-8")
    run_mkdocs(config)
    return folder / "project" / "site"


@pytest.fixture(scope="module")
def site_url(site: Path) -> Iterator[str]:
    with serve(site) as address:
        yield address


@pytest.fixture(scope="module")
def papers(site: Path) -> list[dict[str, str]]:
    return json.loads((site / "api" / "papers.json").read_text("utf-8"))


@pytest.fixture
def page(page: Page) -> Page:
    """A tab that tells when something of the listings runs."""
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    return page


class Markup(HTMLParser):
    """What a page holds that can act: scripts, handlers, addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.handlers: list[str] = []
        self.scripts: list[str] = []
        self.addresses: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        named = dict(attrs)
        self.handlers += [name for name in named if name.startswith("on")]
        self.addresses += [
            value
            for name in ("href", "src", "action", "formaction", "xlink:href", "data", "srcdoc")
            if (value := named.get(name)) is not None
        ]
        if tag == "script" and "src" not in named:
            self.scripts.append(named.get("type") or "classic")


def test_no_page_has_a_script_a_handler_or_an_address_of_the_listings(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 80
    for path in pages:
        markup = Markup()
        markup.feed(path.read_text("utf-8"))
        where = path.relative_to(site)
        assert markup.handlers == [], where
        assert set(markup.scripts) <= {"application/json", "application/ld+json"}, where
        assert not markup.tags & {"iframe", "object", "embed", "base"}, where
        for address in markup.addresses:
            assert urlsplit(address).scheme in ("", "http", "https"), (where, address)
            assert not address.startswith("//"), (where, address)


def test_every_file_of_the_site_has_a_harmless_path(site: Path) -> None:
    for path in (site / "papers").iterdir():
        assert re.fullmatch(r"[a-z0-9-]{1,80}|index\.html", path.name)
    for path in site.rglob("*"):
        assert not path.name.startswith(".")


KINDS = (
    "",
    "explore/",
    "papers/",
    "tags/",
    "tags/tag-0/",
    "sources/",
    "sources/json-lines/",
    "sources/saved-page/",
    "explore/?q=script+window.__pwned",
    'explore/?q="><img+src=x+onerror=window.__pwned=31>',
    "explore/?q=<script>window.__pwned=32</script>",
    "map/",
    "statistics/",
    "merges/",
    "reading-list/",
    "feeds/",
    "api/",
    "licences/",
)


def assert_harmless(page: Page) -> None:
    wait_until_ready(page)
    assert page.evaluate("window.__pwned") is None
    assert page.locator("main :is(script:not([type]), iframe, object, embed)").count() == 0


@pytest.mark.parametrize("place", KINDS)
def test_no_kind_of_page_executes_what_it_shows(page: Page, site_url: str, place: str) -> None:
    page.goto(site_url + place)
    expect(page.locator("main h1")).to_have_count(1)
    assert_harmless(page)


def test_the_paper_pages_show_titles_and_abstracts_as_they_were_written(
    page: Page, site_url: str, papers: list[dict[str, str]]
) -> None:
    for paper in papers:
        title = paper["title"]
        if title in TITLES or not title.endswith("(json-lines)"):
            continue
        page.goto(f"{site_url}papers/{paper['id']}/", wait_until="domcontentloaded")
        heading, abstract, pwned = page.evaluate(
            """() => [...["main h1", ".abstract"].map((part) =>
              document.querySelector(part).innerText),
              window.__pwned ?? null]"""
        )
        assert heading.split() == title.split()
        assert letters(abstract.split()) == letters(paper["abstract"].split())
        assert pwned is None


def letters(words: list[str]) -> str:
    """What is left of a text whose formulas may be set in MathML."""
    return "".join(c for c in unicodedata.normalize("NFKC", "".join(words)) if c.isalnum())


def test_what_is_shown_is_what_the_listing_said(papers: list[dict[str, str]]) -> None:
    """What no document may hold is a replacement character; turned directions are gone."""
    shown = {paper["title"] for paper in papers}
    for name, payload in PAYLOADS.items():
        if name in ("script", "handler", "formulas"):  # Merged, merged, set as a formula.
            continue
        first = payload if name.startswith("sheet") else f"{name} {payload}"
        written = re.sub("[\x00-\x08\x0e-\x1f\x7f-\x9f\uffff\ud800-\udfff]", "\ufffd", first)
        written = re.sub("[\u202a-\u202e\u2066-\u2069\ufeff]", "", written)
        assert f"{' '.join(written.split())} (json-lines)" in shown


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_no_format_lets_a_record_act(
    site: Path, papers: list[dict[str, str]], format_: str
) -> None:
    """Its title stands there as text; that no page can act is said above."""
    found = [paper for paper in papers if f"({format_})" in paper["title"]]
    assert found
    for paper in found:
        page = html.parse(str(site / "papers" / paper["id"] / "index.html"))
        [heading] = page.xpath("//main//h1")
        assert heading.text_content().split() == paper["title"].split()


def test_the_search_box_shows_hostile_titles_as_text(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.keyboard.press("f")
    page.keyboard.type("handler img src onerror")
    expect(page.locator("header .suggestion--paper").first).to_contain_text("<img src=x")
    assert_harmless(page)


def test_a_hostile_paper_can_be_saved_and_cited(
    page: Page, site_url: str, papers: list[dict[str, str]]
) -> None:
    paper = next(paper for paper in papers if paper["title"].startswith("breakout"))
    page.goto(f"{site_url}papers/{paper['id']}/")
    page.get_by_role("button", name=re.compile("save|reading list", re.I)).first.click()
    page.get_by_role("button", name=re.compile("cite", re.I)).first.click()
    citation = page.get_by_role("dialog").get_by_label("Citation")
    expect(citation).to_have_value(re.compile("title = {breakout"))
    page.keyboard.press("Escape")
    page.goto(f"{site_url}reading-list/")
    expect(page.locator("main")).to_contain_text("breakout")
    assert_harmless(page)


def test_feeds_are_well_formed_and_their_html_is_harmless(site: Path) -> None:
    feeds = sorted(site.glob("feeds/**/*.xml"))
    assert len(feeds) > 30
    for path in feeds:
        parsed = feedparser.parse(path.read_bytes(), sanitize_html=False)
        assert not parsed.bozo, path
        for entry in parsed.entries:
            for content in entry.get("content", []):
                markup = Markup()
                markup.feed(content["value"])
                assert markup.tags <= ALLOWED_IN_FEEDS, path
                assert markup.handlers == []
    defusedxml.ElementTree.parse(site / "feeds" / "all.opml")
    for path in site.glob("feeds/**/*.json"):
        assert json.loads(path.read_text("utf-8"))["version"]


MATHML = "math semantics annotation mrow mi mn mo mtext msup msub mspace mstyle".split()
ALLOWED_IN_FEEDS = {"p", "a", "em", "strong", "code", "sup", "sub", "wbr", *MATHML}


def test_exports_stay_valid_and_hold_every_paper(site: Path, papers: list[dict[str, str]]) -> None:
    api = site / "api"
    ids = [paper["id"] for paper in papers]
    lines = (api / "papers.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids
    csv.field_size_limit(1_000_000)
    rows = list(csv.DictReader(io.StringIO((api / "papers.csv").read_bytes().decode(), newline="")))
    assert [row["id"] for row in rows] == ids
    assert not [cell for row in rows for cell in row.values() if cell[:1] in tuple("=+-@\t\r")]
    bibliography = parse_string((api / "papers.bib").read_text("utf-8"), "bibtex")
    assert sorted(bibliography.entries) == ids
    ris = rispy.loads((api / "papers.ris").read_text("utf-8"))
    assert [record["id"] for record in ris] == ids
    csl = json.loads((api / "papers.csl.json").read_text("utf-8"))
    assert [record["id"] for record in csl] == ids


def test_tex_from_strangers_stays_text_in_bibtex(site: Path) -> None:
    text = (site / "api" / "papers.bib").read_text("utf-8")
    for command in ("input", "write18", "def", "csname", "href", "url"):
        assert not re.search(rf"(?<!\\textbackslash )\\{command}(?![A-Za-z])", text), command
