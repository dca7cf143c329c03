"""The contract of an export: one module in `builder/exports/` for each."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from .catalogue import Catalogue
from .site import Download


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportFile:
    """A file that is published verbatim."""

    path: str
    """Below `docs/`: `api/papers.json`."""
    content: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class LazyFile:
    """A file that is made only where it was not made of the same before."""

    path: str
    made_of: str
    """A hash; empty where that cannot be said."""
    make: Callable[[], bytes]

    @property
    def content(self) -> bytes:
        """What `make` gives."""
        return self.make()


def compact_json(value: object) -> bytes:
    """Return `value` as JSON without spaces, in UTF-8; a lone surrogate becomes `?`."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


RELATED_OF_MANY = 5
"""Related papers that a large catalogue shows of each; the downloads have all."""
MANY_PAPERS = 5_000
"""A larger catalogue leaves out what it can do without: GitHub Pages allows a site 1 GB."""
COMPRESS_FROM = 5_000_000
"""Bytes from which a download is gzipped: GitHub Pages allows a site 1 GB."""


_LEVEL = 6
"""What gzip itself takes: the highest one needs three times as long for a hundredth of the size."""


def compress_large(file: ExportFile) -> ExportFile:
    """Return the file unchanged or, if it is large, gzipped with `.gz` appended."""
    if len(file.content) < COMPRESS_FROM:
        return file
    return ExportFile(path=f"{file.path}.gz", content=gzip.compress(file.content, _LEVEL, mtime=0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """The files of one export."""

    name: str
    owns: tuple[str, ...]
    """Top-level names below `docs/` that belong to the builder: a folder or a file."""
    lay_out: Callable[[Catalogue], Iterable[ExportFile | LazyFile]]
    downloads: tuple[Download, ...] = ()
    """Which of the files are in the list of downloads and in `api/SHA256SUMS`."""
    lists_downloads: bool = False
    """Whether it needs `catalogue.downloads`, and so runs after the exports that have some."""

    def describe_downloads(self, file: ExportFile) -> tuple[Download, ...]:
        """Return the download that `file` is, if it is one, with its size and checksum."""
        sha256 = hashlib.sha256(file.content).hexdigest()
        return self.describe_download(file.path, len(file.content), sha256)

    def describe_download(self, path: str, size: int, sha256: str) -> tuple[Download, ...]:
        """The same of a file with this size and checksum."""
        name = path.removesuffix(".gz")
        return tuple(
            replace(download, path=path, size=size, sha256=sha256)
            for download in self.downloads
            if download.path == name
        )
