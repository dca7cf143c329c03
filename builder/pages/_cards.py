"""What a list of papers shows of each paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape

from ..citing.page_metadata import coins
from ..layout.pagination import part_address
from ..model.records import Catalogue, Listing, Paper, PaperId, Sighting, Tag
from ..text import Text
from ..text.lines import shortened

LISTING_PART = 200
"""Records on one page of a listing."""
SUMMARY = 160
"""Characters of an abstract in a list."""
TITLE = 500
"""Characters of a title in a list; a browser takes seconds to lay out a hundred thousand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Chip:
    """A tag as a small label."""

    tag: Tag
    by: Literal["hand", "machine"]
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A sighting with its address."""

    listing: Listing
    position: int
    label: str | None
    address: str
    """Relative to the site's root, with the anchor."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A paper in a list."""

    id: PaperId
    title: Markup
    """Without links, as it is used inside one."""
    summary: str
    """The start of the abstract, plain."""
    byline: str
    """Who, when and where, as far as known."""
    chips: tuple[Chip, ...]
    seen: tuple[Seen, ...]
    """The first sighting in each listing; its page has them all."""
    coins: str
    """For reference managers: see `metadata.coins`."""


def sighting_address(sighting: Sighting) -> str:
    """Return where the listing's page shows the sighting."""
    part = (sighting.position - 1) // LISTING_PART + 1
    return f"{part_address(f'sources/{sighting.listing}', part)}#p{sighting.position}"


def seen_of(catalogue: Catalogue, paper: Paper) -> tuple[Seen, ...]:
    """Return every sighting of the paper with its address."""
    return tuple(
        Seen(
            listing=catalogue.listing[sighting.listing],
            position=sighting.position,
            label=sighting.label,
            address=sighting_address(sighting),
        )
        for sighting in paper.sightings
    )


def chips_of(catalogue: Catalogue, paper: Paper) -> tuple[Chip, ...]:
    """Return the paper's tags, strongest first."""
    return tuple(
        Chip(tag=catalogue.tag[given.tag], by=given.by, reason=given.reason)
        for given in catalogue.assigned[paper.id]
    )


def card_of(catalogue: Catalogue, paper: Paper) -> Card:
    """Return what a list shows of the paper."""
    return Card(
        id=paper.id,
        title=linkless(paper.title),
        summary=shortened(paper.abstract.plain, SUMMARY),
        byline=byline_of(paper),
        chips=chips_of(catalogue, paper),
        seen=_once_a_listing(seen_of(catalogue, paper)),
        coins=coins(paper, catalogue),
    )


def _once_a_listing(seen: tuple[Seen, ...]) -> tuple[Seen, ...]:
    first: dict[str, Seen] = {}
    for one in seen:
        first.setdefault(one.listing.id, one)
    return tuple(first.values())


def byline_of(paper: Paper) -> str:
    """Return up to three authors, the year and the venue; empty where none is known."""
    names = ", ".join(paper.authors[:3]) + (" et al." if len(paper.authors) > 3 else "")
    return " · ".join(part for part in (names, str(paper.year or ""), paper.venue or "") if part)


def plain_title(text: Text) -> str:
    """Return a title for a list as plain text; one without an end is cut."""
    return shortened(text.plain, TITLE) or "Untitled"


def linkless(text: Text) -> Markup:
    """Return the HTML of a title that will itself be a link; very long ones are cut."""
    if len(text.plain) > TITLE:
        return escape(plain_title(text))
    return text.html_without_links or Markup("Untitled")
