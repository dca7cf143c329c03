"""Responses of the OpenAlex API: a page of works or one work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..model.problems import Problems
from ..model.reader import Reader, Source
from ..model.records import Entry, Kind
from ..text.lines import collapse_spaces, replace_unprintable
from ._field_values import format_value, strip_markup
from ._json import read_json_records
from ._json_shape import find_field_paths
from ._orcids import read_orcids
from ._record import Record

_ADDRESSES = (
    "primary_location.landing_page_url",
    "best_oa_location.landing_page_url",
    "primary_location.pdf_url",
    "open_access.oa_url",
)
_KINDS: Mapping[str, Kind] = {
    "dissertation": "thesis",
    "erratum": "notice",
    "retraction": "notice",
    "peer-review": "review",
    "paratext": "part",
}
_NAMES = ("author.display_name", "raw_author_name")


def _recognises(source: Source) -> bool:
    found = find_field_paths(source)
    return (
        bool({"abstract_inverted_index", "authorships"} & found)
        or {
            "publication_year",
            "display_name",
        }
        <= found
    )


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    for found in read_json_records(source, problems):
        record = Record.from_json(source, problems, found)
        entry = record.entry(
            title=strip_markup(record.text("title", "display_name")),
            abstract=_restore_abstract(record),
            authors=record.authors("authorships", inner=_NAMES),
            date=record.date("publication_date", "publication_year"),
            venue=record.text("primary_location.source.display_name", "host_venue.display_name"),
            volume=record.text_or_number("biblio.volume"),
            issue=record.text_or_number("biblio.issue"),
            pages=_format_pages(record),
            key=record.text_or_number("id"),
            doi=("doi", "ids.doi"),
            addresses=_ADDRESSES,
            pdf=("primary_location.pdf_url", "best_oa_location.pdf_url"),
            orcids=read_orcids(
                record, "authorships", inner=_NAMES, orcids=("author.orcid", "raw_orcid")
            ),
            keywords=record.keywords("keywords", "topics", inner=("display_name", "keyword")),
        )
        if entry:
            kind = _KINDS.get(record.text("type"))
            yield replace(entry, kind=kind) if kind else entry


def _restore_abstract(record: Record) -> str:
    """Restore the text from an inverted index (word to positions)."""
    name = "abstract_inverted_index"
    index = record.value(name)
    if index is None:
        return strip_markup(record.text("abstract"))
    if not isinstance(index, Mapping):
        record.report_fault(f"expected words with their places, got {format_value(index)}", name)
        return ""
    words: list[tuple[int, str]] = []
    for word, positions in index.items():
        if not isinstance(positions, list) or not all(
            type(position) is int for position in positions
        ):
            record.report_fault(
                f"expected places of the word {format_value(word)}, got {format_value(positions)}",
                name,
            )
            continue
        words.extend((position, word) for position in positions)
    text, wrong = replace_unprintable(" ".join(word for _, word in sorted(words)))
    if wrong:
        record.report_fault(f"expected printable text, got the character {wrong}", name)
    return collapse_spaces(strip_markup(text))


def _format_pages(record: Record) -> str | None:
    first, last = (
        record.text_or_number("biblio.first_page"),
        record.text_or_number("biblio.last_page"),
    )
    return f"{first}-{last}" if first and last and first != last else first


READER = Reader(
    name="openalex",
    title="OpenAlex API",
    suffixes=(".json", ".jsonl", ".ndjson", ".txt"),
    recognises=_recognises,
    priority=60,
    read=_read,
)
