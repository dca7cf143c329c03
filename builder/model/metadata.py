"""What services and the owner say of papers besides the listings: `sources/metadata/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from .problems import Origin, Problem
from .records import Entry, PaperId

SERVICE_TITLES: Mapping[str, str] = {
    "hugging-face": "Hugging Face Papers",
    "arxiv": "arXiv",
    "semantic-scholar": "Semantic Scholar",
    "openalex": "OpenAlex",
    "crossref": "Crossref",
}
"""The services that can be asked, in the order in which they are unless the owner sets another."""
FROM_FILES = "from"
"""What stands in place of a service where a file of the owner's was asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fields:
    """Fields of a paper; `None` or empty where nothing is said."""

    title: str | None = None
    abstract: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    venue: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    url: str | None = None
    pdf_url: str | None = None
    code_url: str | None = None
    keywords: tuple[str, ...] = ()
    orcids: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields that have a value."""
        return tuple(name for name in FIELD_NAMES if getattr(self, name))


FIELD_NAMES: tuple[str, ...] = tuple(one.name for one in fields(Fields))
LISTS = ("authors", "keywords")
"""The fields that hold several texts."""
ADDRESSES = ("url", "pdf_url", "code_url")


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A work that a service knows and that is, or may be, a paper of the catalogue."""

    identifier: str
    """`doi:10.1145/…`, `arxiv:2403.01234`, or the service with its own: `openalex:W2741809807`."""
    evidence: str
    """Why it is that paper, or why that is not sure, in words for the owner."""
    fields: Fields


@dataclass(frozen=True, kw_only=True, slots=True)
class MetadataRecord:
    """What one service said of one paper: a work, works that may be it, or nothing."""

    paper: PaperId
    service: str
    day: str
    """When it was asked, in ISO 8601."""
    found: Candidate | None = None
    unsure: tuple[Candidate, ...] = ()
    """For the owner to decide; empty where one was found."""
    origin: Origin = field(default_factory=lambda: Origin(file=""))
    """Where it stands, for messages."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """What the owner says of a paper, whatever listings and services say."""

    paper: str
    """As the owner names it: by slug, title, DOI or arXiv id."""
    fields: Fields
    removed: tuple[str, ...]
    """Fields that are wrong and have no right value."""
    reason: str
    origin: Origin


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """Fields of a paper that its listings lacked, and who gave them."""

    by: str
    """The title of a service or the name of a file."""
    url: str | None
    """Where the work has a page, if that is known."""
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Completion:
    """Where the fields of a paper come from, other than its listings."""

    given: tuple[Given, ...] = ()
    """Each field once."""
    corrected: tuple[str, ...] = ()
    """The fields that the owner corrected."""
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Completions:
    """What completes the papers of a catalogue."""

    of_paper: Mapping[PaperId, Completion] = field(default_factory=dict)
    """Only papers whose listings did not say everything."""
    notes: tuple[Problem, ...] = ()
    """What contradicts the listings, and records of papers that are gone."""


def make_fields(entry: Entry) -> Fields:
    """Return what a record says of its paper, without its abstract, which is the publisher's."""
    values: dict[str, Any] = {name: getattr(entry, name) for name in FIELD_NAMES}
    return Fields(**{**values, "title": entry.title.source or None, "abstract": None})
