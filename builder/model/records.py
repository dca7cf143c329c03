"""The data model: frozen values that every stage takes and returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NewType

from ..text import Text
from .problems import Origin

PaperId = NewType("PaperId", str)
"""The paper's slug: the last part of its address `papers/<slug>/`."""
TagId = NewType("TagId", str)
"""The tag's slug."""
ListingId = NewType("ListingId", str)
"""The listing's slug."""

KEYWORD_FACET = "keywords"
"""The id of the facet of tags that are made of keywords."""

Kind = Literal["thesis", "notice", "review", "part"]
"""What a record may be instead of a paper: a notice is an erratum or a retraction, a review one
of another work, a part a figure, an index or a whole issue."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One record of one listing: a sighting before merging."""

    origin: Origin
    listing: ListingId
    position: int
    """1-based place among the records of its listing."""
    title: Text
    """Empty where the record has none."""
    abstract: Text = field(default_factory=lambda: Text(""))
    label: str | None = None
    """The date the listing prints beside it, as printed: `Mar 18`."""
    key: str | None = None
    """The record's own id in its file: the `id` field or the BibTeX key."""
    authors: tuple[str, ...] = ()
    """In order, as a reader would write them: `Ada Lovelace`."""
    date: str | None = None
    """ISO 8601 with what is known: `2024`, `2024-03` or `2024-03-18`."""
    venue: str | None = None
    volume: str | None = None
    """As printed; tells apart what shares a title and a venue."""
    issue: str | None = None
    """The number within the volume, as printed."""
    pages: str | None = None
    """As printed: `221-8`, `S353` or `e001469`."""
    doi: str | None = None
    """Bare and lower case: `10.1145/3292500.3330701`."""
    arxiv_id: str | None = None
    """Without version: `2403.01234` or `cs/0112017`."""
    url: str | None = None
    pdf_url: str | None = None
    code_url: str | None = None
    keywords: tuple[str, ...] = ()
    """In order, each once, as the record writes them."""
    orcids: tuple[tuple[str, str], ...] = ()
    """Names with their ORCID, where the record gives it: `0000-0002-1825-0097`."""
    kind: Kind | None = None
    """What it says that it is, where that is not a paper."""

    @property
    def year(self) -> int | None:
        """The year of `date`."""
        return int(self.date[:4]) if self.date else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sighting:
    """Where a paper was seen."""

    listing: ListingId
    position: int
    label: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Keyword:
    """A keyword of a paper, under the name that most papers give it."""

    name: str
    spellings: tuple[str, ...] = ()
    """How else the paper's records write it: `Neural Networks`, `neural-network`."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One work: what its entries say together."""

    id: PaperId
    title: Text
    abstract: Text
    sightings: tuple[Sighting, ...]
    """Sorted by listing and position; at least one."""
    authors: tuple[str, ...] = ()
    date: str | None = None
    """ISO 8601, as precise as known."""
    venue: str | None = None
    volume: str | None = None
    """With issue and pages, taken from the record that gives the venue."""
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    url: str | None = None
    pdf_url: str | None = None
    """As a record gives it, else where arXiv or the ACL Anthology has it."""
    code_url: str | None = None
    keywords: tuple[Keyword, ...] = ()
    """Of all its records, in order; different spellings of one are joined."""
    orcids: tuple[tuple[str, str], ...] = ()
    """Names with their ORCID, as its records write them."""
    links: tuple[str, ...] = ()
    """Addresses found in its texts and fields, in order, without repeats."""
    aliases: tuple[PaperId, ...] = ()
    """Slugs its other titles would have had: each redirects here."""
    versions: tuple[PaperId, ...] = ()
    """Other versions of the work that stay papers of their own."""

    @property
    def year(self) -> int | None:
        """The year of `date`."""
        return int(self.date[:4]) if self.date else None

    @property
    def listings(self) -> tuple[ListingId, ...]:
        """The listings that have it, each once, in order."""
        return tuple(dict.fromkeys(sighting.listing for sighting in self.sightings))


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """One input file."""

    id: ListingId
    file: str
    """Its name inside `sources/listings/`."""
    title: str
    description: str
    format: str
    """The name of the reader that understood it."""
    year: int | None = None
    """The year its date labels belong to, where the owner states it."""
    entries: int
    """How many records it holds."""
    expected: int = 0
    """About how many its lines suggest; 0 where they give no clue."""
    without_abstract: tuple[Origin, ...] = ()
    """Where those of its records stand that have no abstract."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Facet:
    """A group of tags."""

    id: str
    name: str
    definition: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A word of the owner's vocabulary."""

    id: TagId
    name: str
    facet: str
    """The id of its facet."""
    definition: str
    """What it is."""
    excludes: str = ""
    """What it is not; may be empty."""
    words: tuple[str, ...] = ()
    """Words and phrases that speak for it, without signs."""
    spellings: tuple[str, ...] = ()
    """Keywords that give it, as papers write them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Assignment:
    """A tag that a paper has, and why."""

    tag: TagId
    strength: float
    """0 to 1, rounded to three places."""
    by: Literal["hand", "keyword", "machine"]
    reason: str
    """For a reader: the keyword, the words or the weight that decided; empty if by hand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Related:
    """A paper near another one, and why."""

    paper: PaperId
    score: float
    """Nearness by words, topic, meaning and tags; 0 to 1, rounded to three places."""
    words: tuple[str, ...]
    """Words and phrases both have, strongest first."""
    tags: tuple[TagId, ...]
    """Tags both have."""


@dataclass(frozen=True, kw_only=True)
class Match:
    """Two records that were compared closely, and the decision."""

    left: Entry
    right: Entry
    decision: Literal["merged", "versions", "apart"]
    evidence: str
    """The reasons for and against, in words for the owner."""
    score: float
