"""Plain text of Web of Science: `savedrecs.txt`, `.ciw`.

Its tags: https://images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.problems import Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ._orcids import find_orcids
from ._split_dates import read_split_date
from ._tagged import TaggedRecord, list_lines, make_record, split_tagged

_TAG = re.compile(r"([A-Z][A-Z0-9])(?: |$)")
_START = "PT"
_ANY = re.compile(r"^PT [A-Z]$", re.MULTILINE)


def _recognises(source: Source) -> bool:
    return _ANY.search(source.text[:65536]) is not None


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    records = split_tagged(source, problems, _TAG, _START, "TI")
    for position, tagged in enumerate(records, 1):
        entry = _make_entry(source, problems, tagged, position)
        if entry:
            yield entry


def _make_entry(
    source: Source, problems: Problems, tagged: TaggedRecord, position: int
) -> Entry | None:
    people = list_lines(tagged, "AF", "AU", "CA")
    # Other databases, exported from the same place, have all names on one line.
    alone = people[0] if len(people) == 1 and ";" in people[0] else people
    record = make_record(source, problems, tagged, position, people=alone)
    first, last = record.text("BP"), record.text("EP")
    venue = record.text("SO", "CT", "SE")
    return record.entry(
        title=record.text("TI"),
        abstract=record.text("AB"),
        authors=record.authors("people"),
        date=read_split_date(record, "PD", "PY", "EA"),
        venue=venue,
        volume=record.text("VL") or None,
        issue=record.text("IS") or None,
        pages=(f"{first}-{last}" if first and last else first or record.text("AR")) or None,
        key=record.text("UT") or None,
        doi=["DI"],
        mentions=[venue, record.text("AR")],
        keywords=record.keywords("DE"),
        orcids=find_orcids(record.text("OI")),
    )


READER = Reader(
    name="web-of-science",
    title="Web of Science",
    suffixes=(".ciw", ".txt"),
    recognises=_recognises,
    priority=73,
    read=_read,
)
