"""The contract of an input format: one module in `builder/readers/` for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .problems import Problems
from .records import Entry, ListingId


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The decoded text of one input file."""

    file: str
    """Its path as the user should see it in messages."""
    listing: ListingId
    suffix: str
    """Lower case with the dot: `.bib`."""
    text: str
    """Without byte order mark; lines end in a line feed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """How one format is recognised and read."""

    name: str
    """As written after `format:` in `sources/listings.yml`."""
    title: str
    """The name shown to people: `BibTeX`."""
    suffixes: tuple[str, ...]
    """Suffixes such a file may have."""
    recognises: Callable[[Source], bool]
    """Whether the content of a file with such a suffix is of this format; looks at little."""
    priority: int
    """When several recognise a file, the highest wins; the loosest format has the lowest."""
    read: Callable[[Source, Problems], Iterable[Entry]]
    """Every record in order; what cannot be read becomes a problem with its line."""
