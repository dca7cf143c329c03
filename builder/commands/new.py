"""Creates a new catalogue: what is its owner's, and the program as a wheel with its lock file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..model.problems import BuilderError
from ..model.project import IS_INSTALLED, PROGRAM, RESOURCES
from ..output.build_cache import STATE_FILE
from .lock import LOCK, VENDOR, compose_lock
from .replacing import Change
from .wheel import WHEEL_NAME, make_wheel

STARTER_FILES = PROGRAM / "start"
"""The files of a new catalogue."""
_FIGURES = re.compile(r"^## How well search works\n.*?(?=^## )", re.M | re.S)


def create_catalogue(folder: Path, name: str, url: str, owned: Iterable[str]) -> None:
    """Make a catalogue called `name`, to be published at `url`, in a new or empty `folder`.

    `owned` are the names below `docs/` that builds write. Raises `BuilderError` where the
    folder is not empty, the address is none, or the disk refuses.
    """
    if not re.fullmatch(r"https?://[^\s/]+(?:/[^\s]*)?", url):
        raise BuilderError(f"--url: expected an http or https address, got {url!r}")
    if not name.strip() or not name.isprintable():
        raise BuilderError(f"--name: expected a name, got {name!r}")
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise BuilderError(f"{folder}: expected a new or an empty folder")
        if not IS_INSTALLED and RESOURCES.resolve() in (
            folder.resolve(),
            *folder.resolve().parents,
        ):
            raise BuilderError(f"{folder}: expected a folder outside this project")
        folder.mkdir(parents=True, exist_ok=True)
        files = {
            **_read_owners_files(name, url),
            **read_start_files(),
            "README.md": (STARTER_FILES / "README.md")
            .read_bytes()
            .replace(b"# NAME", f"# {name}".encode(), 1),
            ".gitignore": compose_gitignore(owned),
            **compose_program_files(),
        }
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    except OSError as error:
        place = error.filename or folder
        raise BuilderError(f"{place}: cannot write: {error.strerror or error}") from error


def _read_owners_files(name: str, url: str) -> Mapping[str, bytes]:
    """What the owner goes on with: settings, sources, the page About."""
    about = (RESOURCES / "docs" / "about.md").read_text("utf-8")
    config = (STARTER_FILES / "mkdocs.yml").read_text("utf-8")
    address = json.dumps(url if url.endswith("/") else url + "/")
    config = config.replace(", URL]", f", {address}]")
    config = config.replace(": NAME\n", f": {json.dumps(name, ensure_ascii=False)}\n")
    sources = STARTER_FILES / "sources"
    return {
        "mkdocs.yml": config.encode(),
        "docs/about.md": _FIGURES.sub("", about).encode(),
        **{
            path.relative_to(STARTER_FILES).as_posix(): path.read_bytes()
            for path in sorted(sources.rglob("*.*"))
        },
    }


def read_start_files() -> Mapping[str, bytes]:
    """Return what an upgrade renews where the owner left it alone, by the paths in a catalogue."""
    forms = sorted((RESOURCES / ".github" / "ISSUE_TEMPLATE").glob("*-*.yml"))
    workflows = sorted((STARTER_FILES / "workflows").glob("*.yml"))
    return {
        **{f".github/ISSUE_TEMPLATE/{path.name}": path.read_bytes() for path in forms},
        **{f".github/workflows/{path.name}": path.read_bytes() for path in workflows},
        "README.md": (STARTER_FILES / "README.md").read_bytes(),
        "sources/README.md": (STARTER_FILES / "sources" / "README.md").read_bytes(),
    }


def compose_gitignore(owned: Iterable[str]) -> bytes:
    """Return a `.gitignore` with the `owned` names below `docs/`."""
    head = (STARTER_FILES / "gitignore").read_text("utf-8")
    return (head + "".join(f"/docs/{name}\n" for name in sorted({*owned, STATE_FILE}))).encode()


def complete_gitignore(root: Path, owned: Iterable[str]) -> list[Change]:
    """The `.gitignore` with what this version builds, and all that the owner wrote there."""
    path = root / ".gitignore"
    text = path.read_text("utf-8") if path.is_file() else ""
    known = {line.strip("/ ") for line in text.splitlines()}
    wanted = compose_gitignore(owned).decode().splitlines()
    missing = [line for line in wanted if line[:1] == "/" and line.strip("/ ") not in known]
    if not missing:
        return []
    text = text + "\n" * (text[-1:] not in ("", "\n")) + "".join(f"{each}\n" for each in missing)
    return [Change(path=".gitignore", content=text.encode())]


def compose_program_files() -> Mapping[str, bytes]:
    """Return the wheel of this program and the lock file that names it, by their paths."""
    wheel = make_wheel()
    needed = (RESOURCES / "requirements" / "site.txt").read_text("utf-8")
    return {
        f"{VENDOR}/{WHEEL_NAME}": wheel,
        LOCK: compose_lock(WHEEL_NAME, wheel, needed).encode(),
    }
