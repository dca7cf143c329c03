"""What a list of papers shows of each paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from markupsafe import Markup, escape

from ..citing.page_metadata import make_coins
from ..layout.bylines import NAMED, Byline, make_byline
from ..layout.pagination import make_part_address
from ..model.catalogue import Catalogue
from ..model.export import MANY_PAPERS
from ..model.page import Shared
from ..model.people import Person
from ..model.records import Paper, PaperId, Sighting
from ..text import Text
from ..text.aim import summarise
from ..text.lines import is_visible, title_line, truncate
from ._named import NamedListing, NamedTag, name_listings, name_tags

RECORDS_PER_PAGE = 200
"""Records on one page of a listing."""
SUMMARY_LENGTH = 300
"""Characters of a summary in a list: nineteen of twenty are whole sentences."""
MAX_TITLE_LENGTH = 500
"""Characters of a title in a list; a browser takes seconds to lay out a hundred thousand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Chip:
    """A tag as a small label."""

    tag: NamedTag
    by: Literal["hand", "keyword", "machine"]
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkedSighting:
    """A sighting with its address."""

    listing: NamedListing
    position: int
    label: str | None
    address: str
    """Relative to the site's root, with the anchor."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Card(Shared):
    """A paper in a list."""

    id: PaperId
    title: Markup
    """Without links, as it is used inside one."""
    summary: str
    """What the abstract says of the aim, plain."""
    byline: Byline
    chips: tuple[Chip, ...]
    seen: tuple[LinkedSighting, ...]
    """The first sighting in each listing; its page has them all."""
    coins: str
    """For reference managers: see `make_coins`; may be empty."""


def make_sighting_address(sighting: Sighting) -> str:
    """Return where the listing's page shows the sighting."""
    part = (sighting.position - 1) // RECORDS_PER_PAGE + 1
    return f"{make_part_address(f'sources/{sighting.listing}', part)}#p{sighting.position}"


def link_sightings(catalogue: Catalogue, paper: Paper) -> tuple[LinkedSighting, ...]:
    """Return every sighting of the paper with its address."""
    listings = catalogue.derive(name_listings)
    return tuple(
        LinkedSighting(
            listing=listings[sighting.listing],
            position=sighting.position,
            label=sighting.label,
            address=make_sighting_address(sighting),
        )
        for sighting in paper.sightings
    )


def make_chips(catalogue: Catalogue, paper: Paper) -> tuple[Chip, ...]:
    """Return the paper's tags, strongest first."""
    tags = catalogue.derive(name_tags)
    return tuple(
        Chip(tag=tags[assignment.tag], by=assignment.by, reason=assignment.reason)
        for assignment in catalogue.assignments[paper.id]
    )


def make_card(catalogue: Catalogue, paper: Paper) -> Card:
    """Return what a list shows of the paper."""
    return catalogue.derive(make_cards)[paper.id]


def make_cards(catalogue: Catalogue) -> Mapping[PaperId, Card]:
    """Return the cards of all papers; to be derived of a catalogue."""
    brief, many = catalogue.derive(_make_brief_cards), len(catalogue.papers) > MANY_PAPERS
    return {
        paper.id: replace(
            brief[paper.id],
            chips=make_chips(catalogue, paper),
            seen=_first_in_each_listing(link_sightings(catalogue, paper)),
            coins="" if many else make_coins(paper, catalogue),
        )
        for paper in catalogue.papers
    }


def make_brief_card(catalogue: Catalogue, paper: Paper, of: Person | None = None) -> Card:
    """Return a card for the many pages of people, years and venues: no tags, sightings, COinS.

    Among the papers `of` somebody, that person is named, too.
    """
    card = catalogue.derive(_make_brief_cards)[paper.id]
    if of is None or any(person is of for person in catalogue.people.authors_of(paper.id)[:NAMED]):
        return card
    return replace(card, byline=make_byline(catalogue, paper, of=of))


def _make_brief_cards(catalogue: Catalogue) -> Mapping[PaperId, Card]:
    many = len(catalogue.papers) > MANY_PAPERS
    return {
        paper.id: Card(
            id=paper.id,
            title=title_without_links(paper.title),
            summary="" if many else summarise(paper.abstract.plain, SUMMARY_LENGTH),
            byline=make_byline(catalogue, paper),
            chips=(),
            seen=(),
            coins="",
        )
        for paper in catalogue.papers
    }


def _first_in_each_listing(seen: tuple[LinkedSighting, ...]) -> tuple[LinkedSighting, ...]:
    first: dict[str, LinkedSighting] = {}
    for one in seen:
        first.setdefault(one.listing.id, one)
    return tuple(first.values())


def plain_title(text: Text) -> str:
    """Return a title for a list as plain text; one without an end is cut."""
    return truncate(title_line(text.plain), MAX_TITLE_LENGTH)


def title_without_links(text: Text) -> Markup:
    """Return the HTML of a title that will itself be a link; very long ones are cut."""
    if len(text.plain) > MAX_TITLE_LENGTH:
        return escape(plain_title(text))
    return text.html_without_links if is_visible(text.plain) else Markup("Untitled")
