"""Formats in which a line begins with a tag, and lines without one go on with the last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from ..model.problems import Origin, Problems
from ..model.reader import Source
from ..model.records import Entry
from ._field_values import format_value
from ._record import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class TaggedField:
    """A tag, and what stands behind it and on the lines that follow."""

    tag: str
    number: int
    """Of its line."""
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All lines as one."""
        return " ".join(self.lines)


TaggedRecord = list[TaggedField]
"""The fields in the order of the file."""


def split_tagged(
    source: Source, problems: Problems, tag: re.Pattern[str], start: str, title: str
) -> Iterator[TaggedRecord]:
    """Give the records, each of which begins with the tag `start` and has one `title`.

    `tag` matches at the beginning of a line up to its text; the tag is its first group. A title
    that must be of a record whose beginning is lost begins one, and is a fault. What else stands
    before the first record is passed over.
    """
    record: TaggedRecord = []
    for number, line in enumerate(source.text.split("\n"), 1):
        found = tag.match(line)
        name = found[1] if found else ""
        is_lost = name == title and (not record or title in {one.tag for one in record})
        if is_lost:
            message = f"expected the tag {start!r} before, got {format_value(line.strip())}"
            problems.add(Origin(file=source.file, line=number), message)
        begins = is_lost or name == start
        if begins and record:
            yield record
            record = []
        if found and (record or begins):
            text = line[found.end() :]
            record.append(TaggedField(tag=name, number=number, lines=[text]))
        elif record and line.strip():
            record[-1].lines.append(line.strip())
    if record:
        yield record


MakeEntry = Callable[[Source, Problems, TaggedRecord, int], Entry | None]
"""Makes the entry of a record, at its position."""


def make_read(
    make_entry: MakeEntry, *, tag: re.Pattern[str], start: str, title: str
) -> Callable[[Source, Problems], Iterator[Entry]]:
    """Return a function that reads a file; for `tag`, `start` and `title` see `split_tagged`."""

    def read(source: Source, problems: Problems) -> Iterator[Entry]:
        records = split_tagged(source, problems, tag, start, title)
        for position, tagged in enumerate(records, 1):
            if entry := make_entry(source, problems, tagged, position):
                yield entry

    return read


def make_recognises(line: re.Pattern[str]) -> Callable[[Source], bool]:
    """Return a function that says whether the beginning of a file has such a line."""
    return lambda source: line.search(source.text[:65536]) is not None


def list_texts(record: TaggedRecord, *tags: str) -> list[str]:
    """Return the texts of all fields with the first of these tags that has any."""
    return next(
        (found for tag in tags if (found := [one.text for one in record if one.tag == tag])), []
    )


def list_lines(record: TaggedRecord, *tags: str) -> list[str]:
    """Return the lines of all fields with the first of these tags that has any."""
    return next(
        (
            found
            for tag in tags
            if (found := [line for one in record if one.tag == tag for line in one.lines])
        ),
        [],
    )


def make_record(
    source: Source,
    problems: Problems,
    tagged: TaggedRecord,
    position: int,
    **others: str | Iterable[object],
) -> Record:
    """Return the record whose fields are the first of each tag, and `others`."""
    first = {one.tag: one for one in reversed(tagged)}
    values: dict[str, object] = {tag: one.text for tag, one in first.items()}
    return Record(
        source,
        problems,
        values | others,
        line=tagged[0].number,
        position=position,
        line_of=lambda name: first[name].number if name in first else None,
    )
