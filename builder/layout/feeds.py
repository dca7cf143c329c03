"""The feeds of a catalogue and their items, independent of any format."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from ..model.catalogue import Catalogue
from ..model.people import year_address
from ..model.records import Paper, PaperId, Sighting
from ..model.site import Site
from .dates import find_arrival, find_first_seen, find_sighting_date, parse_label_date

MAX_ITEMS = 50
"""Items of a feed: the newest."""
MAX_VENUE_ITEMS = 20
"""Items of the feed of a venue, of which there may be hundreds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedItem:
    """A paper in a feed."""

    paper: Paper
    arrived: dt.date | None
    """When it came into the catalogue; its own date where that is not known."""
    seen: dt.date | None
    """When it was first seen; as above where that is not known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """One feed, published as Atom and, but for those of authors, as JSON Feed."""

    name: str
    """Below `feeds/`, without suffix: `papers`, `tags/video`."""
    title: str
    description: str
    page: str
    """The page it belongs to, relative to the site's root."""
    items: tuple[FeedItem, ...]
    """The last that came first, those without a date at the end; at most `MAX_ITEMS`."""
    total: int
    """How many papers it is selected from."""
    is_brief: bool = False
    """Whether its items have the beginning of the abstract only: there are many such feeds."""

    @property
    def atom(self) -> str:
        """Its address as Atom, relative to the site's root."""
        return f"feeds/{self.name}.xml"

    @property
    def json(self) -> str:
        """Its address as JSON Feed, relative to the site's root."""
        return f"feeds/{self.name}.json"


def build_feeds(catalogue: Catalogue) -> tuple[Feed, ...]:
    """Return the feed of all papers, then of each tag, listing, year and venue."""
    return catalogue.derive(_build_feeds)


def _build_feeds(catalogue: Catalogue) -> tuple[Feed, ...]:
    return tuple(_give_feeds(catalogue))


def _give_feeds(catalogue: Catalogue) -> Iterator[Feed]:
    newest = _sort_newest(catalogue)
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
        papers = catalogue.papers_by_tag[tag.id]
        yield Feed(
            name=f"tags/{tag.id}",
            title=f"{tag.name} · {site.name}",
            description=tag.definition,
            page=f"tags/{tag.id}/",
            items=newest(papers),
            total=len(papers),
        )
    for listing in catalogue.listings:
        listed = catalogue.papers_by_listing[listing.id]
        yield Feed(
            name=f"sources/{listing.id}",
            title=f"{listing.title} · {site.name}",
            description=listing.description,
            page=f"sources/{listing.id}/",
            items=_listing_items(listed, catalogue),
            total=len(listed),
        )
    for year, dated in catalogue.papers_by_year.items():
        yield Feed(
            name=f"years/{year}",
            title=f"{year} · {site.name}",
            description=site.words.gettext("Papers published in %(year)s.", year=year),
            page=year_address(year),
            items=newest(dated),
            total=len(dated),
            is_brief=True,
        )
    for venue in catalogue.venues.venues:
        yield Feed(
            name=f"venues/{venue.id}",
            title=f"{venue.name} · {site.name}",
            description=site.words.gettext("Papers published in %(venue)s.", venue=venue.full_name),
            page=venue.address,
            items=newest((catalogue.paper[id_] for id_ in venue.papers), MAX_VENUE_ITEMS),
            total=len(venue.papers),
            is_brief=True,
        )


def build_author_feeds(catalogue: Catalogue) -> Iterator[Feed]:
    """Give the feed of everybody who has a page: so many that they are only Atom, and brief."""
    newest = _sort_newest(catalogue)
    for person in catalogue.people.persons:
        if person.has_page:
            yield Feed(
                name=f"authors/{person.id}",
                title=f"{person.name} · {catalogue.site.name}",
                description="",
                page=person.address,
                items=newest(catalogue.paper[id_] for id_ in person.papers),
                total=len(person.papers),
                is_brief=True,
            )


def _sort_newest(catalogue: Catalogue) -> Callable[..., tuple[FeedItem, ...]]:
    """Return what selects the newest of some papers."""
    items = catalogue.derive(_rank_newest)

    def newest(papers: Iterable[Paper], most: int = MAX_ITEMS) -> tuple[FeedItem, ...]:
        ranked = sorted((items[paper.id] for paper in papers), key=itemgetter(0))
        return tuple(item for _, item in ranked[:most])

    return newest


def _rank_newest(catalogue: Catalogue) -> Mapping[PaperId, tuple[int, FeedItem]]:
    """The item of each paper and its place among all.

    Those of one day are in the order of listings, the last file first.
    """
    age = {listing.id: -number for number, listing in enumerate(catalogue.listings)}

    def order(item: FeedItem) -> tuple[int, int, int, int, str]:
        first = max(
            item.paper.sightings, key=lambda sighting: (age[sighting.listing], -sighting.position)
        )
        return *_latest_first_key(item), age[first.listing], first.position, item.paper.id

    items = sorted((_make_item(paper, catalogue) for paper in catalogue.papers), key=order)
    return {item.paper.id: (rank, item) for rank, item in enumerate(items)}


def _make_item(paper: Paper, catalogue: Catalogue) -> FeedItem:
    own = parse_label_date(paper.date or "", None)
    arrived, seen = find_arrival(paper, catalogue), find_first_seen(paper, catalogue)
    return FeedItem(paper=paper, arrived=arrived or own, seen=seen or own)


def _listing_items(
    listed: Iterable[tuple[Sighting, Paper]], catalogue: Catalogue
) -> tuple[FeedItem, ...]:
    """The papers of one listing by the days they came, else in its own order.

    A paper that was known before came with the listing.
    """
    first: dict[str, tuple[Sighting, Paper]] = {}
    for sighting, paper in listed:
        first.setdefault(paper.id, (sighting, paper))
    items = []
    for sighting, paper in first.values():
        stated = find_sighting_date(sighting, catalogue)
        came = catalogue.arrivals.listings.get(catalogue.listing[sighting.listing].file)
        known = catalogue.arrivals.find_day(paper)
        arrived = max(filter(None, (known, came)), default=None) or stated
        item = FeedItem(paper=paper, arrived=arrived, seen=stated or arrived)
        items.append((*_latest_first_key(item), sighting.position, paper.id, item))
    return tuple(item for *_, item in sorted(items, key=lambda key: key[:-1])[:MAX_ITEMS])


def _latest_first_key(item: FeedItem) -> tuple[int, int]:
    days = (item.arrived, item.seen)
    return (-days[0].toordinal() if days[0] else 0, -days[1].toordinal() if days[1] else 0)


def make_permanent_id(address: str, site: Site) -> str:
    """Return an IRI for `address`, relative to the site's root, that stays as long as it does.

    It is the permalink; where the site has no address, a UUID (RFC 9562, version 5) made
    from the site's name and `address`.
    """
    if site.url:
        return site.url + address
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{site.name}\n{address}").urn
