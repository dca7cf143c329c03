"""Plain text of Web of Science: `savedrecs.txt`, `.ciw`.

Its tags: https://images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html
"""

from __future__ import annotations

import re

from ..model.problems import Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ._orcids import find_orcids
from ._split_dates import read_split_date
from ._tagged import TaggedRecord, list_lines, make_read, make_recognises, make_record

_TAG = re.compile(r"([A-Z][A-Z0-9])(?: |$)")
_START = "PT"
_ANY = re.compile(r"^PT [A-Z]$", re.MULTILINE)


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
    recognises=make_recognises(_ANY),
    priority=73,
    read=make_read(_make_entry, tag=_TAG, start=_START, title="TI"),
)
