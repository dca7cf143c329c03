"""What EndNote and others export as `.enw`: a tag such as `%T` before each field.

Its tags: https://en.wikipedia.org/wiki/EndNote#Tags_and_fields
"""

from __future__ import annotations

import re

from ..model.problems import Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ._split_dates import read_split_date
from ._tagged import TaggedRecord, list_lines, list_texts, make_read, make_recognises, make_record

_TAG = re.compile(r"%([0-9A-Z!@#$&*()?^+<>\[\]=~])(?: |$)")
_START = "0"
_ANY = re.compile(r"^%0 [A-Z]", re.MULTILINE)


def _make_entry(
    source: Source, problems: Problems, tagged: TaggedRecord, position: int
) -> Entry | None:
    people = list_texts(tagged, "A")
    keywords = list_lines(tagged, "K")
    record = make_record(
        source,
        problems,
        tagged,
        position,
        # Programs that know no lists write several names into one field.
        people=people if len(people) > 1 or ";" not in "".join(people) else people[0],
        words=keywords if len(keywords) > 1 else "".join(keywords),
        addresses=" ".join(list_lines(tagged, "U")),
        files=" ".join(list_lines(tagged, ">")),
    )
    venue = record.text("J", "B", "S")
    return record.entry(
        title=record.text("T", "!"),
        abstract=record.text("X"),
        authors=record.authors("people"),
        date=read_split_date(record, "8", "D"),
        venue=venue,
        volume=record.text("V") or None,
        issue=record.text("N") or None,
        pages=record.text("P", "&") or None,
        key=record.text("F", "1") or None,
        doi=["R"],
        addresses=["addresses", "files"],
        pdf=["files"],
        mentions=[venue, record.text("M"), record.text("Z")],
        keywords=record.keywords("words"),
    )


READER = Reader(
    name="endnote",
    title="EndNote",
    suffixes=(".enw", ".txt"),
    recognises=make_recognises(_ANY),
    priority=74,
    read=make_read(_make_entry, tag=_TAG, start=_START, title="T"),
)
