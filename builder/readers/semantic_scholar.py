"""Responses of the Semantic Scholar API: a search, a batch, citations, or one paper."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.problems import Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ._json import read_json_records
from ._json_shape import find_field_paths
from ._orcids import read_orcids
from ._record import Record

_WRAPPERS = ("citingPaper", "citedPaper")


def _recognises(source: Source) -> bool:
    found = find_field_paths(source)
    return bool({"paperId", "externalIds", "citingPaper.paperId", "citedPaper.paperId"} & found)


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    for found in read_json_records(source, problems):
        record = Record.from_json(source, problems, found)
        wrapper = next((name for name in _WRAPPERS if found.fields.get(name) is not None), None)
        inner = f"{wrapper}." if wrapper else ""
        venue = record.text(
            f"{inner}venue", f"{inner}publicationVenue.name", f"{inner}journal.name"
        )
        entry = record.entry(
            title=record.text(f"{inner}title"),
            abstract=record.text(f"{inner}abstract"),
            authors=record.authors(f"{inner}authors"),
            date=record.date(f"{inner}publicationDate", f"{inner}year"),
            venue=venue,
            volume=record.text_or_number(f"{inner}journal.volume"),
            pages=record.text_or_number(f"{inner}journal.pages"),
            key=record.text_or_number(f"{inner}paperId"),
            doi=[f"{inner}externalIds.DOI"],
            arxiv=[f"{inner}externalIds.ArXiv"],
            addresses=[f"{inner}url", f"{inner}openAccessPdf.url"],
            pdf=[f"{inner}openAccessPdf.url"],
            orcids=read_orcids(record, f"{inner}authors", orcids=("externalIds.ORCID",)),
            keywords=record.keywords(
                f"{inner}fieldsOfStudy", f"{inner}s2FieldsOfStudy", inner=("category",)
            ),
        )
        if entry:
            yield entry


READER = Reader(
    name="semantic-scholar",
    title="Semantic Scholar API",
    suffixes=(".json", ".jsonl", ".ndjson", ".txt"),
    recognises=_recognises,
    priority=60,
    read=_read,
)
