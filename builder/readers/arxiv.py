"""Responses of the arXiv API: an Atom feed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ..model.problems import Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ..text import Text
from ..text.urls import is_code_host
from ._record import Record
from ._xml import read_elements

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_ROOT = re.compile(r"<(?:\w+:)?feed(?:\s[^<>]*)?>")
_KNOWN = {
    "": '"http://www.w3.org/2005/Atom"',
    "atom": '"http://www.w3.org/2005/Atom"',
    "arxiv": '"http://arxiv.org/schemas/atom"',
    "opensearch": '"http://a9.com/-/spec/opensearch/1.1/"',
}


def _recognises(source: Source) -> bool:
    start = source.text[:65536]
    return bool(_ROOT.search(start)) and "http://www.w3.org/2005/Atom" in start


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    elements = read_elements(source, problems, name="entry", root="feed", known=_KNOWN)
    for element, line, position in elements:
        entry = _make_entry(source, problems, element, line, position)
        if entry:
            yield entry


def _make_entry(
    source: Source, problems: Problems, element: Element, line: int, position: int
) -> Entry | None:
    links = {
        link.get("title") or link.get("rel") or "": link.get("href")
        for link in element.findall(f"{_ATOM}link")
    }
    fields: dict[str, object] = {
        name: _element_text(element, name)
        for name in ("id", "title", "summary", "content", "published", "updated")
    }
    fields |= {
        name: _element_text(element, name, _ARXIV) for name in ("doi", "journal_ref", "comment")
    }
    categories = element.findall(f"{_ATOM}category")
    fields["category"] = "; ".join(category.get("term") or "" for category in categories)
    fields["author"] = [
        name
        for author in element.findall(f"{_ATOM}author")
        if (name := _element_text(author, "name"))
    ]
    address = links.get("alternate") or fields["id"]
    fields["link"] = address if str(address).startswith("http") else None
    addresses = Text(str(fields["comment"])).links
    fields["code"] = next((each for each in addresses if is_code_host(each)), None)
    record = Record(source, problems, fields, line=line, position=position)
    if "arxiv.org/api/errors" in str(fields["id"]):
        record.report_fault(f"arXiv answered with an error: {record.text('summary')}")
        return None
    return record.entry(
        title=record.text("title"),
        abstract=record.text("summary", "content"),
        authors=record.authors("author"),
        date=record.date("published") or record.date("updated"),
        venue=record.text("journal_ref"),
        key=record.text_or_number("id"),
        doi=["doi"],
        addresses=["link"],
        code=["code"],
        mentions=[record.text("id")],
        keywords=record.keywords("category"),
    )


def _element_text(element: Element, name: str, namespace: str = _ATOM) -> str:
    found = element.find(f"{namespace}{name}")
    return "".join(found.itertext()) if found is not None else ""


READER = Reader(
    name="arxiv",
    title="arXiv API",
    suffixes=(".xml", ".atom", ".txt"),
    recognises=_recognises,
    priority=80,
    read=_read,
)
