"""What git knows of the listings: the days on which files and their lines were committed."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ..model.problems import BuilderError
from ..text.lines import collapse_spaces

_SHOWN = 200
"""Characters of what git says is wrong."""
_LINE = re.compile(rb"([0-9a-f]{40,64}) \d+ (\d+)(?: \d+)?")
"""Of `git blame --porcelain`: a commit and the number of a line that it wrote."""


class HistoryError(BuilderError):
    """The history cannot be asked; the message says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FileHistory:
    """When a file and its lines were committed."""

    added: dt.date
    """The day on which the file came, under whatever name."""
    lines: tuple[dt.date | None, ...]
    """Of each line the day on which it was written; `None` where that is not committed."""


def check_history(folder: Path) -> None:
    """Raise `HistoryError` where there is no history of `folder` or only a part of it."""
    if _ask(folder, "rev-parse", "--is-shallow-repository").strip() == b"true":
        wanted = "the whole history; `git fetch --unshallow` brings it"
        raise HistoryError(f"{folder.as_posix()}: a shallow clone does not have {wanted}")


def read_history(path: Path) -> FileHistory | None:
    """Return the history of a file, `None` where it is not committed.

    A line that only changed its white space counts as unchanged. Raises `HistoryError` where git
    does not answer.
    """
    folder, name = path.parent, path.name
    if not _ask(folder, "ls-tree", "--name-only", "HEAD", "--", name, may_fail=True):
        return None
    # Of a renamed file the lines are older than the name; `--follow` would take a page that was
    # saved again, under another name, for a copy.
    log = _ask(folder, "log", "--diff-filter=A", "--format=%as", "--", name)
    lines = _parse_blame(_ask(folder, "blame", "--porcelain", "-w", "--", name))
    days = [*map(dt.date.fromisoformat, log.decode("ascii").split()), *filter(None, lines)]
    return FileHistory(added=min(days), lines=lines) if days else None


def _parse_blame(blame: bytes) -> tuple[dt.date | None, ...]:
    commit, moment = b"", 0
    days: dict[bytes, dt.date | None] = {}
    of_lines: list[bytes] = []
    for line in blame.split(b"\n"):
        if line.startswith(b"\t"):
            of_lines.append(commit)
        elif found := _LINE.fullmatch(line):
            commit = found[1]
            if not commit.strip(b"0"):
                days[commit] = None
        elif line.startswith(b"author-time "):
            moment = int(line.split()[1])
        elif line.startswith(b"author-tz ") and commit not in days:
            days[commit] = _to_day(moment, line.split()[1].decode("ascii"))
    return tuple(days[commit] for commit in of_lines)


def _to_day(moment: int, zone: str) -> dt.date:
    """Return the day it was for the author, whose zone is written as `+0130`."""
    minutes = int(zone[1:3]) * 60 + int(zone[3:5])
    offset = dt.timedelta(minutes=-minutes if zone.startswith("-") else minutes)
    return (dt.datetime.fromtimestamp(moment, dt.UTC) + offset).date()


def _ask(folder: Path, *words: str, may_fail: bool = False) -> bytes:
    command = ("git", "--literal-pathspecs", "-C", str(folder), *words)
    try:
        answer = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        raise HistoryError(f"git cannot be run: {error.strerror}") from error
    if answer.returncode and not may_fail:
        said = collapse_spaces(answer.stderr.decode("utf-8", "replace"))[:_SHOWN]
        raise HistoryError(f"{folder.as_posix()}: git says: {said}")
    return b"" if answer.returncode else answer.stdout
