"""What a bibliography holds, counted without any of our readers: by plain patterns, by line."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedRecord:
    """One record of a file."""

    place: int
    """The line where it starts; in JSON, its place in the list of records."""
    fields: frozenset[str]
    """Which of `FIELDS` it gives a value."""


FIELDS = (
    *("title", "authors", "date", "venue", "doi", "arxiv", "url", "pdf"),
    *("keywords", "abstract", "orcids"),
)
"""What is counted, in the order of the figures."""

_BIBTEX_NAMES = {
    "title": "title",
    "authors": "author",
    "date": "year|date",
    "venue": "journal|journaltitle|booktitle",
    "doi": "doi",
    "url": "url",
    "keywords": "keywords?",
    "abstract": "abstract",
}
_RIS_TAGS = {
    "title": "TI|T1|CT",
    "authors": "AU|A1",
    "date": "PY|Y1|DA",
    "venue": "JO|JF|T2|BT|JA|J2",
    "doi": "DO",
    "url": "UR",
    "pdf": "L1",
    "keywords": "KW",
    "abstract": "AB|N2",
}
_ATOM_TAGS = {
    "title": "title",
    "authors": "name",
    "date": "published",
    "venue": "arxiv:journal_ref",
    "doi": "arxiv:doi",
    "arxiv": "id",
    "abstract": "summary",
}
_JSON_NAMES = {
    "title": "title display_name paper.title",
    "authors": "author authors creators authorships paper.authors",
    "date": "date issued year published publication_date publication_year publicationDate "
    "paper.publishedAt publishedAt",
    "venue": "container-title venue publicationTitle proceedingsTitle "
    "conferenceName journal.name "
    "primary_location.source.display_name host_venue.display_name",
    "doi": "DOI doi externalIds.DOI",
    "arxiv": "arxiv arxiv_id externalIds.ArXiv paper.id",
    "url": "URL url site primary_location.landing_page_url",
    "pdf": "pdf pdf_url primary_location.pdf_url best_oa_location.pdf_url openAccessPdf.url",
    "keywords": "keyword keywords tags topics fieldsOfStudy s2FieldsOfStudy paper.ai_keywords",
    "abstract": "abstract abstractNote abstract_inverted_index summary paper.summary",
}
_NO_RECORDS = frozenset(("comment", "string", "preamble", "control", "set", "xdata"))
_ORCID = re.compile(r"\b\d{4}-\d{4}-\d{4}-\d{3}[\dXx]\b")
_BIBTEX_START = re.compile(r"\s*@([\w-]+)\s*[{(]\s*([^\s,]*)")
_CROSSREF = re.compile(r"^\s*crossref\s*=\W*([^}\"\s,]+)", re.I | re.M)
_ANTHOLOGY = re.compile(
    r"(?:aclanthology\.org|aclweb\.org/anthology)/(?:[A-Z]\d\d-\d{4}|\d{4}\.[\w-]+\.\d+)\b"
)
_VALUE = r"\s*=\s*[{\"\s]*([^{}\"\s,])"
_COMMENT = re.compile("<!--.*?-->", re.S)
_STATES_ARXIV = re.compile(r"^\W*(?:eprinttype|archiveprefix)\s*=\W*arxiv", re.I | re.M)


def count_records(path: Path) -> tuple[CountedRecord, ...]:
    """Return the records of a file by the form that its name says; raises `ValueError`."""
    count = COUNTERS.get(path.suffix.lower())
    if count is None:
        raise ValueError(f"{path.name}: expected a suffix among {sorted(COUNTERS)}")
    return tuple(count(path.read_text("utf-8-sig", "replace")))


def _count_bibtex(text: str) -> Iterator[CountedRecord]:
    volumes = {key.lower() for key in _CROSSREF.findall(text)}
    for place, block in _split_blocks(text, r"^[ \t]*@[\w-]+[ \t]*[{(]"):
        start = _BIBTEX_START.match(block)
        kind, key = (start[1].lower(), start[2].lower()) if start else ("comment", "")
        if kind in _NO_RECORDS or (kind in ("proceedings", "mvproceedings") and key in volumes):
            continue
        found = {
            field
            for field, names in _BIBTEX_NAMES.items()
            if re.search(rf"(?:^|[,{{])[ \t]*(?:{names}){_VALUE}", block, re.I | re.M)
        }
        has_eprint = re.search(rf"^\W*eprint{_VALUE}", block, re.I | re.M)
        if has_eprint and _STATES_ARXIV.search(block):
            found.add("arxiv")
        if "arxiv" in found or _ANTHOLOGY.search(block):
            found.add("pdf")
        if "orcid" in block.lower() and _ORCID.search(block):
            found.add("orcids")
        yield CountedRecord(place=place, fields=frozenset(found))


def _count_ris(text: str) -> Iterator[CountedRecord]:
    for place, block in _split_blocks(text, r"^TY {0,3}- ?\S"):
        own = re.split(r"^ER {0,3}-", block, maxsplit=1, flags=re.M)[0]
        found = _find_fields(own, _RIS_TAGS, r"^(?:{}) {{0,3}}-[ \t]*\S")
        has_orcid = re.search(rf"^AI .*{_ORCID.pattern}", own, re.M)
        yield CountedRecord(place=place, fields=found | ({"orcids"} if has_orcid else set()))


def _count_atom(text: str) -> Iterator[CountedRecord]:
    text = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    for place, block in _split_blocks(text, r"^.*<entry\b"):
        if "arxiv.org/api/errors" not in block:
            found = _find_fields(block, _ATOM_TAGS, r"<(?:{})(?:\s[^>]*)?>\s*[^<\s]")
            yield CountedRecord(place=place, fields=found | _find_links(block))


def _find_links(block: str) -> frozenset[str]:
    signs = {"url": 'rel="alternate"', "pdf": 'title="pdf"', "keywords": "<category "}
    return frozenset(field for field, sign in signs.items() if sign in block)


def _find_fields(block: str, names: Mapping[str, str], pattern: str) -> frozenset[str]:
    return frozenset(
        field for field, some in names.items() if re.search(pattern.format(some), block, re.M)
    )


def _split_blocks(text: str, start: str) -> Iterator[tuple[int, str]]:
    """Give what goes from one match of `start` to the next, with its line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    starts = [found.start() for found in re.finditer(start, text, re.M)]
    line, before = 1, 0
    for at, end in pairwise([*starts, len(text)]):
        line += text.count("\n", before, at)
        before = at
        yield line, text[at:end]


