"""JSON Lines: one record with plain field names on each line."""

from __future__ import annotations

from ..model.reader import Reader, Source
from ._json_shape import is_lines, looks_like_json
from .json_array import read_plain_json


def _recognises(source: Source) -> bool:
    named = source.suffix in (".jsonl", ".ndjson")
    return named or (looks_like_json(source) and is_lines(source))


READER = Reader(
    name="json-lines",
    title="JSON Lines",
    suffixes=(".jsonl", ".ndjson", ".json", ".txt"),
    recognises=_recognises,
    priority=20,
    read=read_plain_json,
)
