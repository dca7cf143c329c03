"""The read stage: every file of `sources/listings/` into entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from slugify import slugify

from . import readers
from .plugins import collect
from .problems import BuilderError, Origin, Problems
from .reader import Reader, Source
from .records import Entry, Listing, ListingId
from .settings import ListingSettings

READERS: tuple[Reader, ...] = collect(readers, "READER", Reader)


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """What the input files hold."""

    listings: tuple[Listing, ...]
    entries: tuple[Entry, ...]


def read_listings(
    folder: Path, settings: Mapping[str, ListingSettings], problems: Problems
) -> Read:
    """Read every file of `folder`, in the order of their names.

    A file that cannot be read at all is a problem and costs no other file.
    Raises `BuilderError` where there is no such folder.
    """
    if not folder.is_dir():
        raise BuilderError(f"{folder}: expected a folder of listings")
    listings: list[Listing] = []
    entries: list[Entry] = []
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.startswith("."):
            continue
        stated = settings.get(path.name, ListingSettings())
        id_ = ListingId(slugify(path.stem) or "listing")
        read = read_file(path, id_, problems, stated.format)
        if read is None:
            continue
        reader, found = read
        entries.extend(found)
        listings.append(
            Listing(
                id=id_,
                file=path.name,
                title=stated.title or path.name,
                description=stated.description,
                format=reader.name,
                year=stated.year,
                entries=len(found),
            )
        )
    return Read(listings=tuple(listings), entries=tuple(entries))


def read_file(
    path: Path, listing: ListingId, problems: Problems, format_: str | None = None
) -> tuple[Reader, tuple[Entry, ...]] | None:
    """Read one file with the reader named `format_`, or the one that recognises it.

    Gives `None`, and notes a problem, where it is not a readable text of a known format.
    """
    origin = Origin(file=path.as_posix())
    text = _decoded(path, origin, problems)
    if text is None:
        return None
    source = Source(file=path.as_posix(), listing=listing, suffix=path.suffix.lower(), text=text)
    reader = _reader_of(source, format_, problems)
    if reader is None:
        return None
    return reader, tuple(reader.read(source, problems))


def _decoded(path: Path, origin: Origin, problems: Problems) -> str | None:
    try:
        content = path.read_bytes()
    except IsADirectoryError:
        problems.add(origin, "expected a file, got a directory")
        return None
    except OSError as error:
        problems.add(origin, f"cannot read: {error.strerror}")
        return None
    if b"\0" in content[:8192] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.add(origin, "expected a text file, got a binary one")
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        wrong = Origin(file=origin.file, line=line)
        problems.add(wrong, f"expected UTF-8, got the byte 0x{content[error.start]:02x}")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _reader_of(source: Source, format_: str | None, problems: Problems) -> Reader | None:
    origin = Origin(file=source.file)
    by_name: Mapping[str, Reader] = {reader.name: reader for reader in READERS}
    if format_ is not None:
        if format_ not in by_name:
            problems.add(origin, f"format: expected one of {sorted(by_name)}, got {format_!r}")
        return by_name.get(format_)
    fitting = _by_priority(reader for reader in READERS if source.suffix in reader.suffixes)
    for reader in fitting or _by_priority(READERS):
        if reader.recognises(source):
            return reader
    problems.add(origin, f"expected one of the formats {sorted(by_name)}, recognised none")
    return None


def _by_priority(found: Iterable[Reader]) -> list[Reader]:
    return sorted(found, key=lambda reader: (-reader.priority, reader.name))
