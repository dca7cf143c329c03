"""The read stage: turns every file in `sources/listings/` into entries."""

from __future__ import annotations

import hashlib
import re
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import readers
from ..model.problems import BuilderError, Origin, Problem, Problems
from ..model.reader import Reader, Source
from ..model.records import Entry, Listing, ListingId
from ..model.registry import collect_constants
from ..model.slugs import RESERVED_SLUGS, slug_of_file
from ..runtime.memory import NO_MEMORY, Memory
from ..runtime.parallel import map_parallel
from ..settings.site import ListingSettings
from .record_counts import estimate_records

READERS: tuple[Reader, ...] = collect_constants(readers, "READER", Reader)

_WORTH_SPREADING = 2_000_000
"""Bytes of listings from which several processes are worthwhile."""
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""In a file's name: control characters, bidirectional marks, bytes that are not UTF-8."""
_UTF_16_MARKS = (BOM_UTF16_LE, BOM_UTF16_BE)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadResult:
    """The contents of the input files."""

    listings: tuple[Listing, ...]
    entries: tuple[Entry, ...]


def read_listings(
    folder: Path,
    settings: Mapping[str, ListingSettings],
    problems: Problems,
    memory: Memory = NO_MEMORY,
) -> ReadResult:
    """Read every file of `folder`, in the order of their names; one that `memory` knows is not.

    A file that cannot be read at all is a problem and affects no other file.
    Raises `BuilderError` where there is no such folder.
    """
    if not folder.is_dir():
        raise BuilderError(f"{folder}: expected a folder of listings")
    listings: list[Listing] = []
    entries: list[Entry] = []
    paths = sorted(
        _find_files(folder, problems),
        key=lambda path: path.name,
    )
    ids = tuple(_read_ids(path.name for path in paths))
    stated_formats = [settings.get(path.name, ListingSettings()).format for path in paths]
    asked = list(zip(paths, ids, stated_formats, strict=True))
    for path, id_, read in zip(paths, ids, _read_files(asked, memory), strict=True):
        problems.extend(read.faults)
        if read.format is None:
            continue
        stated = settings.get(path.name, ListingSettings())
        entries.extend(read.entries)
        listings.append(
            Listing(
                id=id_,
                file=path.name,
                title=stated.title or path.name,
                description=stated.description,
                format=read.format,
                year=stated.year,
                entries=len(read.entries),
                expected=read.expected,
                without_abstract=tuple(each.origin for each in read.entries if not each.abstract),
            )
        )
    return ReadResult(listings=tuple(listings), entries=tuple(entries))


@dataclass(frozen=True, kw_only=True, slots=True)
class _FileRead:
    """What one file says; no format where it could not be read."""

    format: str | None
    entries: tuple[Entry, ...]
    expected: int
    faults: tuple[Problem, ...]


def _read_files(
    asked: Sequence[tuple[Path, ListingId, str | None]], memory: Memory
) -> list[_FileRead]:
    """Read the files, each with its listing and its stated format."""
    made_of = [
        (memory.hash_files(path), path.as_posix(), id_, repr(format_))
        for path, id_, format_ in asked
    ]
    reads = {at: kept for at, key in enumerate(made_of) if (kept := memory.recall("reading", key))}
    new = [at for at in range(len(asked)) if at not in reads]

    def read(at: int) -> _FileRead:
        path, id_, format_ = asked[at]
        faults = Problems()
        text = text_of(path, faults)
        found = None if text is None else _read_text(path, id_, text, faults, format_)
        return _FileRead(
            format=found[0].name if found else None,
            entries=found[1] if found else (),
            expected=estimate_records(text, found[0].name) if found and text else 0,
            faults=tuple(faults),
        )

    large = sum(asked[at][0].stat().st_size for at in new if asked[at][0].is_file())
    least = 2 if large > _WORTH_SPREADING else sys.maxsize
    for at, made in zip(new, map_parallel(read, new, least=least), strict=True):
        reads[at] = memory.keep("reading", made_of[at], made, most=2 * len(asked) + 2)
    return [reads[at].value for at in range(len(asked))]


