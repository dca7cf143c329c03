"""The read stage: turns every file in `sources/listings/` into entries."""

from __future__ import annotations

import hashlib
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import readers
from ..model.problems import BuilderError, Origin, Problem, Problems
from ..model.reader import Reader, Source
from ..model.records import Entry, Listing, ListingId
from ..model.registry import collect_constants
from ..model.slugs import RESERVED_SLUGS, slug_of_file
from ..runtime.memory import Memory
from ..runtime.parallel import map_parallel
from ..settings.site import ListingSettings
from .folders import ListingFiles, complete_entries, find_listings, number_entries
from .record_counts import estimate_records

READERS: tuple[Reader, ...] = collect_constants(readers, "READER", Reader)

_WORTH_SPREADING = 2_000_000
"""Bytes of listings from which several processes are worthwhile."""
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
    memory: Memory | None = None,
) -> ReadResult:
    """Read every file and folder of `folder`, in the order of their names.

    What `memory` knows of them is not read.

    A file that cannot be read at all is a problem and affects no other file.
    Raises `BuilderError` where there is no such folder.
    """
    if not folder.is_dir():
        raise BuilderError(f"{folder}: expected a folder of listings")
    listings: list[Listing] = []
    entries: list[Entry] = []
    found = find_listings(folder, problems)
    asked = [
        _Asked(files=one, id=id_, stated=settings.get(one.name, ListingSettings()))
        for one, id_ in zip(found, _read_ids(found), strict=True)
    ]
    memory = Memory() if memory is None else memory
    for one, parts in zip(asked, _read_files(asked, memory), strict=True):
        for part in parts.values():
            problems.extend(part.faults)
        formats = Counter(part.format for part in parts.values() if part.format)
        if not formats:
            continue
        numbered = number_entries({path: part.entries for path, part in parts.items()})
        read = complete_entries(tuple(numbered), one.stated)
        entries.extend(read)
        listings.append(
            Listing(
                id=one.id,
                file=one.files.name,
                title=one.stated.title or one.files.name,
                description=one.stated.description,
                format=formats.most_common(1)[0][0],
                year=one.stated.year,
                entries=len(read),
                expected=sum(part.expected for part in parts.values()),
                without_abstract=tuple(each.origin for each in read if not each.abstract),
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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """A listing that is to be read."""

    files: ListingFiles
    id: ListingId
    stated: ListingSettings


def _read_files(asked: Sequence[_Asked], memory: Memory) -> list[dict[Path, _FileRead]]:
    """Read the files of each listing, but those that `memory` knows.

    The year and the venue that the owner states are of the listing and come later.
    """
    keys = [(one.id, repr((one.stated.format, one.stated.encoding))) for one in asked]
    known = [kept.value if (kept := memory.recall("reading", key)) else {} for key in keys]
    names = [
        {path: f"{path.as_posix()} {memory.hash_files(path)}" for path in one.files.paths}
        for one in asked
    ]
    new = [
        (at, path)
        for at, of in enumerate(names)
        for path, name in of.items()
        if name not in known[at]
    ]

    def read(number: int) -> _FileRead:
        at, path = new[number]
        id_, stated = asked[at].id, asked[at].stated
        faults = Problems()
        text = text_of(path, faults, stated.encoding, memory.files.read)
        found = None if text is None else _read_text(path, id_, text, faults, stated.format)
        for entry in found[1] if found else ():
            # These forms are remembered with it: every merge asks for them.
            _ = entry.title.plain, entry.title.links, entry.abstract.links
        return _FileRead(
            format=found[0].name if found else None,
            entries=found[1] if found else (),
            expected=estimate_records(text, found[0].name) if found and text else 0,
            faults=tuple(faults),
        )

    large = sum(path.stat().st_size for _, path in new if path.is_file()) > _WORTH_SPREADING
    made = map_parallel(read, range(len(new)), least=2 if large else sys.maxsize)
    for (at, path), one in zip(new, made, strict=True):
        known[at][names[at][path]] = one
    changed = {at for at, _ in new}
    now = {at: {name: known[at][name] for name in names[at].values()} for at in changed}
    memory.keep_all(
        "reading", {keys[at]: value for at, value in now.items()}, most=2 * len(asked) + 2
    )
    return [{path: known[at][name] for path, name in of.items()} for at, of in enumerate(names)]


def read_file(
    path: Path,
    listing: ListingId,
    problems: Problems,
    format_: str | None = None,
    read: Callable[[Path], bytes] = Path.read_bytes,
) -> tuple[Reader, tuple[Entry, ...]] | None:
    """Read one file with the reader named `format_`, or the one that recognises it.

    Gives `None`, and notes a problem, where it is not a readable text of a known format.
    """
    text = text_of(path, problems, read=read)
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


def _read_ids(found: Iterable[ListingFiles]) -> Iterator[ListingId]:
    """Yield a unique slug for each listing.

    It depends on the name alone, unless an earlier name already has it.
    """
    taken: set[str] = set()
    for one in found:
        slug = slug_of_file(one.stem)
        if not slug or slug in RESERVED_SLUGS or slug in taken:
            digest = hashlib.sha256(one.name.encode("utf-8", "surrogateescape")).hexdigest()[:8]
            slug = f"{slug or 'listing'}-{digest}"
        taken.add(slug)
        yield ListingId(slug)


def text_of(
    path: Path,
    problems: Problems,
    stated: str | None = None,
    read: Callable[[Path], bytes] = Path.read_bytes,
) -> str | None:
    """Return the text of a listing without byte order mark, its lines ending in a line feed.

    It is UTF-8, or UTF-16 with a mark, or in the encoding that the owner states. Gives `None`,
    and notes a problem, where it is no text or an empty one.
    """
    origin = Origin(file=path.as_posix())
    if path.is_dir():
        problems.add(origin, "expected a file, got a directory")
        return None
    if path.exists() and not path.is_file():
        problems.add(origin, "expected a file, got a device or a pipe")
        return None
    try:
        content = read(path)
    except OSError as error:
        problems.add(origin, f"expected a readable file, got: {error.strerror}")
        return None
    encoding = stated or ("utf-16" if content.startswith(_UTF_16_MARKS) else "utf-8-sig")
    if encoding == "utf-8-sig" and b"\0" in content[:8192]:
        problems.add(origin, "expected a text file, got a binary one")
        return None
    try:
        text = content.decode(encoding)
    except UnicodeError as error:
        problems.add(*_describe_decode_error(origin, content, error))
        return None
    if not text.strip():
        problems.add(origin, "expected records, got an empty file")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _describe_decode_error(
    origin: Origin, content: bytes, error: UnicodeError
) -> tuple[Origin, str]:
    if not isinstance(error, UnicodeDecodeError):
        return origin, f"expected its stated encoding, got: {error}"
    if error.encoding.startswith("utf-16"):
        return origin, f"expected UTF-16, got {error.reason}"
    line = content.count(b"\n", 0, error.start) + 1
    wanted = "UTF-8, or `encoding` for it in listings.yml"
    if error.encoding != "utf-8":
        wanted = error.encoding
    wrong = Origin(file=origin.file, line=line)
    return wrong, f"expected {wanted}, got the byte 0x{content[error.start]:02x}"


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
