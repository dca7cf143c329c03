"""Other people's bibliographies: records and fields counted without our readers, and those read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from builder.dedupe.combining import combine
from builder.model.problems import Problems
from builder.model.records import Entry, ListingId, PaperId
from builder.reading.listings import read_file

from . import data
from .counted_records import COUNTERS, FIELDS, CountedRecord, count_records
from .figure import Bench, Figure, Missing


@dataclass(kw_only=True, slots=True)
class Comparison:
    """What the files of a source hold, and what was read of it."""

    counted: int = 0
    titled: int = 0
    """Records with a title or an abstract; any other is no paper to us."""
    read: int = 0
    stated: Counter[str] = field(default_factory=Counter[str])
    """In how many of those that are titled a field has a value."""
    arrived: Counter[str] = field(default_factory=Counter[str])
    """In how many of these it was read."""
    lost: list[str] = field(default_factory=list[str])
    """What was not: `file:place: field`, or `record` for a whole one."""
    uncounted: list[str] = field(default_factory=list[str])
    """Files that are broken for any program."""


def compare_source(folder: Path) -> Comparison:
    """Compare the files of a folder with what our readers give."""
    found = Comparison()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix.lower() in COUNTERS:
            try:
                counted = count_records(path)
            except ValueError:
                found.uncounted.append(path.name)
            else:
                _compare_file(path, counted, found)
    return found


def _compare_file(path: Path, counted: tuple[CountedRecord, ...], found: Comparison) -> None:
    read = read_file(path, ListingId("listing"), Problems())
    entries = read[1] if read else ()
    by_position = path.suffix.lower().startswith(".json")
    at = {(one.position if by_position else one.origin.line): one for one in entries}
    found.counted += len(counted)
    found.read += len(entries)
    for record in counted:
        if record.fields.isdisjoint(("title", "abstract")):
            continue
        entry = at.get(record.place)
        arrived = _list_fields(entry) if entry else frozenset[str]()
        found.titled += 1
        found.stated.update(record.fields)
        found.arrived.update(record.fields & arrived)
        lost = sorted(record.fields - arrived) if entry else ["record"]
        found.lost.extend(f"{path.name}:{record.place}: {name}" for name in lost)


def _list_fields(entry: Entry) -> frozenset[str]:
    """Which fields a record has, once it is a paper of its own."""
    paper = combine(PaperId("paper"), [entry], entry.title)
    values = {
        "title": entry.title,
        "authors": paper.authors,
        "date": paper.date,
        "venue": paper.venue,
        "doi": paper.doi,
        "arxiv": paper.arxiv_id,
        "url": paper.url,
        "pdf": paper.pdf_url,
        "keywords": entry.keywords,
        "abstract": paper.abstract,
        "orcids": paper.orcids,
    }
    return frozenset(name for name, value in values.items() if value)


def _measure() -> Iterator[Figure | Missing]:
    if not data.BIBLIOGRAPHIES.is_dir():
        yield Missing(what="a folder of files for each source (set BIBLIOGRAPHIES=DIR)")
        return
    for folder in sorted(path for path in data.BIBLIOGRAPHIES.iterdir() if path.is_dir()):
        found = compare_source(folder)
        name = folder.name
        yield Figure(name=f"{name}: records counted", value=found.counted)
        yield Figure(name=f"{name}: with a title or an abstract", value=found.titled)
        yield Figure(name=f"{name}: records read", value=found.read)
        for known in FIELDS:
            if stated := found.stated[known]:
                share = found.arrived[known] / stated
                yield Figure(name=f"{name}: {known} read, of {stated:,} stated", value=share)
        if found.uncounted:
            yield Figure(name=f"{name}: broken files, not counted", value=len(found.uncounted))


BENCH = Bench(name="bibliographies", title="Other people's bibliographies", measure=_measure)
