"""JSON arrays of records with plain field names, or one such record."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.problems import Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ._json import read_json_records
from ._json_shape import looks_like_json
from ._plain import make_plain_entry
from ._record import Record


def read_plain_json(source: Source, problems: Problems) -> Iterator[Entry]:
    """Read JSON records whose fields have plain names."""
    for found in read_json_records(source, problems):
        record = Record.from_json(source, problems, found)
        entry = make_plain_entry(record, found.fields)
        if entry:
            yield entry


READER = Reader(
    name="json",
    title="JSON",
    suffixes=(".json", ".txt"),
    recognises=looks_like_json,
    priority=10,
    read=read_plain_json,
)
