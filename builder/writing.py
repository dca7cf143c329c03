"""Writes generated files, and only what changed; removes what nobody produced any more."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .export import ExportFile
from .problems import BuilderError


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What a run did to the disk, counted in files."""

    written: int
    unchanged: int
    removed: int


def write(files: Iterable[ExportFile], docs: Path, owned: Iterable[str]) -> Report:
    """Bring the `owned` names below `docs` to hold exactly `files`.

    A file appears whole or not at all. Files are taken one by one, so an iterator of many
    needs little memory. Raises `BuilderError` where the disk refuses, or where two files
    share a path.
    """
    names = frozenset(owned)
    produced: set[str] = set()
    written = unchanged = 0
    try:
        for file in files:
            top = file.path.split("/", 1)[0]
            if top not in names:
                raise BuilderError(f"{file.path}: expected a path below one of {sorted(names)}")
            if file.path in produced:
                raise BuilderError(f"{file.path}: produced twice in one run")
            produced.add(file.path)
            if _replace(docs / file.path, file.content):
                written += 1
            else:
                unchanged += 1
        removed = sum(_remove_strangers(docs, name, produced) for name in sorted(names))
    except OSError as error:
        place = error.filename or docs
        raise BuilderError(f"{place}: cannot write: {error.strerror or error}") from error
    return Report(written=written, unchanged=unchanged, removed=removed)


def _replace(path: Path, content: bytes) -> bool:
    """Whether `path` had to be written to hold `content`."""
    try:
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def _remove_strangers(docs: Path, name: str, produced: set[str]) -> int:
    """Remove what is below `docs/name` and was not produced; the count of files."""
    top = docs / name
    if top.is_file():
        if name in produced:
            return 0
        top.unlink()
        return 1
    removed = 0
    for folder, _, files in os.walk(top, topdown=False):
        below = Path(folder)
        for file in files:
            path = below / file
            if path.relative_to(docs).as_posix() not in produced:
                path.unlink()
                removed += 1
        if not any(below.iterdir()):
            below.rmdir()
    return removed
