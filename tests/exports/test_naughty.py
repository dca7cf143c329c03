"""Every export of texts that break things is well-formed, and what prints nothing has a name."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sqlite3
import unicodedata
from contextlib import closing
from xml.etree import ElementTree

import bibtexparser
import pybtex.database
import pytest
import rispy

from builder.model.catalogue import Catalogue
from builder.model.export import Export
from builder.model.records import Keyword
from builder.pipeline import EXPORTS
from builder.text.lines import collapse_spaces, replace_unprintable
from tests.citing.test_round_trip import NAMES, TITLES
from tests.naughty import STRINGS
from tests.papers import catalogue_of, paper, with_downloads

NAUGHTY = [
    *TITLES,
    *STRINGS.values(),
    *("", " ", "\x00", "\x07\x1b[0m", "\u200b\u2060", "\ufeff", "\ufffe", "\ud800", "\u2028"),
    *("\u202eabc", "\u202aabc", "a\u0300" * 50, "Z̸̡̛a̶l̵g̷o̶", "العربية (LTR)", "👩‍👩‍👧 🇩🇪", "ﷺ"),
    *("{" * 50, "}" * 50, "\\", "\\end{document}", "\\input{/etc/passwd}", "$", "$$", "%", "~"),
    *(
        "a,b;c",
        '"',
        "'",
        "`" * 3,
        "--- \ntitle: x\n---",
        "]]>",
        "<![CDATA[",
        "<!--",
        "&amp;",
        "&#0;",
    ),
    *("null", "undefined", "NaN", "-1", "@SUM(A1)", "constructor", "__proto__", "@comment{", "and"),
]
BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@pytest.fixture(scope="module")
def naughty() -> Catalogue:
    """Papers whose every text is naughty."""
    papers = [
        paper(
            f"p{n:03}",
            title=title,
            abstract=title,
            authors=(text, NAMES[n % len(NAMES)]),
            date="2024" if n % 2 else None,
            venue=text,
            volume=text,
            issue=text,
            pages=text,
            keywords=(Keyword(name=text, spellings=(text,)),),
            doi="10.1/" + text,
            url="https://x.example/" + text,
        )
        for n, title in enumerate(NAUGHTY)
        # Titles and abstracts are cleaned by `Text`, other fields by the readers.
        for text in [collapse_spaces(replace_unprintable(title)[0])]
    ]
    return with_downloads(catalogue_of(*papers, tags={each.id: ("video",) for each in papers}))


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_every_file_is_well_formed(naughty: Catalogue, export: Export) -> None:
    for file in export.lay_out(naughty):
        content = gzip.decompress(file.content) if file.path.endswith(".gz") else file.content
        suffix = file.path.removesuffix(".gz").rpartition(".")[2]
        if suffix == "sqlite":
            _check_database(content)
            continue
        text = content.decode()
        assert not BROKEN.search(text), file.path
        _check_text(suffix, text)


def _check_text(suffix: str, text: str) -> None:
    if suffix in ("json", "geojson"):
        json.loads(text)
    elif suffix == "jsonl":
        assert len([json.loads(line) for line in text.split("\n") if line]) == len(NAUGHTY)
    elif suffix in ("xml", "opml"):
        ElementTree.fromstring(text)
    elif suffix == "csv":
        assert len(list(csv.reader(io.StringIO(text, newline=""), strict=True))) == len(NAUGHTY) + 1
    elif suffix == "bib":
        again = bibtexparser.parse_string(text)
        assert not again.failed_blocks
        assert len(again.entries) == len(NAUGHTY)
        assert all(entry.fields_dict["title"].value for entry in again.entries)
        assert len(pybtex.database.parse_string(text, "bibtex").entries) == len(NAUGHTY)
    elif suffix == "ris":
        entries = rispy.loads(text)
        assert len(entries) == len(NAUGHTY)
        assert all(entry["title"].strip() for entry in entries)


def _check_database(content: bytes) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM papers").fetchone() == (len(NAUGHTY),)


def test_what_has_no_title_is_called_untitled_in_feeds_and_citations(naughty: Catalogue) -> None:
    files = {
        file.path: file.content
        for export in EXPORTS
        if export.name in ("feeds", "bibliography")
        for file in export.lay_out(naughty)
    }
    items = json.loads(files["feeds/papers.json"])["items"]
    entries = json.loads(files["api/papers.csl.json"])
    for record in (*items, *entries):
        kinds = set(map(unicodedata.category, record["title"]))
        assert kinds - {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}
