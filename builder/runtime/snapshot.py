"""The files of a run as they were first read: each is read once, whatever is saved meanwhile."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from .hashing import walk_files

_Stamp = tuple[int, int, int]
"""What changes where a file is saved: its time in nanoseconds, its size, its place on the disk."""


class Snapshot:
    """Contents of files, with their hashes and what tells whether they have changed since."""

    def __init__(self) -> None:
        self._contents: dict[Path, bytes] = {}
        self._hashes: dict[Path, bytes] = {}
        self._stamps: dict[Path, _Stamp | None] = {}
        self._hashed: dict[str, Mapping[Path, tuple[Path, ...]]] = {}
        """Behind each hash: the files, by what was asked for."""

    def read(self, path: Path) -> bytes:
        """Return the content of a file as it was hashed; raises `OSError` if it cannot be read."""
        if path not in self._contents:
            self._stamps.setdefault(path, _stamp(path))
            content = path.read_bytes()
            self._hashes.setdefault(path, hashlib.sha256(content).digest())
            self._contents[path] = content
        return self._contents[path]

    def hash_files(self, tops: Iterable[Path]) -> str:
        """Return a hash of the names and contents of files, and of all files in folders."""
        found = {top: tuple(walk_files(top)) for top in tops}
        digest = hashlib.sha256()
        for top, paths in found.items():
            for path in paths:
                digest.update(os.fsencode(path.relative_to(top.parent).as_posix()) + b"\n")
                digest.update(self._hash(path))
        self._hashed[digest.hexdigest()] = found
        return digest.hexdigest()

    def _hash(self, path: Path) -> bytes:
        """A digest of the content; that of nothing where there is none to be read."""
        if path not in self._hashes:
            self._stamps[path] = _stamp(path)
            try:
                if path.is_file():  # A pipe would never end.
                    self.read(path)
            except OSError as error:
                self._hashes[path] = hashlib.sha256(str(error.errno).encode()).digest()
            self._hashes.setdefault(path, b"\0" * 32)
        return self._hashes[path]

    def is_current(self, hashed: Iterable[str] | None = None) -> bool:
        """Whether the files behind these hashes, or all, are as they were when they were read.

        What is no hash of files is always current.
        """
        named = self._hashed if hashed is None else hashed
        return all(
            tuple(walk_files(top)) == paths
            and all(self._stamps[path] == _stamp(path) for path in paths)
            for one in named
            for top, paths in self._hashed.get(one, {}).items()
        )

    def let_go(self) -> None:
        """Forget the contents, not their hashes: whoever reads again gets what is there then."""
        self._contents.clear()


def _stamp(path: Path) -> _Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
