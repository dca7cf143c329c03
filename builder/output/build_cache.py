"""Remembers the last build, so that rebuilding unchanged input costs nothing."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..model.catalogue import Catalogue
from ..model.problems import BuilderError, Origin, Problem
from ..model.project import Project
from ..runtime.hashing import hash_program, hash_value
from ..runtime.memory import Memory
from .writing import WriteReport

STATE_FILE = ".built.json"
"""Below `docs/`; MkDocs publishes no file that begins with a dot."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildSummary:
    """What a build made."""

    papers: int
    untagged: int
    """Papers that have no tag, where there are tags."""
    listings: int
    files: int
    problems: tuple[Problem, ...]

    @classmethod
    def summarise(
        cls, catalogue: Catalogue, report: WriteReport, problems: Iterable[Problem]
    ) -> BuildSummary:
        """Summarise a build in figures."""
        return cls(
            papers=len(catalogue.papers),
            untagged=len(catalogue.untagged),
            listings=len(catalogue.listings),
            files=report.written + report.unchanged,
            problems=tuple(problems),
        )


def hash_inputs(inputs: Iterable[Path], settings: object, memory: Memory | None = None) -> str:
    """Return a hash of the content of every file at or below `inputs`, and of `settings`.

    This program counts too, and the versions of Python and of its libraries. `memory` has the
    files that were read before.
    """
    memory = Memory() if memory is None else memory
    return hash_value(hash_program(), settings, memory.hash_files(*inputs))


def load_last_build(
    project: Project, owned: Iterable[str], inputs_hash: str
) -> BuildSummary | None:
    """Return the last build's summary if its inputs and its files are unchanged.

    Every owned file must have the size that the build left it with and be no newer than the
    state file; no other may exist. Problems name files as `project` does, whoever built.
    """
    docs = project.docs
    try:
        state = json.loads((docs / STATE_FILE).read_text("utf-8"))
        if state["fingerprint"] != inputs_hash:
            return None
        problems = tuple(
            Problem(
                origin=Origin(file=_named(found["file"], project), line=found["line"]),
                message=found["message"],
            )
            for found in state["problems"]
        )
        built = BuildSummary(**state["built"], problems=problems)
        saved_at = (docs / STATE_FILE).stat().st_mtime_ns
    except (OSError, ValueError, KeyError, TypeError):
        return None
    is_current = state.get("files") == _file_sizes(docs, owned, saved_at)
    return built if is_current else None


def discard_last_build(docs: Path) -> None:
    """Discard the state, as the files below `docs` are about to change.

    Raises `BuilderError` if the state file cannot be removed: a later build would trust it.
    """
    try:
        (docs / STATE_FILE).unlink(missing_ok=True)
    except OSError as error:
        raise BuilderError(f"{docs / STATE_FILE}: cannot write: {error.strerror}") from error


def save_build(
    project: Project, owned: Iterable[str], inputs_hash: str, built: BuildSummary
) -> None:
    """Save what was built and its files' sizes; if that fails, the next build is a full one."""
    docs = project.docs
    state: dict[str, Any] = {
        "fingerprint": inputs_hash,
        "built": {
            "papers": built.papers,
            "untagged": built.untagged,
            "listings": built.listings,
            "files": built.files,
        },
        "problems": [
            {
                **asdict(problem.origin),
                "file": _below(problem.origin.file, project),
                "message": problem.message,
            }
            for problem in built.problems
        ],
        "files": _file_sizes(docs, owned),
    }
    with contextlib.suppress(OSError):
        (docs / STATE_FILE).write_text(json.dumps(state), "utf-8")


def _walk_names(top: str) -> Iterator[str]:
    """The files at or below `top`; there may be fifty thousand, so they are no paths yet."""
    if not Path(top).is_dir():
        yield top
        return
    for folder, folders, names in os.walk(top):
        folders.sort()
        yield from (f"{folder}/{name}" for name in sorted(names))


_SOURCES = "sources:"
"""Begins the name of a file below the sources in the note of a build."""


def _below(file: str, project: Project) -> str:
    """The name of a file that stays right when another command names the sources otherwise."""
    folder = f"{project.sources.as_posix()}/"
    return _SOURCES + file.removeprefix(folder) if file.startswith(folder) else file


def _named(file: str, project: Project) -> str:
    below = file.removeprefix(_SOURCES)
    return (project.sources / below).as_posix() if below != file else file


def _file_sizes(docs: Path, owned: Iterable[str], youngest: int | None = None) -> Mapping[str, int]:
    """The size of every owned file, -1 for one changed after `youngest`, in nanoseconds."""
    sizes: dict[str, int] = {}
    start = len(str(docs)) + 1
    for name in sorted(owned):
        for path in _walk_names(str(docs / name)):
            with contextlib.suppress(OSError):
                found = Path(path).stat()
                old = youngest is None or found.st_mtime_ns <= youngest
                sizes[path[start:]] = found.st_size if old else -1
    return sizes
