"""The feeds of a catalogue and their items, independent of any format."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model.records import Catalogue, Paper, Sighting
from .dates import date_seen, first_seen

LONGEST = 50
"""Items of a feed: the newest."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A paper in a feed."""

    paper: Paper
    day: dt.date | None
    """When it was first seen, where a listing says so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """One feed, published as Atom and as JSON Feed."""

    name: str
    """Below `feeds/`, without suffix: `papers`, `tags/video`."""
    title: str
    description: str
    page: str
    """The page it belongs to, relative to the site's root."""
    items: tuple[Item, ...]
    """Newest first, those without a date last; at most `LONGEST`."""
    total: int
    """How many papers it is selected from."""

    @property
    def atom(self) -> str:
        """Its address as Atom, relative to the site's root."""
        return f"feeds/{self.name}.xml"

    @property
    def json(self) -> str:
        """Its address as JSON Feed, relative to the site's root."""
        return f"feeds/{self.name}.json"


def feeds_of(catalogue: Catalogue) -> Iterator[Feed]:
    """Give the feed of all papers, then of each tag, then of each listing."""
    days = {paper.id: first_seen(paper, catalogue) for paper in catalogue.papers}
    age = {listing.id: -number for number, listing in enumerate(catalogue.listings)}

    def newest(papers: Iterable[Paper]) -> tuple[Item, ...]:
        """Undated papers in the order of listings, the last file first."""

        def order(paper: Paper) -> tuple[int, int, int, str]:
            first = max(paper.sightings, key=lambda seen: (age[seen.listing], -seen.position))
            return *_latest_first(days[paper.id]), age[first.listing], first.position, paper.id

        kept = sorted(papers, key=order)[:LONGEST]
        return tuple(Item(paper=paper, day=days[paper.id]) for paper in kept)

    site = catalogue.site
    yield Feed(
        name="papers",
        title=site.name,
        description=site.description,
        page="papers/",
        items=newest(catalogue.papers),
        total=len(catalogue.papers),
    )
    for tag in catalogue.tags:
        papers = catalogue.tagged[tag.id]
        yield Feed(
            name=f"tags/{tag.id}",
            title=f"{tag.name} · {site.name}",
            description=tag.definition,
            page=f"tags/{tag.id}/",
            items=newest(papers),
            total=len(papers),
        )
    for listing in catalogue.listings:
        listed = catalogue.listed[listing.id]
        yield Feed(
            name=f"sources/{listing.id}",
            title=f"{listing.title} · {site.name}",
            description=listing.description,
            page=f"sources/{listing.id}/",
            items=_as_listed(listed, catalogue),
            total=len(listed),
        )


def _as_listed(listed: Iterable[tuple[Sighting, Paper]], catalogue: Catalogue) -> tuple[Item, ...]:
    """The papers of one listing by the days it prints, else in its own order."""
    first: dict[str, tuple[Sighting, Paper]] = {}
    for sighting, paper in listed:
        first.setdefault(paper.id, (sighting, paper))
    items = [
        (sighting.position, Item(paper=paper, day=date_seen(sighting, catalogue)))
        for sighting, paper in first.values()
    ]
    items.sort(key=lambda pair: (*_latest_first(pair[1].day), pair[0], pair[1].paper.id))
    return tuple(item for _, item in items[:LONGEST])


def _latest_first(day: dt.date | None) -> tuple[int]:
    return (-day.toordinal() if day else 0,)


def permanent_id(address: str, catalogue: Catalogue) -> str:
    """Return an IRI for `address`, relative to the site's root, that stays as long as it does.

    It is the permalink; where the site has no address, a UUID (RFC 9562, version 5) made
    from the site's name and `address`.
    """
    if catalogue.site.url:
        return catalogue.site.url + address
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{catalogue.site.name}\n{address}").urn
