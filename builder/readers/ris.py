"""RIS, as reference managers and publishers export it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import rispy

from ..model.problems import Origin, Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ._field_values import format_value
from ._keywords import split_keywords
from ._orcids import find_orcids
from ._record import Record
from ._split_dates import read_split_date

_TAG = re.compile(r"([A-Z][A-Z0-9]) {0,3}-(?: |$)")
_START = re.compile(r"TY {0,3}-")
_ANY = re.compile(r"^TY {1,3}- ?[A-Z][A-Za-z]", re.MULTILINE)
_LISTS = ["A1", "AU", "UR", "L1", "L2", "LK", "KW"]
_NAMES = {
    "TY": "TY",
    "ER": "ER",
    "UK": "UK",
    **{
        tag: tag
        for tag in "TI T1 CT BT ST AB N2 AU A1 PY Y1 DA JO JF T2 JA J2 VL IS SP EP DO UR L1 L2 LK "
        "ID M1 M3 N1 C1 AI AN KW".split()
    },
}


def _recognises(source: Source) -> bool:
    return _ANY.search(source.text[:65536]) is not None


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    parser = rispy.RisParser(
        mapping=_NAMES, list_tags=_LISTS, delimiter_tags_mapping={}, skip_unknown_tags=True
    )
    for position, (line, lines) in enumerate(_split_records(source, problems), 1):
        try:
            fields = parser.parse("\n".join([*lines, "ER  - "]))[0]
        except (IndexError, KeyError, AttributeError, TypeError) as error:
            problems.add(Origin(file=source.file, line=line), f"not valid RIS: {error!r}")
            continue
        flat = _flatten_fields(fields)
        record = Record(
            source,
            problems,
            flat,
            line=line,
            position=position,
            line_of=_make_line_finder(line, lines),
        )
        entry = _make_entry(record, flat)
        if entry:
            yield entry


def _split_records(source: Source, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Give the lines of each record, tags written as `TY  - `, with the line it starts at.

    What programs write between records is passed over: numbers, links, tags of their own.
    """
    start, lines = 0, list[str]()
    for number, line in enumerate(source.text.split("\n"), 1):
        tag = _TAG.match(line)
        if _START.match(line):
            if lines:
                yield _report_unclosed(source, problems, start, lines)
            start, lines = number, [f"TY  - {line[tag.end() :] if tag else line[2:]}"]
        elif tag and tag[1] == "ER":
            if lines:
                yield start, lines
            lines = []
        elif lines:
            # EndNote writes each keyword on a line of its own, only the first after the tag.
            is_keyword = not tag and line[:1].strip() and lines[-1].startswith("KW")
            if tag or is_keyword:
                lines.append(f"{tag[1]}  - {line[tag.end() :]}" if tag else f"KW  - {line}")
            else:
                lines.append(f" {line.strip()}")
        elif tag and tag[1] in _NAMES:
            message = f"expected 'TY  -' first, got {format_value(line.strip())}"
            problems.add(Origin(file=source.file, line=number), message)
    if lines:
        yield _report_unclosed(source, problems, start, lines)


def _make_line_finder(line: int, lines: list[str]) -> Callable[[str], int | None]:
    """Return a function that finds the first line of a tag."""
    first: dict[str, int] = {}
    for number, text in enumerate(lines, line):
        first.setdefault(text[:2], number)
    return lambda tag: first.get(tag[:2])


def _report_unclosed(
    source: Source, problems: Problems, start: int, lines: list[str]
) -> tuple[int, list[str]]:
    problems.add(Origin(file=source.file, line=start), "expected 'ER  -' at the end of the record")
    return start, lines


def _flatten_fields(fields: dict[str, object]) -> dict[str, object]:
    """Flatten lists: each of several URLs becomes a field of its own, `UR`, `UR 2`."""
    flat: dict[str, object] = {}
    for tag, value in fields.items():
        if isinstance(value, list) and tag not in ("AU", "A1", "KW"):
            flat |= {f"{tag} {n}" if n > 1 else tag: text for n, text in enumerate(value, 1)}
        else:
            flat[tag] = value
    return flat


def _make_entry(record: Record, names: Iterable[str]) -> Entry | None:
    venue = record.text("JO", "JF", "T2", "BT", "JA", "J2")
    first, last = record.text("SP"), record.text("EP")
    pages = f"{first}-{last}" if first and last and "-" not in first else first or last
    return record.entry(
        title=record.text("TI", "T1", "CT"),
        abstract=record.text("AB", "N2"),
        authors=record.authors("AU", "A1"),
        date=read_split_date(record, "DA", "PY", "Y1"),
        venue=venue,
        volume=record.text("VL") or None,
        issue=record.text("IS") or None,
        pages=pages or None,
        key=record.text("ID") or None,
        doi=["DO"],
        addresses=[name for tag in ("UR", "LK", "L2", "L1") for name in names if name[:2] == tag],
        pdf=[name for name in names if name[:2] == "L1"],
        mentions=[venue, record.text("M1"), record.text("M3"), record.text("N1")],
        keywords=_read_keywords(record),
        orcids=find_orcids(record.text("AI")),
    )


def _read_keywords(record: Record) -> tuple[str, ...]:
    """The keywords, one a line; where there is one line, it may have all of them."""
    keywords = record.keywords("KW")
    return split_keywords(keywords[0]) if len(keywords) == 1 else keywords


READER = Reader(
    name="ris",
    title="RIS",
    suffixes=(".ris", ".txt"),
    recognises=_recognises,
    priority=70,
    read=_read,
)
