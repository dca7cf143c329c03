"""Writes generated files that changed; removes those that are no longer produced."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from ..model.export import ExportFile, LazyFile
from ..model.problems import BuilderError
from ..runtime.parallel import map_parallel
from ..runtime.progress import Progress
from .notes import FileNote, KeptFile, Notes, PartMade, PartNote, Product

try:
    import fcntl
except ImportError:  # Windows has other locks; there only one build at a time is safe.
    fcntl = None  # type: ignore[assignment]

log = logging.getLogger("builder")

_TEMPORARY = ".writing-"
"""Prefix of a file until it is complete; MkDocs publishes no file that begins with a dot."""


Batch: TypeAlias = Callable[[], Iterable[Product]]
"""Makes some of the files, knowing nothing of those that others make."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WriteReport:
    """What a run did to the disk, counted in files."""

    written: int
    unchanged: int
    removed: int
    notes: Notes = field(default_factory=Notes, compare=False, repr=False)


@contextlib.contextmanager
def lock_output(docs: Path) -> Iterator[None]:
    """Lock `docs` for one build, and make it where it is not there; see `lock_folder`."""
    try:
        docs.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _make_write_error(error, docs) from error
    with lock_folder(docs, "build"):
        yield


@contextlib.contextmanager
def lock_folder(folder: Path, run: str) -> Iterator[None]:
    """Lock a folder, if there is one, for one `run`; another waits, and logs one line about it.

    The system lets go of the lock when the process ends, however it ends. Raises
    `BuilderError` where the folder cannot be opened.
    """
    try:
        handle = os.open(folder, os.O_RDONLY) if fcntl and folder.is_dir() else None
    except OSError as error:
        raise _make_write_error(error, folder) from error
    if handle is None:
        yield
        return
    try:
        _acquire_lock(handle, folder, run)
        yield
    finally:
        os.close(handle)


def _acquire_lock(handle: int, folder: Path, run: str) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        log.warning("%s: another %s is writing here; waiting for it to finish", folder, run)
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError:  # A file system without locks, as some that are shared over a network.
        log.debug("%s: cannot be locked", folder)


def write_files(
    batches: Sequence[Batch],
    docs: Path,
    owned: Iterable[str],
    *,
    least: int = 2,
    progress: Progress | None = None,
    last: Notes | None = None,
) -> WriteReport:
    """Bring the `owned` names below `docs` to hold exactly the files of all batches.

    A file appears whole or not at all, and what a killed run left half-written goes. From
    `least` batches on all cores write; files of a batch are made one by one, so a generator
    of many needs little memory. What is as the `last` build left it is not read. Raises
    `BuilderError` where the disk refuses, where two files share a path, or where an owned name
    is a symbolic link: what it leads to is not ours to remove.
    """
    names = frozenset(owned)
    for name in sorted(names):
        if (docs / name).is_symlink():
            raise BuilderError(
                f"{docs / name}: expected no symbolic link, as its files may be removed"
            )
    produced: dict[str, FileNote] = {}
    parts: dict[str, PartNote] = {}
    written = 0
    writer = _Writer(docs, names, last or Notes())
    each = map_parallel(writer.write_batch, batches, least=least, chunk=1)
    for files, made, changed in progress.track(each) if progress else each:
        if twice := produced.keys() & files.keys():
            raise BuilderError(f"{min(twice)}: produced twice in one run")
        produced.update(files)
        parts.update(made)
        written += changed
    try:
        removed = sum(_remove_stale(docs, name, produced.keys()) for name in sorted(names))
        for half_written in docs.glob(_TEMPORARY + "*"):
            half_written.unlink()
    except OSError as error:
        raise _make_write_error(error, docs) from error
    return WriteReport(
        written=written,
        unchanged=len(produced) - written,
        removed=removed,
        notes=Notes(files=produced, parts=parts),
    )


class _Writer:
    """Writes the files of batches."""

    def __init__(self, docs: Path, names: frozenset[str], last: Notes) -> None:
        self._docs = docs
        self._names = names
        self._last = last

    def write_batch(self, batch: Batch) -> tuple[dict[str, FileNote], dict[str, PartNote], int]:
        """Write the files of one batch; returns notes of them, and how many had to be written."""
        files: dict[str, FileNote] = {}
        parts: dict[str, PartNote] = {}
        written = begun = 0
        for product in batch():
            if isinstance(product, PartMade):
                own = tuple(files)[begun:]
                parts[product.name] = PartNote(product.made_of, product.fields, own)
                begun = len(files)
                continue
            top = product.path.split("/", 1)[0]
            if top not in self._names or ".." in product.path.split("/"):
                raise BuilderError(
                    f"{product.path}: expected a path below one of {sorted(self._names)}"
                )
            if product.path in files:
                raise BuilderError(f"{product.path}: produced twice in one run")
            try:
                files[product.path], changed = self._write(product)
            except OSError as error:
                raise _make_write_error(error, self._docs) from error
            written += changed
        return files, parts, written

    def _write(self, product: ExportFile | LazyFile | KeptFile) -> tuple[FileNote, bool]:
        """Return a note of the file, and whether it had to be written."""
        path, known = self._docs / product.path, self._last.files.get(product.path)
        if known and not known.fits(path):
            known = None
        if isinstance(product, KeptFile):
            assert known
            return known, False
        made_of = product.made_of if isinstance(product, LazyFile) else ""
        if known and made_of and known.made_of == made_of:
            return known, False
        content = product.make() if isinstance(product, LazyFile) else product.content
        digest = hashlib.sha256(content).hexdigest()
        if known and known.sha256 == digest:
            return known._replace(made_of=made_of), False
        changed = _replace_if_changed(path, content)
        return FileNote(made_of, digest, len(content), path.stat().st_mtime_ns), changed


def _make_write_error(error: OSError, docs: Path) -> BuilderError:
    return BuilderError(f"{error.filename or docs}: cannot write: {error.strerror or error}")


def _replace_if_changed(path: Path, content: bytes) -> bool:
    """Whether `path` had to be written to hold `content`."""
    try:
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=_TEMPORARY)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException as error:
        if temporary:
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise
    return True


def _remove_stale(docs: Path, name: str, produced: Set[str]) -> int:
    """Remove what is below `docs/name` and was not produced; the count of files."""
    top = docs / name
    if top.is_file():
        if name in produced:
            return 0
        top.unlink()
        return 1
    removed = 0
    for folder, folders, files in os.walk(top, topdown=False):
        below, start = Path(folder), len(str(docs)) + 1
        links = [inner for inner in folders if (below / inner).is_symlink()]
        for file in files + links:
            if f"{folder}/{file}"[start:].replace(os.sep, "/") not in produced:
                (below / file).unlink()
                removed += 1
        if not any(below.iterdir()):
            below.rmdir()
    return removed