def _count_json(text: str) -> Iterator[CountedRecord]:
    for place, record in enumerate(_list_records(text), 1):
        found = {field for field, names in _JSON_NAMES.items() if _has_value(record, names.split())}
        people = json.dumps([record.get(name) for name in ("author", "authors", "authorships")])
        if kinds := {one.get("creatorType", "author") for one in record.get("creators") or ()}:
            found -= {"authors"} if kinds <= _NO_AUTHORS else set()
        if _ORCID.search(people + str(record.get("orcid"))):
            found.add("orcids")
        yield CountedRecord(place=place, fields=frozenset(found))


def _list_records(text: str) -> Iterator[dict[str, Any]]:
    """The objects of a list, of the longest list inside an object, or one on each line."""
    try:
        data = json.loads(text, strict=False)
    except ValueError:
        data = [json.loads(line, strict=False) for line in text.splitlines() if line.strip()]
    if isinstance(data, dict):
        lists = [data[name] for name in _WRAPPERS if isinstance(data.get(name), list)]
        data = max(lists, key=len) if lists else [data]
    for record in data:
        record = record if isinstance(record, dict) else {}
        inner = (record[name] for name in ("citingPaper", "citedPaper") if name in record)
        yield next(inner, record)


_NO_AUTHORS = frozenset(
    ("bookAuthor", "contributor", "editor", "reviewedAuthor", "seriesEditor", "translator")
)
_WRAPPERS = ("data", "items", "papers", "recommendedPapers", "results")
"""Names under which an answer holds its records."""


def _has_value(record: object, names: Collection[str]) -> bool:
    return any(_look_up(record, name.split(".")) not in (None, "", [], {}) for name in names)


def _look_up(value: object, path: list[str]) -> object:
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _count_table(text: str) -> Iterator[CountedRecord]:
    delimiter = "\t" if "\t" in text.split("\n", 1)[0] else ","
    rows = csv.DictReader(text.split("\n"), delimiter=delimiter)
    place = 2
    for row in rows:
        filled = {str(name).strip().lower().replace(" ", "_") for name, cell in row.items() if cell}
        yield CountedRecord(
            place=place,
            fields=frozenset(
                field for field, some in _COLUMNS.items() if filled & set(some.split())
            ),
        )
        place = rows.line_num + 1


_COLUMNS = {
    "title": "title",
    "authors": "authors author",
    "date": "year date publication_year publication_date",
    "venue": "journal venue publication_title source_title",
    "doi": "doi",
    "url": "url link",
    "keywords": "keywords author_keywords",
    "abstract": "abstract abstract_note",
}

COUNTERS: Mapping[str, Callable[[str], Iterator[CountedRecord]]] = {
    ".atom": _count_atom,
    ".bib": _count_bibtex,
    ".csv": _count_table,
    ".json": _count_json,
    ".jsonl": _count_json,
    ".ris": _count_ris,
    ".tsv": _count_table,
    ".xml": _count_atom,
}
"""By suffix."""
