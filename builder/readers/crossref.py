"""Responses of the Crossref API: a list of works or one work."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..model.problems import Problems
from ..model.reader import Reader, Source
from ..model.records import Entry, Kind
from ._field_values import strip_markup
from ._json import JsonRecord, read_json_records
from ._json_shape import find_field_paths, looks_like_json
from ._orcids import read_orcids
from ._record import Record

_OWN = frozenset(("is-referenced-by-count", "reference-count", "content-domain"))
_NAME = ("given", "family", "suffix")
_DATES = ("published-print", "published-online", "published", "issued", "posted")
_TEXT_LISTS = ("title", "subtitle", "container-title", "institution", "event")
_KINDS: Mapping[str, Kind] = {
    "dissertation": "thesis",
    "peer-review": "review",
    **dict.fromkeys(
        ("component", "journal", "journal-issue", "journal-volume", "proceedings", "book-series"),
        "part",
    ),
}
_SAME_WORK = ("new_version", "new_edition")
"""Updates of another work that are no notices about it."""


def _recognises(source: Source) -> bool:
    found = {path.removeprefix("message.").removeprefix("items[].") for path in _paths(source)}
    return "message-type" in found or ("DOI" in found and bool(_OWN & found))


def _paths(source: Source) -> frozenset[str]:
    return find_field_paths(source) if looks_like_json(source) else frozenset()


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    for found in read_json_records(_unwrap(source), problems):
        fields = {**found.fields, **_flatten(found.fields)}
        record = Record.from_json(source, problems, replace(found, fields=fields))
        entry = record.entry(
            title=strip_markup(_join_title(record)),
            abstract=strip_markup(record.text("abstract")),
            authors=record.authors("author", "editor", inner=("name", "literal"), parts=_NAME),
            date=record.date(*_DATES),
            venue=strip_markup(record.text("container-title", "event", "institution")),
            volume=record.text_or_number("volume"),
            issue=record.text_or_number("issue"),
            pages=record.text_or_number("page", "article-number"),
            key=record.text_or_number("DOI"),
            doi=["DOI"],
            addresses=["URL"],
            mentions=_list_preprints(found),
            orcids=read_orcids(record, "author", inner=("name", "literal"), parts=_NAME),
        )
        if entry:
            yield replace(entry, kind=_find_kind(found.fields))


def _unwrap(source: Source) -> Source:
    """The answer without its envelope, every line in its place."""
    text = source.text
    at = text.find('"message"', 0, 2000)
    start = text.find("{", at) if at >= 0 else -1
    if start < 0 or '"message-type"' not in text[:2000]:
        return source
    try:
        _, end = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        end = len(text)
    return replace(source, text="\n" * text.count("\n", 0, start) + text[start:end])


def _flatten(fields: Mapping[str, Any]) -> dict[str, object]:
    """The fields that Crossref writes as lists or as parts, as texts."""
    flat: dict[str, object] = {}
    for name in _TEXT_LISTS:
        value = fields.get(name)
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, Mapping):
            first = first.get("name")
        flat[name] = None if isinstance(first, list) else first
    for name in _DATES:
        flat[name] = _format_date(fields.get(name))
    return flat


def _format_date(value: object) -> object:
    """`2024-3-18` of `{"date-parts": [[2024, 3, 18]]}`; `None` where the parts are null."""
    parts = value.get("date-parts") if isinstance(value, Mapping) else value
    first = parts[0] if isinstance(parts, list) and parts else parts
    if not isinstance(first, list):
        return first
    return "-".join(str(part) for part in first if part is not None) or None


def _join_title(record: Record) -> str:
    title, subtitle = record.text("title"), record.text("subtitle")
    if not subtitle or subtitle.casefold() in title.casefold():
        return title
    return f"{title.rstrip(' :')}: {subtitle}"


def _list_preprints(found: JsonRecord) -> Iterator[str]:
    """The arXiv ids that the publisher says are preprints of the work, as `arXiv:2403.01234`."""
    relation = found.fields.get("relation")
    known = relation.get("has-preprint") if isinstance(relation, Mapping) else None
    for one in known if isinstance(known, list) else ():
        if isinstance(one, Mapping) and isinstance(one.get("id"), str):
            kind = "arXiv:" if one.get("id-type") == "arxiv" else ""
            yield kind + one["id"].removeprefix(kind)


def _find_kind(fields: Mapping[str, Any]) -> Kind | None:
    updates = fields.get("update-to")
    for update in updates if isinstance(updates, list) else ():
        if isinstance(update, Mapping) and update.get("type") not in _SAME_WORK:
            return "notice"
    kind = fields.get("type")
    return _KINDS.get(kind) if isinstance(kind, str) else None


READER = Reader(
    name="crossref",
    title="Crossref API",
    suffixes=(".json", ".jsonl", ".ndjson", ".txt"),
    recognises=_recognises,
    priority=60,
    read=_read,
)
