"""What a link to something shows of it, so that a page depends on no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..model.catalogue import Catalogue
from ..model.page import Shared
from ..model.records import ListingId, PaperId, TagId
from ..text import Text


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedTag(Shared):
    """A tag as a label shows it."""

    id: TagId
    name: str
    facet: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedListing(Shared):
    """A listing by its title."""

    id: ListingId
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedPaper(Shared):
    """A paper by its title."""

    id: PaperId
    title: Text


def name_tags(catalogue: Catalogue) -> Mapping[TagId, NamedTag]:
    """Return the tags as labels show them; to be derived of a catalogue."""
    return {tag.id: NamedTag(id=tag.id, name=tag.name, facet=tag.facet) for tag in catalogue.tags}


def name_listings(catalogue: Catalogue) -> Mapping[ListingId, NamedListing]:
    """Return the listings by their titles; to be derived of a catalogue."""
    return {one.id: NamedListing(id=one.id, title=one.title) for one in catalogue.listings}


def name_papers(catalogue: Catalogue) -> Mapping[PaperId, NamedPaper]:
    """Return the papers by their titles; to be derived of a catalogue."""
    return {paper.id: NamedPaper(id=paper.id, title=paper.title) for paper in catalogue.papers}
