"""Hashes of what a result was made of: texts, values, files, and this program itself."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ..model.project import PROGRAM

OURS = __name__.partition(".")[0]
"""The name of this program's package, which differs where it is installed."""
_LIBRARIES = (
    *("anyascii", "babel", "bibtexparser", "defusedxml", "jinja2", "latex2mathml"),
    *("lunr", "markdown-it-py", "markupsafe", "mkdocs", "mkdocs-material", "numpy", "pylatexenc"),
    *("python-slugify", "pyyaml", "rapidfuzz", "rispy", "scipy"),
)
"""Whose versions decide what a stage gives, or how a result is written."""


def hash_text(text: str) -> bytes:
    """Return a short digest of any string."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


def hash_value(*values: object) -> str:
    """Return a hash of bytes, and of values as Python writes them: dataclasses and the like.

    Values that look the same are the same: arrays are given as bytes, as Python shortens them.
    """
    digest = hashlib.sha256()
    for value in values:
        if isinstance(value, bytes):
            digest.update(b"bytes" + hashlib.sha256(value).digest())
        else:
            text = repr(value).encode("utf-8", "surrogatepass")
            digest.update(b"value" + hashlib.sha256(text).digest())
    return digest.hexdigest()


def walk_files(top: Path) -> Iterator[Path]:
    """Yield the files at or below `top`, sorted, but what Python compiled.

    Links to folders and empty folders are files that have no content.
    """
    if not top.is_dir():
        yield top
        return
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        links = (name for name in folders if Path(folder, name).is_symlink())
        yield from (Path(folder, name) for name in sorted((*names, *links)))
        if not folders and not names:
            yield Path(folder)


@cache
def hash_program() -> str:
    """Return a hash of this program's files, of Python and of the libraries that matter."""
    digest = hashlib.sha256(f"{OURS} {sys.version}\n".encode())
    for name in _list_installed():
        digest.update(os.fsencode(name) + b"\n")
    for path in walk_files(PROGRAM):
        digest.update(os.fsencode(path.relative_to(PROGRAM).as_posix()) + b"\n" + hash_file(path))
    return digest.hexdigest()


def _list_installed() -> list[str]:
    """The folders that say which version of a library there is, such as `numpy-2.3.5.dist-info`.

    Their names are enough: what is in them takes longer to read than all of this program.
    """
    names = {path.name for folder in set(sys.path) for path in Path(folder).glob("*-*.*-info")}
    return sorted(
        name for name in names if name.partition("-")[0].lower().replace("_", "-") in _LIBRARIES
    )


def hash_file(path: Path) -> bytes:
    """A digest of the content; that of nothing where there is none to be read."""
    if not path.is_file():
        return b"\0" * 32
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError as error:
        return hashlib.sha256(str(error.errno).encode()).digest()
