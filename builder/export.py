"""The contract of an export: one module in `builder/exports/` for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .records import Catalogue


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportFile:
    """A file that is published as it is."""

    path: str
    """Below `docs/`: `api/papers.json`."""
    content: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """The files of one export."""

    name: str
    owns: tuple[str, ...]
    """Top-level names below `docs/` that belong to the builder: a folder or a file."""
    lay_out: Callable[[Catalogue], Iterable[ExportFile]]
