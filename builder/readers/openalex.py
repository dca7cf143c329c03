"""Responses of the OpenAlex API: a page of works or one work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model.problems import Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ..text.lines import one_line, replace_unprintable
from ._field_values import shown, without_markup
from ._json import json_records
from ._json_shape import paths
from ._record import Record

_ADDRESSES = (
    "primary_location.landing_page_url",
    "best_oa_location.landing_page_url",
    "primary_location.pdf_url",
    "open_access.oa_url",
)


def _recognises(source: Source) -> bool:
    found = paths(source)
    return (
        bool({"abstract_inverted_index", "authorships"} & found)
        or {
            "publication_year",
            "display_name",
        }
        <= found
    )


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    for found in json_records(source, problems):
        record = Record.found(source, problems, found)
        entry = record.entry(
            title=without_markup(record.text("title", "display_name")),
            abstract=_abstract(record),
            authors=record.authors("authorships", inner=("author.display_name", "raw_author_name")),
            date=record.date("publication_date", "publication_year"),
            venue=record.text("primary_location.source.display_name", "host_venue.display_name"),
            volume=record.printed("biblio.volume"),
            issue=record.printed("biblio.issue"),
            pages=_pages(record),
            key=record.printed("id"),
            doi=("doi", "ids.doi"),
            addresses=_ADDRESSES,
        )
        if entry:
            yield entry


def _abstract(record: Record) -> str:
    """Restore the text from an inverted index (word to positions)."""
    name = "abstract_inverted_index"
    index = record.value(name)
    if index is None:
        return without_markup(record.text("abstract"))
    if not isinstance(index, Mapping):
        record.fault(f"expected words with their places, got {shown(index)}", name)
        return ""
    words: list[tuple[int, str]] = []
    for word, places in index.items():
        if not isinstance(places, list) or not all(type(place) is int for place in places):
            record.fault(f"expected places of the word {shown(word)}, got {shown(places)}", name)
            continue
        words.extend((place, word) for place in places)
    text, wrong = replace_unprintable(" ".join(word for _, word in sorted(words)))
    if wrong:
        record.fault(f"expected printable text, got the character {wrong}", name)
    return one_line(without_markup(text))


def _pages(record: Record) -> str | None:
    first, last = record.printed("biblio.first_page"), record.printed("biblio.last_page")
    return f"{first}-{last}" if first and last and first != last else first


READER = Reader(
    name="openalex",
    title="OpenAlex API",
    suffixes=(".json", ".jsonl", ".ndjson", ".txt"),
    recognises=_recognises,
    priority=60,
    read=_read,
)
