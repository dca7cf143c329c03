"""Knows what former catalogues were begun with, so that what an owner edited can be told apart."""

from __future__ import annotations

import hashlib
from functools import cache

from .new import STARTER_FILES


def is_shipped(content: bytes) -> bool:
    """Whether a file is one that a former version brought, as it was."""
    forms = {content, content.replace(b"\r\n", b"\n")}
    return any(hash_content(each) in read_shipped() for each in forms)


def hash_content(content: bytes) -> str:
    """Return the beginning of git's hash of a file."""
    digest = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False)
    return digest.hexdigest()[:10]


@cache
def read_shipped() -> frozenset[str]:
    """The beginnings of git's hashes of all files that catalogues were once begun with."""
    path = STARTER_FILES / "former.txt"
    return frozenset(path.read_text("ascii").split())
