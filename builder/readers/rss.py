"""RSS feeds of journals and preprint servers: RSS 2.0 and RSS 1.0."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element

from ..model.problems import Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ._field_values import strip_markup
from ._record import Record
from ._xml import read_elements

_ROOT = re.compile(r"<(?:rss|(?:\w+:)?RDF)[\s>]")
_NAMESPACES = {
    "content": '"http://purl.org/rss/1.0/modules/content/"',
    "dc": '"http://purl.org/dc/elements/1.1/"',
    "prism": '"http://prismstandard.org/namespaces/basic/2.0/"',
    "rdf": '"http://www.w3.org/1999/02/22-rdf-syntax-ns#"',
}
_SPLIT = re.compile(r"\s*[;,]\s+|\s+and\s+")
_LEAD = re.compile(r"\AarXiv:(\S+?)(?:v\d+)?\s.*?Abstract:\s*", re.DOTALL)
"""What arXiv writes before an abstract."""


def _recognises(source: Source) -> bool:
    start = source.text[:65536]
    return bool(_ROOT.search(start)) and bool(re.search(r"<channel[\s>]", start))


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    root = "rss" if "<rss" in source.text[:65536] else "RDF"
    elements = read_elements(source, problems, name="item", root=root, known=_NAMESPACES)
    for element, line, position in elements:
        entry = _make_entry(source, problems, element, line, position)
        if entry:
            yield entry


def _make_entry(
    source: Source, problems: Problems, item: Element, line: int, position: int
) -> Entry | None:
    texts: dict[str, list[str]] = {}
    for child in item:
        text = "".join(child.itertext()).strip()
        if text:
            texts.setdefault(_name_of(child), []).append(text)
    about = {name: values[0] for name, values in texts.items()}
    abstract = strip_markup(about.get("description") or about.get("encoded") or "")
    lead = _LEAD.match(abstract)
    doi = about.get("doi") or next(
        (text for text in texts.get("identifier", ()) if re.match(r"(?:doi:\s*)?10\.\d", text)), ""
    )
    link = about.get("link") or about.get("guid") or ""
    fields: dict[str, object] = {
        "title": strip_markup(about.get("title", "")),
        "description": abstract[lead.end() :] if lead else abstract,
        "creator": [name for text in texts.get("creator", ()) for name in _SPLIT.split(text)],
        "date": _read_date(about),
        "link": link if link.startswith(("http://", "https://")) else None,
        "doi": doi.removeprefix("doi:").strip(),
        "publicationName": about.get("publicationName"),
        "category": "; ".join(texts.get("category", ())),
    }
    record = Record(source, problems, fields, line=line, position=position)
    return record.entry(
        title=record.text("title"),
        abstract=record.text("description"),
        authors=record.authors("creator"),
        date=record.date("date"),
        venue=record.text("publicationName"),
        doi=["doi"],
        addresses=["link"],
        mentions=[f"arXiv:{lead[1]}" if lead else ""],
        keywords=record.keywords("category"),
    )


def _read_date(about: dict[str, str]) -> str:
    """The day on which it was published; of `pubDate`, which has a form of its own, too."""
    stated = about.get("publicationDate") or about.get("date", "")
    if stated:
        return stated
    try:
        return parsedate_to_datetime(about.get("pubDate", "")).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""


def _name_of(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


READER = Reader(
    name="rss",
    title="RSS",
    suffixes=(".xml", ".rss", ".rdf", ".txt"),
    recognises=_recognises,
    priority=80,
    read=_read,
)
