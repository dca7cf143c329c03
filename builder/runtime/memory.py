"""Remembers what stages made: what a stage was given decides what it gives.

A result lies below `.cache/` under a hash of what it was made of, of this program and of Python.
The folder may be deleted at any time, and several builds may use it at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

from ..model.problems import Problems
from .garbage import without_collector
from .hashing import OURS, hash_program, hash_text
from .snapshot import Snapshot

MOST_RESULTS = 4
"""How many results of a stage are kept: those that were used last."""
MOST_BYTES = 2_000_000_000
"""How much room all results may take; those that were used longest ago go first."""
_MARK = b"catalogue 1\n"
_START = len(_MARK) + hashlib.sha256().digest_size
_SAFE = {
    ("array", "_array_reconstructor"),
    ("array", "array"),
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("builtins", "range"),
    ("collections", "Counter"),
    ("collections", "OrderedDict"),
    ("collections", "defaultdict"),
    ("datetime", "date"),
    ("markupsafe", "Markup"),
    ("numpy", "dtype"),
    ("numpy", "ndarray"),
    ("numpy._core.multiarray", "_reconstruct"),
    ("numpy._core.multiarray", "scalar"),
    ("numpy._core.numeric", "_frombuffer"),
    ("re", "_compile"),
    ("scipy.sparse._csr", "csr_matrix"),
}

Made = TypeVar("Made")
Item = TypeVar("Item")


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept(Generic[Made]):
    """A result."""

    value: Made
    digest: str
    """The same for the same bytes: what is made of this result depends on nothing else of it."""


class Memory:
    """The results of stages in a folder; without one, each is made anew."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self.files = Snapshot()
        """As they were first read: what is remembered is made of these."""

    def remember(
        self,
        stage: str,
        made_of: Iterable[str],
        make: Callable[[Problems], Made],
        problems: Problems | None = None,
        most: int = MOST_RESULTS,
    ) -> Kept[Made]:
        """Return what `make` gives, from the folder where it was made of the same before.

        `made_of` are hashes or settings, of all that the result depends on. The problems that
        `make` collects are remembered with its result and go to `problems`.
        """
        made_of = tuple(made_of)
        kept = self.recall(stage, made_of)
        if kept is None:
            faults = Problems()
            value = make(faults)
            if self.files.is_current(made_of):
                kept = self.keep(stage, made_of, (value, tuple(faults)), most)
            else:  # It may be of what was saved meanwhile, which has another hash.
                kept = Kept(value=(value, tuple(faults)), digest=secrets.token_hex())
        value, told = kept.value
        if problems is not None:
            problems.extend(told)
        return Kept(value=value, digest=kept.digest)

    def remember_each(
        self,
        stage: str,
        made_of: Iterable[str],
        items: Sequence[Item],
        name: Callable[[Item], str],
        make: Callable[[Sequence[Item]], Iterable[Made]],
    ) -> list[Made]:
        """Return what `make` gives for each item; it is asked for those only that are new.

        `name` says all of an item that its result depends on; `made_of` what else all depend on.
        """
        made_of = tuple(made_of)
        kept = self.recall(stage, made_of)
        known: dict[bytes, Made] = kept.value if kept else {}
        names = [hash_text(name(item)) for item in items]
        new = {name: item for name, item in zip(names, items, strict=True) if name not in known}
        if not new:
            return [known[name] for name in names]
        made = dict(zip(new, make(list(new.values())), strict=True))
        found = [made[name] if name in made else known[name] for name in names]
        self.keep(stage, made_of, dict(zip(names, found, strict=True)))
        return found

    def recall(self, stage: str, made_of: Iterable[str]) -> Kept[Any] | None:
        """Return what was kept under this; nothing where nothing was, or where it is damaged."""
        return _load(self._find_place(stage, made_of)) if self._folder else None

    def keep(
        self, stage: str, made_of: Iterable[str], value: Made, most: int = MOST_RESULTS
    ) -> Kept[Made]:
        """Keep a value for `recall`, and remove older ones of the stage."""
        if not self._folder:
            return Kept(value=value, digest="")
        kept = self._keep(stage, made_of, value)
        _forget(self._folder / stage, most)
        return kept

    def keep_all(self, stage: str, values: Mapping[tuple[str, ...], object], most: int) -> None:
        """Keep several values of a stage, each by what it was made of."""
        if self._folder and values:
            for made_of, value in values.items():
                self._keep(stage, made_of, value)
            _forget(self._folder / stage, most)

    def _keep(self, stage: str, made_of: Iterable[str], value: Made) -> Kept[Made]:
        try:
            head, payload = _pack(value)
        # As where something is nested too deeply: then nothing that is made of it is kept either.
        except (pickle.PicklingError, RecursionError, TypeError, AttributeError):
            return Kept(value=value, digest=secrets.token_hex())
        _write(self._find_place(stage, made_of), (head, payload))
        return Kept(value=value, digest=head[len(_MARK) :].hex())

    def hash_files(self, *paths: Path) -> str:
        """Return a hash of the content of files, and of all files in folders; each is read once."""
        return self.files.hash_files(paths)

    def _find_place(self, stage: str, made_of: Iterable[str]) -> Path:
        assert self._folder
        digest = hashlib.sha256()
        for part in (hash_program(), stage, *made_of):
            digest.update(hash_text(part))
        return self._folder / stage / digest.hexdigest()[:40]