def _find_files(folder: Path, problems: Problems) -> Iterator[Path]:
    """Yield the files whose names can be shown in a message and on a page."""
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        shown = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", path.name)
        if shown == path.name:
            yield path
        else:
            origin = Origin(file=(folder / shown).as_posix())
            problems.add(origin, "expected a file name of printable characters in UTF-8")


def read_file(
    path: Path, listing: ListingId, problems: Problems, format_: str | None = None
) -> tuple[Reader, tuple[Entry, ...]] | None:
    """Read one file with the reader named `format_`, or the one that recognises it.

    Gives `None`, and notes a problem, where it is not a readable text of a known format.
    """
    text = text_of(path, problems)
    return None if text is None else _read_text(path, listing, text, problems, format_)


def _read_text(
    path: Path, listing: ListingId, text: str, problems: Problems, format_: str | None
) -> tuple[Reader, tuple[Entry, ...]] | None:
    source = Source(file=path.as_posix(), listing=listing, suffix=path.suffix.lower(), text=text)
    return read_source(source, problems, format_)


def read_source(
    source: Source, problems: Problems, format_: str | None = None
) -> tuple[Reader, tuple[Entry, ...]] | None:
    """Read a text with the reader named `format_`, or the one that recognises it.

    Gives `None`, and notes a problem, where it is of no known format.
    """
    reader = _choose_reader(source, format_, problems)
    if reader is None:
        return None
    return reader, tuple(reader.read(source, problems))


def _read_ids(names: Iterable[str]) -> Iterator[ListingId]:
    """Yield a unique slug for each file name.

    It depends on the name alone, unless an earlier name already has it.
    """
    taken: set[str] = set()
    for name in names:
        slug = slug_of_file(Path(name).stem)
        if not slug or slug in RESERVED_SLUGS or slug in taken:
            digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:8]
            slug = f"{slug or 'listing'}-{digest}"
        taken.add(slug)
        yield ListingId(slug)


def text_of(path: Path, problems: Problems) -> str | None:
    """Return the text of a listing without byte order mark, its lines ending in a line feed.

    Gives `None`, and notes a problem, where it is no text or an empty one.
    """
    origin = Origin(file=path.as_posix())
    if path.is_dir():
        problems.add(origin, "expected a file, got a directory")
        return None
    if path.exists() and not path.is_file():
        problems.add(origin, "expected a file, got a device or a pipe")
        return None
    try:
        content = path.read_bytes()
    except OSError as error:
        problems.add(origin, f"expected a readable file, got: {error.strerror}")
        return None
    encoding = "utf-16" if content.startswith(_UTF_16_MARKS) else "utf-8-sig"
    if encoding == "utf-8-sig" and b"\0" in content[:8192]:
        problems.add(origin, "expected a text file, got a binary one")
        return None
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        problems.add(*_describe_decode_error(origin, content, error))
        return None
    if not text.strip():
        problems.add(origin, "expected records, got an empty file")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _describe_decode_error(
    origin: Origin, content: bytes, error: UnicodeDecodeError
) -> tuple[Origin, str]:
    if error.encoding.startswith("utf-16"):
        return origin, f"expected UTF-16, got {error.reason}"
    line = content.count(b"\n", 0, error.start) + 1
    wrong = Origin(file=origin.file, line=line)
    return wrong, f"expected UTF-8, got the byte 0x{content[error.start]:02x}"


def _choose_reader(source: Source, format_: str | None, problems: Problems) -> Reader | None:
    origin = Origin(file=source.file)
    by_name: Mapping[str, Reader] = {reader.name: reader for reader in READERS}
    if format_ is not None:
        if format_ not in by_name:
            problems.add(origin, f"format: expected one of {sorted(by_name)}, got {format_!r}")
        return by_name.get(format_)
    fitting = _sort_by_priority(reader for reader in READERS if source.suffix in reader.suffixes)
    for reader in fitting or _sort_by_priority(READERS):
        if reader.recognises(source):
            return reader
    problems.add(origin, f"expected one of the formats {sorted(by_name)}, recognised none")
    return None


def _sort_by_priority(found: Iterable[Reader]) -> list[Reader]:
    return sorted(found, key=lambda reader: (-reader.priority, reader.name))
