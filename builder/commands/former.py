"""Catalogues of the former kind, into which the program was copied: told apart and converted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..model.problems import BuilderError
from ..model.project import PAGES_BY_HAND, RESOURCES
from .former_settings import convert_settings
from .lock import LOCK
from .new import complete_gitignore, read_start_files
from .replacing import Change
from .shipped import is_shipped

FORMER = "former"
"""The folder for what an owner edited of the program and what cannot go on working."""
_MARK = "builder/__main__.py"
_FOLDERS = ("builder", "requirements", ".ci")
_FILES = (
    *("Makefile", "pyproject.toml", "LICENSE", ".github/dependabot.yml"),
    *(".github/CONTRIBUTING.md", ".github/PULL_REQUEST_TEMPLATE.md"),
    *(".github/ISSUE_TEMPLATE/config.yml", ".github/workflows/release.yml"),
)
_PAGES = (*PAGES_BY_HAND, "decisions.md", "changelog.md")
_WIN = "wins over the program's"


def is_former(root: Path) -> bool:
    """Whether a catalogue has the program copied into it."""
    return (root / _MARK).is_file()


def plan_conversion(
    root: Path, program: Mapping[str, bytes], owned: Iterable[str]
) -> tuple[list[Change], list[str]]:
    """Return what to write and to remove so that the program can be installed, and what to say.

    What was shipped and never edited goes. What the owner edited stays where it goes on working,
    else it moves to `former/`. Raises `BuilderError` for a checkout of the program itself.
    """
    if (root / "tests").is_dir() and (root / "bench").is_dir():
        raise BuilderError(f"{root}: expected a catalogue; it is a checkout of the program")
    config = (root / "mkdocs.yml").read_text("utf-8")
    settings, kept_settings = convert_settings(config, root / "docs")
    lines = ["the program is no longer copied: it lies in vendor/ as a wheel, and is installed"]
    lines += [f"mkdocs.yml: {each}" for each in kept_settings]
    written = [Change(path=path, content=content) for path, content in program.items()]
    moved: list[Change] = []
    for path, content in read_start_files().items():
        old = root / path
        if path == "README.md":
            written += _renew_readme(old, content, lines)
            continue
        if old.is_file() and not is_shipped(old.read_bytes()) and old.read_bytes() != content:
            moved.append(Change(path=f"{FORMER}/{path}", content=old.read_bytes()))
            lines.append(f"{path}: renewed; what you had edited is in {FORMER}/{path}")
        written.append(Change(path=path, content=content))
    written += complete_gitignore(root, owned)
    written.append(Change(path="mkdocs.yml", content=settings.encode()))
    removed = _sort_out(root, moved, lines)
    if (root / LOCK).is_file() and not is_shipped((root / LOCK).read_bytes()):
        moved.append(Change(path=f"{FORMER}/{LOCK}", content=(root / LOCK).read_bytes()))
        lines.append(f"{LOCK}: renewed; yours is in {FORMER}/{LOCK}")
    return [*moved, *written, *removed], lines


def _renew_readme(readme: Path, content: bytes, lines: list[str]) -> Iterator[Change]:
    text = readme.read_bytes() if readme.is_file() else b"# A catalogue of papers\n"
    title, _, rest = text.partition(b"\n")
    if rest and not is_shipped(rest):
        lines.append("README.md: yours, left alone; its commands are now those of `catalogue`")
        return
    yield Change(path="README.md", content=content.replace(b"# NAME", title, 1))


def _sort_out(root: Path, moved: list[Change], lines: list[str]) -> list[Change]:
    """What goes: the program's files last, and its mark at the very end."""
    gone: list[str] = []
    for path in _list_files(root, ("templates", "docs/assets")):
        if is_shipped((root / path).read_bytes()):
            gone.append(path)
        elif (RESOURCES / path).is_file():
            lines.append(f"{path}: yours {_WIN}, as you edited it")
        else:
            lines.append(f"{path}: yours, left alone")
    for name in _PAGES:
        path = f"docs/{name}"
        if (root / path).is_file() and is_shipped((root / path).read_bytes()):
            gone.append(path)
        elif (root / path).is_file():
            lines.append(f"{path}: yours, left alone")
    files = [path for path in _FILES if (root / path).is_file()]
    for path in (*files, *_list_files(root, _FOLDERS)):
        gone.append(path)
        content = (root / path).read_bytes()
        if not is_shipped(content) and not path.endswith(".pyc"):
            moved.append(Change(path=f"{FORMER}/{path}", content=content))
            lines.append(f"{path}: cannot go on working; what you edited is in {FORMER}/{path}")
    gone.sort(key=lambda path: (path.startswith("builder/"), path == _MARK, path))
    return [Change(path=path, content=None) for path in gone]


def _list_files(root: Path, folders: Iterable[str]) -> list[str]:
    return [
        path.relative_to(root).as_posix()
        for folder in folders
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    ]
