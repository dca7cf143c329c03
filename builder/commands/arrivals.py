"""Records when papers and listings came, into `sources/arrivals.jsonl`."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from ..model.arrivals import Arrivals
from ..model.problems import BuilderError, Problems
from ..model.project import Project
from ..model.records import Entry, ListingId
from ..output.writing import lock_folder
from ..papers import read_papers
from ..runtime.progress import Progress
from ..settings.arrivals import format_arrivals, read_arrivals
from .history import FileHistory, HistoryError, check_history, read_history


def record_arrivals(project: Project, today: dt.date) -> str:
    """Record the day of each paper and listing that has none; return in a sentence what was done.

    It is the day on which the line where the paper begins was committed, `today` where it is not
    committed yet. A day once recorded stays, also that of a paper that is gone. Without the whole
    history nothing changes.
    Raises `BuilderError` where the sources cannot be read or the file not be written.
    """
    with lock_folder(project.sources, "run"):
        return _record_arrivals(project, today)


def _record_arrivals(project: Project, today: dt.date) -> str:
    path = project.sources / "arrivals.jsonl"
    problems = Problems()
    known = read_arrivals(path, problems)
    if problems:
        return "no day was recorded, for " + "; ".join(map(str, problems))
    found = read_papers(project, Problems(), Progress())
    undated = [paper for paper in found.papers if not known.find_day(paper)]
    unlisted = [one for one in found.read.listings if one.file not in known.listings]
    asked = {one.id for one in unlisted}.union(*(paper.listings for paper in undated))
    if not asked:
        return "every paper and listing has its day"
    records: dict[ListingId, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in found.read.entries:
        records[entry.listing][entry.origin.file].append(entry)
    missing = {(seen.listing, seen.position) for paper in undated for seen in paper.sightings}
    listings: dict[str, dt.date] = {}
    days: dict[tuple[ListingId, int], dt.date] = {}
    try:
        check_history(project.sources)
        for listing in found.read.listings:
            if listing.id not in asked:
                continue
            is_new = listing in unlisted
            whole = project.sources / "listings" / listing.file
            files = records[listing.id] or {whole.as_posix(): []}
            came = [
                _date_file(Path(file), of_file, is_new, today, days)
                for file, of_file in files.items()
                if is_new or any((each.listing, each.position) in missing for each in of_file)
            ]
            if is_new:
                listings[listing.file] = min(came)
    except HistoryError as error:
        return f"no day was recorded, for {error}"
    papers: dict[str, dt.date] = {
        paper.id: min(days[seen.listing, seen.position] for seen in paper.sightings)
        for paper in undated
    }
    _write(
        path, Arrivals(listings={**known.listings, **listings}, papers={**known.papers, **papers})
    )
    return f"{path}: recorded the day of {_count(papers, 'paper')}, {_count(listings, 'listing')}"


def _date_file(
    path: Path,
    entries: Sequence[Entry],
    is_new: bool,
    today: dt.date,
    days: dict[tuple[ListingId, int], dt.date],
) -> dt.date:
    """Add the day of each record of a file to `days`; return that of the file."""
    history = read_history(path) if path.is_file() else None
    for entry, day in zip(entries, _date_records(entries, history, is_new, today), strict=True):
        days[entry.listing, entry.position] = day
    return history.added if history else today


def _date_records(
    entries: Sequence[Entry], history: FileHistory | None, is_new: bool, today: dt.date
) -> list[dt.date]:
    """Return the day of each record of a listing.

    Where several stand on one line, it changes with each of them: in a listing that is new they
    came with the file, and in others those without a day are the last that came.
    """
    if history is None:
        return [today] * len(entries)
    lines = [entry.origin.line for entry in entries]
    if is_new and len(set(lines)) < len(lines):
        return [history.added] * len(entries)
    return [
        (history.lines[line - 1] or today) if line and line <= len(history.lines) else history.added
        for line in lines
    ]


def _write(path: Path, arrivals: Arrivals) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(format_arrivals(arrivals), "utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        raise BuilderError(f"{path}: cannot write: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def _count(found: dict[str, dt.date], name: str) -> str:
    return f"{len(found):,} {name}" if len(found) == 1 else f"{len(found):,} {name}s"
