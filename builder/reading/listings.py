"""The read stage: turns every file in `sources/listings/` into entries."""

from __future__ import annotations

import hashlib
import re
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .. import readers
from ..model.problems import BuilderError, Origin, Problems
from ..model.reader import Reader, Source
from ..model.records import Entry, Listing, ListingId
from ..model.registry import collect_constants
from ..model.slugs import RESERVED_SLUGS, slug_of_file
from ..runtime.parallel import map_parallel
from ..settings.site import ListingSettings

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
    folder: Path, settings: Mapping[str, ListingSettings], problems: Problems
) -> ReadResult:
    """Read every file of `folder`, in the order of their names.

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

    def read(place: int) -> tuple[str | None, tuple[Entry, ...], Problems]:
        """One file's format, entries and faults."""
        path, faults = paths[place], Problems()
        stated = settings.get(path.name, ListingSettings())
        found = read_file(path, ids[place], faults, stated.format)
        return (None, (), faults) if found is None else (found[0].name, found[1], faults)

    large = sum(path.stat().st_size for path in paths if path.is_file()) > _WORTH_SPREADING
    reads = map_parallel(read, range(len(paths)), least=2 if large else sys.maxsize)
    for path, id_, (format_, found, faults) in zip(paths, ids, reads, strict=True):
        problems.extend(faults)
        if format_ is None:
            continue
        stated = settings.get(path.name, ListingSettings())
        entries.extend(found)
        listings.append(
            Listing(
                id=id_,
                file=path.name,
                title=stated.title or path.name,
                description=stated.description,
                format=format_,
                year=stated.year,
                entries=len(found),
                without_abstract=tuple(entry.origin for entry in found if not entry.abstract),
            )
        )
    return ReadResult(listings=tuple(listings), entries=tuple(entries))


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
    if text is None:
        return None
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
