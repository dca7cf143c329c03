"""The catalogue: everything that the stages found, as pages and exports need it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

from ..text.words import title_order
from .arrivals import Arrivals
from .meaning import Meaning
from .metadata import Completions
from .people import People, Venues
from .records import (
    Assignment,
    Facet,
    Listing,
    ListingId,
    Match,
    Paper,
    PaperId,
    Related,
    Sighting,
    Tag,
    TagId,
)
from .site import Download, HandwrittenPage, Site

Derived = TypeVar("Derived")


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything the pages and exports are made of."""

    site: Site
    papers: tuple[Paper, ...]
    """Sorted by id."""
    listings: tuple[Listing, ...]
    """Sorted by file name."""
    facets: tuple[Facet, ...]
    """In the owner's order."""
    tags: tuple[Tag, ...]
    """In the owner's order."""
    assignments: Mapping[PaperId, tuple[Assignment, ...]]
    """Strongest first."""
    related: Mapping[PaperId, tuple[Related, ...]]
    """Nearest first."""
    matches: tuple[Match, ...]
    handwritten: tuple[HandwrittenPage, ...]
    meaning: Meaning | None = None
    """What was learnt of the papers, if anything was."""
    people: People = field(default_factory=People)
    venues: Venues = field(default_factory=Venues)
    completions: Completions = field(default_factory=Completions)
    arrivals: Arrivals = field(default_factory=Arrivals)
    keys: Mapping[PaperId, str] = field(default_factory=dict)
    """The short citation key of each paper."""
    downloads: tuple[Download, ...] = ()
    """In the order of the exports, once those are laid out."""
    made_of: Mapping[str, str] = field(default_factory=dict)
    """A hash of what each field was made of: what is made of the same is the same."""

    def derive(self, make: Callable[[Catalogue], Derived]) -> Derived:
        """Return what `make` gives for the catalogue; it is asked once, whoever wants it.

        What it gives may not ask the catalogue anything later.
        """
        if make not in self._derived:
            self._derived[make] = make(self)
        return cast(Derived, self._derived[make])

    @cached_property
    def _derived(self) -> dict[Callable[[Catalogue], Any], Any]:
        return {}

    @cached_property
    def paper(self) -> Mapping[PaperId, Paper]:
        """Papers by id."""
        return {paper.id: paper for paper in self.papers}

    @cached_property
    def papers_by_position(self) -> tuple[Paper, ...]:
        """By their best place in a listing: how the explorer lists and the search numbers them."""
        number = {listing.id: n for n, listing in enumerate(self.listings)}
        best = {
            p.id: min((s.position, number[s.listing]) for s in p.sightings) for p in self.papers
        }
        order = sorted(self.papers, key=lambda p: (best[p.id], title_order(p.title.plain), p.id))
        return tuple(order)

    @cached_property
    def tag(self) -> Mapping[TagId, Tag]:
        """Tags by id."""
        return {tag.id: tag for tag in self.tags}

    @cached_property
    def listing(self) -> Mapping[ListingId, Listing]:
        """Listings by id."""
        return {listing.id: listing for listing in self.listings}

    @cached_property
    def paper_at(self) -> Mapping[tuple[ListingId, int], PaperId]:
        """Which paper each record became, by its listing and position."""
        return {(s.listing, s.position): p.id for p in self.papers for s in p.sightings}

    @cached_property
    def papers_by_tag(self) -> Mapping[TagId, tuple[Paper, ...]]:
        """The papers of each tag: by hand, by a keyword, then the strongest first."""
        found: dict[TagId, list[tuple[str, float, PaperId]]] = {tag.id: [] for tag in self.tags}
        for paper in self.papers:
            for given in self.assignments[paper.id]:
                found[given.tag].append((given.by, -given.strength, paper.id))
        return {
            tag: tuple(self.paper[id_] for *_, id_ in sorted(ids)) for tag, ids in found.items()
        }

    @cached_property
    def untagged(self) -> tuple[Paper, ...]:
        """The papers that have no tag, where there are tags."""
        return tuple(p for p in self.papers if self.tags and not self.assignments[p.id])

    @cached_property
    def papers_by_year(self) -> Mapping[int, tuple[Paper, ...]]:
        """The papers of each year that is known, the last year and the newest papers first."""
        found: dict[int, list[Paper]] = {}
        for paper in sorted(self.papers, key=lambda paper: paper.date or "", reverse=True):
            if paper.year is not None:
                found.setdefault(paper.year, []).append(paper)
        return {year: tuple(papers) for year, papers in found.items()}

    @cached_property
    def papers_by_listing(self) -> Mapping[ListingId, tuple[tuple[Sighting, Paper], ...]]:
        """The papers of each listing with their sightings, in the listing's own order."""
        pairs = [(sighting, paper) for paper in self.papers for sighting in paper.sightings]
        pairs.sort(key=lambda pair: (pair[0].position, pair[1].id))
        found: dict[ListingId, list[tuple[Sighting, Paper]]] = {i.id: [] for i in self.listings}
        for pair in pairs:
            found[pair[0].listing].append(pair)
        return {listing: tuple(own) for listing, own in found.items()}
