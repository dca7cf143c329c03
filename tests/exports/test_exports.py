"""The data that people and scripts take away."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import posixpath
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from builder.citing.citation import cite
from builder.citing.formats import to_bibtex
from builder.exports import bibliography
from builder.exports.permalinks import make_short_code
from builder.exports.table import COLUMNS, escape_cell
from builder.model import export
from builder.model.catalogue import Catalogue
from builder.model.export import ExportFile
from builder.model.records import Keyword, PaperId
from builder.pages.data import format_size
from builder.pipeline import EXPORTS
from tests.papers import SITE, catalogue_of, paper, sighting, with_downloads


def files_of(catalogue: Catalogue, name: str) -> dict[str, bytes]:
    [export] = [export for export in EXPORTS if export.name == name]
    return {file.path: file.content for file in export.lay_out(catalogue)}


def papers_json(catalogue: Catalogue) -> list[dict[str, Any]]:
    return json.loads(files_of(catalogue, "api")["api/papers.json"])


def everything(catalogue: Catalogue) -> list[ExportFile]:
    own = {"api", "bibliography", "checksums", "database", "feeds", "members", "permalinks"}
    own |= {"people", "robots", "table"}
    complete = with_downloads(catalogue)
    return [file for export in EXPORTS if export.name in own for file in export.lay_out(complete)]


FULL = paper(
    "full",
    title="A <b>full</b> paper & more",
    abstract="Text.",
    authors=("Ada Lovelace",),
    date="2024-03-18",
    venue="Journal of Toys",
    doi="10.1/x",
    arxiv_id="2403.01234",
    links=("https://code.example/x",),
    pdf_url="https://toys.example/x.pdf",
    code_url="https://code.example/x",
    keywords=(Keyword(name="toys", spellings=("Toy",)), Keyword(name="lamps, old")),
    sightings=(sighting("first", 3, "Mar 18"), sighting("second", 1)),
)
BARE = paper("bare")
TWO = catalogue_of(FULL, BARE, tags={"full": ("video", "audio")}, related={"full": ("bare",)})


def test_a_paper_has_the_promised_fields_and_those_that_are_known() -> None:
    bare, full = papers_json(TWO)
    assert full == {
        "id": "full",
        "title": FULL.title.plain,
        "abstract": "Text.",
        "url": "https://papers.example/sub/papers/full/",
        "tags": ["video", "audio"],
        "sightings": [
            {"source": "first.txt", "position": 3, "label": "Mar 18"},
            {"source": "second.txt", "position": 1, "label": None},
        ],
        "related": ["bare"],
        "links": ["https://code.example/x"],
        "authors": ["Ada Lovelace"],
        "date": "2024-03-18",
        "year": 2024,
        "doi": "10.1/x",
        "arxiv_id": "2403.01234",
        "venue": "Journal of Toys",
        "keywords": ["toys", "lamps, old"],
        "pdf_url": "https://toys.example/x.pdf",
        "code_url": "https://code.example/x",
    }
    required = {"id", "title", "abstract", "url", "tags", "sightings", "related", "links"}
    assert set(bare) == required


def test_papers_are_sorted_by_id_in_json_and_json_lines() -> None:
    content = files_of(TWO, "api")
    lines = [json.loads(line) for line in content["api/papers.jsonl"].splitlines()]
    assert [line["id"] for line in lines] == ["bare", "full"]
    assert lines == papers_json(TWO)


@pytest.mark.parametrize("url", ["https://papers.example/sub/", ""])
def test_the_json_fits_its_own_schema(url: str) -> None:
    catalogue = replace(TWO, site=replace(SITE, url=url))
    _fits_its_schema(catalogue)
    assert papers_json(catalogue)[0]["url"] == f"{url}papers/bare/"


def test_the_schema_refuses_what_was_not_promised() -> None:
    [data, _] = papers_json(TWO)
    for wrong in ({**data, "surprise": 1}, {**data, "tags": [1]}, {**data, "sightings": []}):
        with pytest.raises(jsonschema.ValidationError):
            _validator(TWO).validate([wrong])


def test_an_empty_catalogue_has_every_file() -> None:
    assert papers_json(catalogue_of()) == []
    assert {file.path for file in everything(catalogue_of())} >= {"api/papers.csv", "llms.txt"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ("", ""),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\r=x", " =x"),
        ("\n=x", "'\n=x"),
        ("＝1", "'＝1"),
        ("a=b", "a=b"),
        ("\x00=x", " =x"),
    ],
)
def test_no_cell_is_a_formula(text: str, written: str) -> None:
    assert escape_cell(text) == written


def test_the_table_has_a_row_for_each_paper_and_survives_any_text() -> None:
    ugly = '=cmd|"/c calc"!A1\n"quoted", and; more'
    catalogue = catalogue_of(paper("a", title=ugly, abstract=ugly), FULL)
    text = files_of(catalogue, "table")["api/papers.csv"].decode()
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert rows[0] == list(COLUMNS)
    assert len(rows) == 3
    assert rows[1][1].startswith("'=cmd")
    full = dict(zip(rows[0], rows[2], strict=True))
    assert full["sources"] == "first.txt; second.txt"
    assert full["authors"] == "Ada Lovelace"
    assert full["keywords"] == "toys; lamps, old"


def test_the_bibliography_is_that_of_every_paper() -> None:
    content = files_of(TWO, "bibliography")
    assert content["api/papers.bib"].decode() == to_bibtex(
        [cite(paper, TWO) for paper in TWO.papers]
    )
    assert [entry["id"] for entry in json.loads(content["api/papers.csl.json"])] == ["bare", "full"]


def test_the_bibliography_of_a_large_catalogue_leaves_abstracts_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert b"Text." in files_of(TWO, "bibliography")["api/papers.ris"]
    monkeypatch.setattr(bibliography, "ABSTRACTS_UP_TO", 1)
    content = files_of(TWO, "bibliography")
    for name in ("papers.bib", "papers.ris", "papers.csl.json"):
        assert b"Text." not in content[f"api/{name}"]
    assert all("row" in record for record in json.loads(content["api/citations/0.json"]))


def test_the_browser_finds_every_record_by_the_first_key_of_its_part() -> None:
    papers = [paper(f"p{n:04}") for n in range(600)]
    content = files_of(catalogue_of(*papers), "bibliography")
    index = json.loads(content["api/citations/index.json"])
    first = ["p0000", "p0256", "p0512"]
    assert index == {"papers": 600, "size": 256, "first": first, "site": SITE.url}
    parts = [json.loads(content[f"api/citations/{n}.json"]) for n in range(3)]
    assert [part[0]["key"] for part in parts] == index["first"]
    assert [record["key"] for part in parts for record in part] == [each.id for each in papers]
    assert not any("url" in record for part in parts for record in part)


def test_the_browser_finds_abstracts_and_slugs_behind_short_keys() -> None:
    papers = [paper(f"p{n:02}", abstract="" if n == 3 else f"Text {n}.") for n in range(25)]
    catalogue = catalogue_of(*papers)
    content = files_of(catalogue, "bibliography")
    rows = files_of(catalogue, "explorer")
    for record in json.loads(content["api/citations/0.json"]):
        found = json.loads(rows[f"explore/rows/{record['row']}.json"])
        [abstract] = [row.get("abstract", "") for row in found if row["slug"] == record["key"]]
        assert abstract == catalogue.paper[record["key"]].abstract.plain
    keys = json.loads(content["api/citations/keys.json"])
    assert {slug: key for key, slug in keys.items()} == catalogue.keys


def test_permalinks_lead_from_old_addresses_to_new_ones() -> None:
    moved = paper("new", aliases=(PaperId("old"),))
    data = json.loads(files_of(catalogue_of(moved), "permalinks")["api/permalinks.json"])
    assert data == {"papers": {"new": make_short_code(PaperId("new"))}, "moved": {"old": "new"}}


def test_short_codes_differ_and_never_change(catalogue: Catalogue) -> None:
    codes = {make_short_code(paper.id) for paper in catalogue.papers}
    assert len(codes) == len(catalogue.papers)
    assert all(len(code) == 6 for code in codes)
    assert make_short_code(PaperId("attention-is-all-you-need")) == "icMSmn"


def test_a_tag_and_a_listing_name_their_papers_in_the_order_of_their_page() -> None:
    content = files_of(TWO, "members")
    assert json.loads(content["api/tags/video.json"]) == {"name": "Video", "papers": ["full"]}
    assert json.loads(content["api/sources/first.json"])["papers"] == ["bare", "full"]


def test_the_database_has_everything_and_finds_words() -> None:
    with closing(_opened(files_of(TWO, "database")["api/papers.sqlite"])) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        row = database.execute(
            "SELECT title, year, pdf_url FROM papers WHERE id = 'full'"
        ).fetchone()
        assert row == (FULL.title.plain, 2024, FULL.pdf_url)
        tags = database.execute("SELECT tag FROM paper_tags WHERE paper = 'full' ORDER BY tag")
        assert [tag for (tag,) in tags] == ["audio", "video"]
        keywords = database.execute("SELECT paper, keyword FROM keywords ORDER BY position")
        assert keywords.fetchall() == [("full", "toys"), ("full", "lamps, old")]
        seen_in = database.execute("SELECT listing, position, label FROM sightings ORDER BY 1, 2")
        assert seen_in.fetchall() == [
            ("first", 1, None),
            ("first", 3, "Mar 18"),
            ("second", 1, None),
        ]
        ids = database.execute("SELECT DISTINCT typeof(paper) FROM numbered_sightings")
        assert ids.fetchall() == [("integer",)]
        found = database.execute(
            "SELECT papers.id FROM papers_search JOIN papers"
            " ON papers.number = papers_search.rowid"
            " WHERE papers_search MATCH 'more' ORDER BY rank"
        )
        assert found.fetchall() == [("full",)]


def test_the_checksums_are_those_of_the_published_files(catalogue: Catalogue) -> None:
    content = {file.path: file.content for file in everything(catalogue)}
    lines = content["api/SHA256SUMS"].decode().splitlines()
    assert len(lines) == len(with_downloads(catalogue).downloads) > 8
    for line in lines:
        digest, name = line.split("  ")
        path = posixpath.normpath(f"api/{name}")
        if path in content:
            assert hashlib.sha256(content[path]).hexdigest() == digest


def test_a_whole_catalogue_fits_the_schema(catalogue: Catalogue) -> None:
    _fits_its_schema(catalogue)
    assert len(papers_json(catalogue)) == len(catalogue.papers)


def test_the_same_catalogue_gives_the_same_bytes(catalogue: Catalogue) -> None:
    one, again = everything(catalogue), everything(replace(catalogue))
    assert [(file.path, file.content) for file in one] == [(f.path, f.content) for f in again]


def test_ugly_texts_break_no_file() -> None:
    ugly = "\x00 \ud800 \uffff </script> \u2028 {{ x }} 'x\" \\"
    one = paper("a", title=ugly, abstract=ugly, authors=(ugly,), venue=ugly, links=("https://x",))
    for file in everything(catalogue_of(one, tags={"a": ("video",)})):
        if file.path.endswith(".json"):
            json.loads(file.content)


def test_crawlers_are_told_of_the_sitemap_where_the_site_has_an_address() -> None:
    assert (
        b"Sitemap: https://papers.example/sub/sitemap.xml" in files_of(TWO, "robots")["robots.txt"]
    )
    nameless = replace(TWO, site=replace(SITE, url=""))
    assert b"Sitemap" not in files_of(nameless, "robots")["robots.txt"]


def test_language_models_are_told_of_the_data_and_the_tags() -> None:
    text = files_of(TWO, "robots")["llms.txt"].decode()
    assert text.startswith("# Toy papers\n\n> For tests.\n")
    assert "(https://papers.example/sub/api/papers.json)" in text
    assert "[Video](https://papers.example/sub/tags/video/): 1 papers." in text


@pytest.mark.parametrize(
    ("size", "words"), [(3, "3 bytes"), (162_400, "162 kB"), (2_460_000, "2.5 MB")]
)
def test_sizes_are_written_as_people_read_them(size: int, words: str) -> None:
    assert format_size(size) == words


def _validator(catalogue: Catalogue) -> jsonschema.Draft202012Validator:
    schema = json.loads(files_of(catalogue, "api")["api/papers.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def _fits_its_schema(catalogue: Catalogue) -> None:
    _validator(catalogue).validate(papers_json(catalogue))


def _opened(content: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(content)
    return connection


def test_a_large_download_is_packed_and_listed_under_its_new_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = files_of(catalogue_of(FULL), "table")["api/papers.csv"]
    monkeypatch.setattr(export, "COMPRESS_FROM", 100)
    large = catalogue_of(FULL)
    assert gzip.decompress(files_of(large, "table")["api/papers.csv.gz"]) == plain
    listed = {download.path for download in with_downloads(large).downloads}
    assert {"api/papers.csv.gz", "api/papers.sqlite.gz", "api/papers.json"} <= listed
