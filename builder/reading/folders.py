"""Which files are a listing: one file, or all that lie in one folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..model.problems import Origin, Problems
from ..model.records import Entry
from ..settings.site import ListingSettings

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""In a file's name: control characters, bidirectional marks, bytes that are not UTF-8."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListingFiles:
    """The files that are one listing."""

    name: str
    """Of the file or the folder."""
    stem: str
    """The name without the suffix of a file."""
    paths: tuple[Path, ...]


def find_listings(folder: Path, problems: Problems) -> tuple[ListingFiles, ...]:
    """Return what is in the folder of listings, in the order of the names.

    A folder in it is one listing, with all that lies below it.
    """
    found: list[ListingFiles] = []
    for path in sorted(_show(folder.iterdir(), problems), key=lambda path: path.name):
        if not path.is_dir():
            found.append(ListingFiles(name=path.name, stem=path.stem, paths=(path,)))
        elif path.is_symlink():
            origin = Origin(file=path.as_posix())
            problems.add(origin, "expected a file or a folder, got a link to a folder")
        else:
            paths = sorted(_show(_walk(path), problems), key=lambda each: each.parts)
            if not paths:
                problems.add(Origin(file=path.as_posix()), "expected files, got an empty folder")
            found.append(ListingFiles(name=path.name, stem=path.name, paths=tuple(paths)))
    return tuple(found)


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder; what is hidden and links to folders are passed over."""
    for top, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(top, name) for name in names)


def _show(paths: Iterator[Path], problems: Problems) -> Iterator[Path]:
    """Yield those whose names can be shown in a message and on a page; hidden ones are none."""
    for path in paths:
        if path.name.startswith("."):
            continue
        shown = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", path.as_posix())
        if shown == path.as_posix():
            yield path
        else:
            origin = Origin(file=shown)
            problems.add(origin, "expected a file name of printable characters in UTF-8")


def number_entries(parts: Mapping[Path, tuple[Entry, ...]]) -> Iterator[Entry]:
    """Yield the entries of the files of one listing, their places counted through all of them."""
    before = 0
    for entries in parts.values():
        for entry in entries:
            yield replace(entry, position=before + entry.position) if before else entry
        before += max((entry.position for entry in entries), default=0)


def complete_entries(entries: tuple[Entry, ...], stated: ListingSettings) -> tuple[Entry, ...]:
    """Return the entries with the year and the venue that the owner states for them.

    Where the listing prints dates beside its records, the year is that of these dates.
    """
    is_labelled = any(entry.label for entry in entries)
    year = str(stated.year) if stated.year and not is_labelled else None
    if not year and not stated.venue:
        return entries
    return tuple(
        replace(entry, date=entry.date or year, venue=entry.venue or stated.venue or None)
        for entry in entries
    )