NO_MEMORY = Memory()
"""For those who need none."""


class _Unpickler(pickle.Unpickler):
    """Makes only values: a result from a stranger can run nothing."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _SAFE:
            return super().find_class(module, name)
        found = super().find_class(module, name) if _is_ours(module) else None
        # What a module of ours imports is not ours, nor is a function a value.
        if not _is_ours(getattr(found, "__module__", None) or "") or (
            callable(found) and not isinstance(found, type)
        ):
            raise pickle.UnpicklingError(f"{module}.{name} is no value")
        return found


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] == OURS


def _pack(value: object) -> tuple[bytes, bytes]:
    """Return a value as bytes, after their mark and their checksum."""
    with without_collector():
        payload = pickle.dumps(value, protocol=5)
    return _MARK + hashlib.sha256(payload).digest(), payload


def _unpack(stream: BinaryIO) -> Kept[Any]:
    """Raises nearly anything where the content is not ours."""
    head, payload = stream.read(_START), stream.read()
    digest = hashlib.sha256(payload)
    if head != _MARK + digest.digest():
        raise ValueError("damaged")
    with without_collector():
        value = _Unpickler(BytesIO(payload)).load()
    return Kept(value=value, digest=digest.hexdigest())


def _load(place: Path) -> Kept[Any] | None:
    try:
        with place.open("rb") as stream:
            kept = _unpack(stream)
        os.utime(place)
    # Damaged pickles make Python raise nearly anything.
    except Exception:
        return None
    return kept


def _write(place: Path, content: Iterable[bytes]) -> None:
    """Write a result; if that fails, it is made again."""
    temporary: Path | None = None
    with contextlib.suppress(OSError):
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=place.parent, prefix=".writing-")
            temporary = Path(name)
            with os.fdopen(handle, "wb") as stream:
                for part in content:
                    stream.write(part)
            temporary.replace(place)
        except BaseException:
            if temporary:
                temporary.unlink(missing_ok=True)
            raise


def _forget(stage: Path, most: int) -> None:
    """Remove what is too much, in a stage and in all."""
    with contextlib.suppress(OSError):
        _remove_oldest(stage.iterdir(), most, MOST_BYTES)
        _remove_oldest(stage.parent.glob("*/*"), sys.maxsize, MOST_BYTES)


def _remove_oldest(paths: Iterable[Path], most: int, bytes_: int) -> None:
    """Remove the files used longest ago, until the others are few and small enough."""
    found = []
    for path in paths:
        with contextlib.suppress(OSError):
            stat = path.stat()
            found.append((-stat.st_mtime_ns, path, stat.st_size))
    for number, (_, path, size) in enumerate(sorted(found)):
        bytes_ -= size
        if number >= most or (bytes_ < 0 and number):
            path.unlink(missing_ok=True)
