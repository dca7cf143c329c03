"""CSL-JSON, the exchange format of Zotero, Mendeley and citation processors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model.problems import Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ._field_values import FieldError, joined_date, shown, without_markup
from ._json import json_records
from ._json_shape import paths
from ._record import Record

_NAME = (
    "given",
    "dropping-particle",
    "non-dropping-particle",
    "family",
    "suffix",
)


def _recognises(source: Source) -> bool:
    found = paths(source)
    return bool(
        {"issued.date-parts", "container-title", "author[].family", "citation-key"} & found
    ) and bool({"type", "issued.date-parts"} & found)


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    for found in json_records(source, problems):
        record = Record.found(source, problems, found)
        venue = record.text("container-title", "event-title", "publisher")
        entry = record.entry(
            title=without_markup(record.text("title")),
            abstract=without_markup(record.text("abstract")),
            authors=record.authors("author", inner=("literal", "name"), parts=_NAME),
            date=_date(record),
            venue=venue,
            volume=record.printed("volume"),
            issue=record.printed("issue"),
            pages=record.printed("page"),
            key=record.printed("citation-key", "id"),
            doi=["DOI"],
            addresses=["URL"],
            mentions=(venue, *(record.printed(name) or "" for name in ("number", "note"))),
        )
        if entry:
            yield entry


def _date(record: Record) -> str | None:
    """The date of `issued`: `date-parts` such as `[[2024, 3, 18]]`, or as text."""
    if not isinstance(record.value("issued"), Mapping):
        return record.date("issued")
    parts = record.value("issued.date-parts")
    if parts is None:
        return record.date("issued.raw", "issued.literal")
    first = parts[0] if isinstance(parts, list) and parts else None
    try:
        if not isinstance(first, list) or not 1 <= len(first) <= 3:
            raise FieldError("expected [[year, month, day]]")
        if any(isinstance(part, bool) or not isinstance(part, (int, str)) for part in first):
            raise FieldError("expected numbers")
        return joined_date(*(str(part) for part in first), *[None] * (3 - len(first)))
    except FieldError as error:
        record.fault(f"{error}, got {shown(str(parts))}", "issued.date-parts")
        return None


READER = Reader(
    name="csl-json",
    title="CSL-JSON",
    suffixes=(".json", ".jsonl", ".ndjson", ".txt"),
    recognises=_recognises,
    priority=55,
    read=_read,
)
