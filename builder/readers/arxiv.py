"""Responses of the arXiv API: an Atom feed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ..model.problems import Origin, Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ..text import Text
from ..text.urls import is_code_host
from ._json import LineNumbers
from ._record import Record

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_ENTRY = re.compile(r"<((?:\w+:)?)entry(?:\s[^<>]*)?>")
_ROOT = re.compile(r"<(?:\w+:)?feed(?:\s[^<>]*)?>")
_NAMESPACE = re.compile(r"\sxmlns(?::(\w+))?\s*=\s*(\"[^\"<>&]*\"|'[^'<>&]*')")
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
    text = _blank_comments(source.text)
    lines = LineNumbers(text)
    wrapper = _feed_start_tag(text)
    starts = list(_ENTRY.finditer(text))
    if not starts and not re.search(r"</(?:\w+:)?feed>", text):
        problems.add(Origin(file=source.file, line=1), "expected a complete Atom feed")
    for position, start in enumerate(starts, 1):
        limit = starts[position].start() if position < len(starts) else len(text)
        closing = f"</{start[1]}entry>"
        end = text.find(closing, start.end(), limit)
        line = lines.line_at(start.start())
        if end < 0:
            problems.add(Origin(file=source.file, line=line), f"not valid XML: expected {closing}")
            continue
        piece = text[start.start() : end + len(closing)]
        try:
            element = fromstring(f"{wrapper}{piece}</feed>", forbid_dtd=True)[0]
        except ParseError as error:
            place = Origin(file=source.file, line=line + error.position[0] - 1)
            problems.add(place, f"not valid XML: {str(error).partition(':')[0]}")
            continue
        except (DefusedXmlException, ValueError, IndexError) as error:
            place = Origin(file=source.file, line=line)
            problems.add(place, f"not valid XML: {type(error).__name__}")
            continue
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


def _feed_start_tag(text: str) -> str:
    """The start tag of a feed with the prefixes that the file's own feed declares."""
    root = _ROOT.search(text)
    declared = dict(_KNOWN)
    if root:
        declared |= {prefix or "": uri for prefix, uri in _NAMESPACE.findall(root[0])}
    named = (f" xmlns:{prefix}={uri}" for prefix, uri in sorted(declared.items()) if prefix)
    return f"<feed xmlns={declared['']}{''.join(named)}>"


def _blank_comments(text: str) -> str:
    """Blank out XML comments and keep every line break."""
    parts: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        parts += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    return "".join([*parts, text[at:]])


READER = Reader(
    name="arxiv",
    title="arXiv API",
    suffixes=(".xml", ".atom", ".txt"),
    recognises=_recognises,
    priority=80,
    read=_read,
)
