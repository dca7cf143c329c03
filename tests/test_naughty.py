"""A site of naughty strings: each in every field, read by programs that are not ours."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sqlite3
import unicodedata
from contextlib import closing
from pathlib import Path
from typing import Any

import bibtexparser
import feedparser
import lxml.etree
import lxml.html
import markdown
import pybtex.database
import pytest
import rispy
import yaml
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON

from builder.model.problems import Problems
from builder.model.records import ListingId
from builder.pipeline import build
from builder.reading.listings import read_file
from tests.builds import make_project
from tests.naughty import INVISIBLE, STRINGS
from tests.pages.test_pages import ALL_PAPERS, EXTENSIONS, LISTINGS, PAPERS, pages_of
from tests.papers import catalogue_of, paper

TAGS = """\
facets: [{id: task, name: Task}]
tags:
  - {slug: sheep, name: Sheep, facet: task, definition: About sheep., words: [sheep]}
keywords: {least: 1, most: 100}
"""
ABSENT = ("script", "style", "img", "iframe", "object", "embed", "meta", "base")


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is built of every string in each field of a paper, with others and alone."""
    folder = tmp_path_factory.mktemp("naughty")
    (folder / "sources" / "listings").mkdir(parents=True)
    with (folder / "sources" / "listings" / "naughty.jsonl").open("w") as stream:
        for number, text in enumerate(STRINGS.values()):
            for record in _make_records(number, text):
                stream.write(json.dumps(record) + "\n")
    (folder / "sources" / "tags.yml").write_text(TAGS)
    problems = Problems()
    build(make_project(folder / "sources", folder / "docs"), problems)
    assert all("\n" not in str(problem) and str(problem).encode() for problem in problems)
    return folder / "docs"


def _make_records(number: int, text: str) -> list[dict[str, object]]:
    """A paper that is nothing but the string, and one that has it in each field."""
    counted = f"We count {number + 1} sheep by the method of no. {number * 7919 % 1009}."
    return [
        {"title": text, "abstract": counted},
        {
            "title": f"{text} {counted}",
            "abstract": text,
            "authors": [text, f"Ada {text}", "Grace Hopper"],
            "keywords": [text, "sheep"],
            "code_url": "https://code.example/" + text,
            "year": 2000 + number % 20,
            **dict.fromkeys(("venue", "volume", "issue", "pages", "doi", "url", "id"), text),
        },
    ]


def _read(docs: Path, path: str) -> bytes:
    whole = docs / path
    return (
        whole.read_bytes() if whole.is_file() else gzip.decompress(Path(f"{whole}.gz").read_bytes())
    )


def _papers(docs: Path) -> list[dict[str, Any]]:
    return json.loads(_read(docs, "api/papers.json"))


def _is_seen(text: str) -> bool:
    """Whether anything of a text is seen: a letter, a sign, a mark on a letter."""
    signs = [sign for sign in text if sign not in "\u115f\u1160\u3164\uffa0\ufe0f\ufe00"]
    return any(unicodedata.category(sign)[0] in "LNPSM" or sign == "\ue000" for sign in signs)


def test_no_record_stops_the_build_and_none_is_lost(docs: Path) -> None:
    papers = _papers(docs)
    assert sum(len(paper["sightings"]) for paper in papers) == 2 * len(STRINGS)
    assert len({paper["id"] for paper in papers}) == len(papers)
    assert all(
        (docs / "papers" / paper["id"] / "index.md").is_file()
        or (docs / "papers" / f"{paper['id']}.md").is_file()
        for paper in papers
    )


def test_every_page_is_shown_and_nothing_on_it_is_without_a_name(docs: Path) -> None:
    pages = sorted(docs.rglob("*.md"))
    assert len(pages) > len(_papers(docs))
    for page in pages:
        _, front, body = page.read_text("utf-8").split("---\n", 2)
        meta = yaml.safe_load(front)
        assert _is_seen(meta["title"]), page
        tree = lxml.html.fromstring(
            f"<main>{markdown.markdown(body, extensions=EXTENSIONS)}</main>"
        )
        assert not [one.tag for one in tree.iter(*ABSENT)], page
        for one in tree.iter():
            assert not [name for name in one.attrib if name.startswith("on")], page
        for one in tree.findall(".//*[@hidden]"):
            one.drop_tree()
        for one in tree.iter("a", "button", "h1", "h2", "h3", "option", "summary"):
            name = f"{one.text_content()}{one.get('aria-label', '')}{one.get('title', '')}"
            assert _is_seen(name) or one.find(".//svg") is not None, (page, lxml.html.tostring(one))
        for link in tree.iter("a"):
            assert not link.get("href", "").lower().strip().startswith(("javascript:", "data:"))


