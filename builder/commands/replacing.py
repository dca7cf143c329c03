"""Replaces files of a catalogue, all or none: an upgrade that is interrupted can be undone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model.problems import BuilderError

JOURNAL = ".upgrade"
"""A folder of the catalogue while files are replaced: old ones, new ones, a list of both."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A file to be written or removed."""

    path: str
    """In the catalogue, with slashes."""
    content: bytes | None
    """`None` to remove it."""


def replace_files(root: Path, changes: Sequence[Change]) -> None:
    """Make the changes in their order; where one fails, undo those before it.

    Each file is replaced at once, so whoever is killed in between leaves old or new files and
    never half of one; `undo_interrupted` brings the old ones back. Raises `BuilderError` where
    the disk refuses.
    """
    undo_interrupted(root)
    journal = root / JOURNAL
    try:
        for name in ("old", "new"):
            (journal / name).mkdir(parents=True)
        for number, change in enumerate(changes):
            if change.content is not None:
                (journal / "new" / str(number)).write_bytes(change.content)
        listed = [[change.path, (root / change.path).is_file()] for change in changes]
        _write_whole(journal, json.dumps(listed))
        for number, change in enumerate(changes):
            _make_change(root, number, change)
        # From here on nothing is undone any more.
        (journal / "list.json").unlink()
        shutil.rmtree(journal)
        for change in changes:
            if change.content is None:
                _remove_empty(root, (root / change.path).parent)
    except BaseException as error:
        undo_interrupted(root)
        if isinstance(error, OSError):
            place = error.filename or root
            raise BuilderError(f"{place}: cannot write: {error.strerror or error}") from error
        raise


def _write_whole(journal: Path, text: str) -> None:
    (journal / "list.tmp").write_text(text, "utf-8")
    (journal / "list.tmp").replace(journal / "list.json")


def _make_change(root: Path, number: int, change: Change) -> None:
    target, old = root / change.path, root / JOURNAL / "old" / str(number)
    if target.is_file():
        copy = old.with_suffix(".copy")
        shutil.copy2(target, copy)
        copy.replace(old)
    if change.content is None:
        target.unlink(missing_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        (root / JOURNAL / "new" / str(number)).replace(target)


def undo_interrupted(root: Path) -> bool:
    """Bring back the files of a replacement that did not end; whether there was one."""
    journal = root / JOURNAL
    if not journal.is_dir():
        return False
    listed = journal / "list.json"
    if listed.is_file():
        for number, (path, existed) in reversed(list(enumerate(json.loads(listed.read_text())))):
            old = journal / "old" / str(number)
            if existed and old.is_file():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                old.replace(root / path)
            elif not existed and not (journal / "new" / str(number)).is_file():
                (root / path).unlink(missing_ok=True)
                _remove_empty(root, (root / path).parent)
    shutil.rmtree(journal)
    return True


def _remove_empty(root: Path, folder: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
