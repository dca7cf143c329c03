"""Responses of the Hugging Face API: `daily_papers` and `papers/<id>`."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.problems import Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ._json import read_json_records
from ._json_shape import find_field_paths
from ._record import Record

_OWN = {"upvotes", "submittedOnDailyAt", "discussionId", "ai_summary", "numComments", "githubRepo"}


def _recognises(source: Source) -> bool:
    found = find_field_paths(source)
    return {"paper.title", "paper.id"} <= found or (
        {"id", "title", "summary"} <= found and bool(_OWN & found)
    )


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    for found in read_json_records(source, problems):
        record = Record.from_json(source, problems, found)
        inner = "paper." if found.fields.get("paper") is not None else ""
        entry = record.entry(
            title=record.text(f"{inner}title", "title"),
            abstract=record.text(f"{inner}summary", "summary"),
            authors=record.authors(f"{inner}authors"),
            date=record.date(f"{inner}publishedAt"),
            key=record.text_or_number(f"{inner}id"),
            arxiv=[f"{inner}id"],
            addresses=[f"{inner}projectPage"],
            code=[f"{inner}githubRepo"],
            keywords=record.keywords(f"{inner}ai_keywords", f"{inner}keywords"),
        )
        if entry:
            yield entry


READER = Reader(
    name="hugging-face",
    title="Hugging Face Papers API",
    suffixes=(".json", ".jsonl", ".ndjson", ".txt"),
    recognises=_recognises,
    priority=60,
    read=_read,
)