def test_bibliographies_are_read_by_others(docs: Path) -> None:
    number = len(_papers(docs))
    text = _read(docs, "api/papers.bib").decode()
    library = bibtexparser.parse_string(text)
    assert (len(library.failed_blocks), len(library.entries)) == (0, number)
    assert all(_is_seen(entry.fields_dict["title"].value.strip("{}")) for entry in library.entries)
    assert len(pybtex.database.parse_string(text, "bibtex").entries) == number
    entries = rispy.loads(_read(docs, "api/papers.ris").decode())
    assert len(entries) == number
    assert all(_is_seen(entry["title"]) for entry in entries)


def test_a_style_sets_every_record_of_csl_json(docs: Path) -> None:
    records = json.loads(_read(docs, "api/papers.csl.json"))
    assert len(records) == len(_papers(docs))
    assert all(_is_seen(record["title"]) for record in records)
    source = CiteProcJSON([record | {"id": record["id"].lower()} for record in records])
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatters.plain)
    for key in source:
        bibliography.register(Citation([CitationItem(key)]))
    assert sum(_is_seen(str(item)) for item in bibliography.bibliography()) == len(records)


def test_every_feed_is_read_and_each_of_its_entries_has_a_title(docs: Path) -> None:
    feeds = [*docs.rglob("feeds/**/*.xml")]
    assert feeds
    for path in feeds:
        lxml.etree.fromstring(path.read_bytes(), lxml.etree.XMLParser(resolve_entities=False))
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, path
        assert all(_is_seen(entry.title) for entry in feed.entries), path
    for path in docs.rglob("feeds/**/*.json"):
        assert all(_is_seen(item["title"]) for item in json.loads(path.read_bytes())["items"])


def test_tables_have_no_formula_and_come_back(docs: Path, tmp_path: Path) -> None:
    content = _read(docs, "api/papers.csv")
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))
    papers = _papers(docs)
    assert [row["id"] for row in rows] == [paper["id"] for paper in papers]
    assert not [cell for row in rows for cell in row.values() if cell[:1] in tuple("=+-@\t\r\n")]
    (tmp_path / "papers.csv").write_bytes(content)
    problems = Problems()
    read = read_file(tmp_path / "papers.csv", ListingId("csv"), problems)
    assert read is not None
    titles = {paper["title"] for paper in papers}
    assert not [entry.title.source for entry in read[1] if entry.title.source not in titles]


def test_the_database_and_every_file_of_data_is_whole(docs: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(_read(docs, "api/papers.sqlite"))
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM papers").fetchone() == (len(_papers(docs)),)
    for path in docs.rglob("*.json"):
        json.loads(path.read_bytes())
    for path in (*docs.rglob("*.json"), *docs.rglob("*.md"), *docs.rglob("*.bib")):
        text = path.read_bytes().decode()
        assert not [
            sign
            for sign in set(text)
            if unicodedata.category(sign) == "Cc" and sign not in "\n\r\t"
        ]


@pytest.mark.parametrize("text", INVISIBLE.values(), ids=INVISIBLE)
def test_what_prints_nothing_is_called_untitled_on_every_page(text: str) -> None:
    catalogue = catalogue_of(
        paper("p", text, text), paper("q", "Other"), tags={"p": ("t",)}, related={"q": ("p",)}
    )
    pages = pages_of(catalogue, PAPERS, LISTINGS, ALL_PAPERS)
    assert pages["papers/p/"].text("h1") == "Untitled"
    for place in ("papers/q/", "sources/first/", "papers/"):
        assert "Untitled" in pages[place].text(), place
