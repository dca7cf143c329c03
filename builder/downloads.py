"""The files that people and scripts are invited to take, with sizes and checksums."""

from __future__ import annotations

import hashlib
import weakref
from dataclasses import dataclass, replace

from . import exports
from .export import Download, Export
from .plugins import collect
from .records import Catalogue

CHECKSUMS = "checksums"
"""The export that lists the others."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """A download as it is published, under the name it has there."""

    download: Download
    size: int
    """In bytes."""
    sha256: str
    """In hexadecimal."""


_last: tuple[weakref.ref[Catalogue], tuple[Published, ...]] | None = None


def published(catalogue: Catalogue) -> tuple[Published, ...]:
    """Return every download, in the order of exports; remembered for the last catalogue.

    One file is in memory at a time: they are made once more when they are written.
    """
    global _last
    if _last is not None and _last[0]() is catalogue:
        return _last[1]
    found = tuple(
        Published(
            download=replace(offered[name], path=file.path),
            size=len(file.content),
            sha256=hashlib.sha256(file.content).hexdigest(),
        )
        for export in collect(exports, "EXPORT", Export, skip={CHECKSUMS})
        if (offered := {download.path: download for download in export.downloads})
        for file in export.lay_out(catalogue)
        if (name := file.path.removesuffix(".gz")) in offered
    )
    _last = (weakref.ref(catalogue), found)
    return found
