"""CSL-JSON, the exchange format of Zotero, Mendeley and citation processors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model.problems import Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ._field_values import FieldError, find_year, format_value, join_date, strip_markup
from ._json import read_json_records
from ._json_shape import find_field_paths
from ._orcids import read_orcids
from ._record import Record

_NAME = (
    "given",
    "dropping-particle",
    "non-dropping-particle",
    "family",
    "suffix",
)


def _recognises(source: Source) -> bool:
    found = find_field_paths(source)
    return bool(
        {"issued.date-parts", "container-title", "author[].family", "citation-key"} & found
    ) and bool({"type", "issued.date-parts"} & found)


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    for found in read_json_records(source, problems):
        record = Record.from_json(source, problems, found)
        venue = record.text("container-title", "event-title", "publisher")
        entry = record.entry(
            title=strip_markup(record.text("title")),
            abstract=strip_markup(record.text("abstract")),
            authors=record.authors("author", inner=("literal", "name"), parts=_NAME),
            date=_find_date(record),
            venue=venue,
            volume=record.text_or_number("volume"),
            issue=record.text_or_number("issue"),
            pages=record.text_or_number("page"),
            key=record.text_or_number("citation-key", "id"),
            doi=["DOI"],
            addresses=["URL"],
            mentions=(venue, *(record.text_or_number(name) or "" for name in ("number", "note"))),
            keywords=record.keywords("keyword"),
            orcids=read_orcids(record, "author", inner=("literal", "name"), parts=_NAME),
        )
        if entry:
            yield entry


def _find_date(record: Record) -> str | None:
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
        return join_date(*(str(part) for part in first), *[None] * (3 - len(first)))
    except FieldError as error:
        record.report_fault(f"{error}, got {format_value(str(parts))}", "issued.date-parts")
        return find_year(str(first[0])) if isinstance(first, list) and first else None


READER = Reader(
    name="csl-json",
    title="CSL-JSON",
    suffixes=(".json", ".jsonl", ".ndjson", ".txt"),
    recognises=_recognises,
    priority=55,
    read=_read,
)
