"""The home page: what the catalogue has, and how to browse it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ..layout.dates import find_arrival, find_last_arrival
from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind
from ..model.records import Listing, ListingId, Paper
from ._cards import Card, make_card
from ._counts import format_span
from ._explorer import listings_address
from .tags import tags_by_facet

SHOWN_COMBINATIONS = 14
"""Combinations of listings in the chart; the rest are counted together."""
SHOWN_PAPERS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class OverlapRow:
    """A listing in the picture."""

    letter: str
    listing: Listing
    papers: int
    only_here: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Combination:
    """The papers that are in exactly these listings."""

    columns: tuple[int, ...]
    """Places of its listings among all, from 0."""
    papers: int
    address: str
    """Where the explorer shows them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Overlap:
    """How the listings overlap: every paper is counted in one combination."""

    rows: tuple[OverlapRow, ...]
    combinations: tuple[Combination, ...]
    """Most papers first."""
    largest: int
    others: int
    """Papers in combinations that are not shown."""
    other_combinations: int
    several: int
    """Papers in more than one listing."""


def make_column_name(number: int) -> str:
    """Return the `number`-th name (from 0) in the order A, B … Z, AA, AB …"""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def count_overlap(catalogue: Catalogue) -> Overlap:
    """Count the papers of each combination of listings."""
    column_of = {listing.id: number for number, listing in enumerate(catalogue.listings)}
    counted: Counter[tuple[int, ...]] = Counter(
        tuple(sorted(column_of[listing] for listing in paper.listings))
        for paper in catalogue.papers
    )
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], len(pair[0]), pair[0]))
    shown, hidden = ordered[:SHOWN_COMBINATIONS], ordered[SHOWN_COMBINATIONS:]
    return Overlap(
        rows=tuple(
            _make_row(catalogue, listing.id, column_of, counted) for listing in catalogue.listings
        ),
        combinations=tuple(
            Combination(
                columns=columns,
                papers=papers,
                address=_make_address(catalogue, columns, counted),
            )
            for columns, papers in shown
        ),
        largest=max(counted.values(), default=1),
        others=sum(papers for _, papers in hidden),
        other_combinations=len(hidden),
        several=sum(papers for columns, papers in counted.items() if len(columns) > 1),
    )


def _make_address(
    catalogue: Catalogue, columns: tuple[int, ...], counted: Mapping[tuple[int, ...], int]
) -> str:
    """Return where the papers in exactly these listings are: without those that others share."""
    own = set(columns)
    others = {column for shared in counted if own < set(shared) for column in shared} - own
    id_of = [listing.id for listing in catalogue.listings]
    return listings_address(
        [id_of[column] for column in columns], [id_of[column] for column in sorted(others)]
    )


def _make_row(
    catalogue: Catalogue,
    listing: ListingId,
    column_of: dict[ListingId, int],
    counted: Counter[tuple[int, ...]],
) -> OverlapRow:
    number = column_of[listing]
    return OverlapRow(
        letter=make_column_name(number),
        listing=catalogue.listing[listing],
        papers=sum(papers for columns, papers in counted.items() if number in columns),
        only_here=counted[(number,)],
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstPapers:
    """Some papers to begin with."""

    order: Literal["added", "listings", "newest", "position"]
    """The explorer's order that has them first."""
    cards: tuple[Card, ...]


def choose_papers(catalogue: Catalogue) -> FirstPapers:
    """Return the papers that came last, where papers came on several days.

    Elsewhere those found in most listings, or else published last, or else first in a listing.
    """
    papers = catalogue.papers_by_position
    order: Literal["added", "listings", "newest", "position"] = "position"
    if find_last_arrival(catalogue):
        order = "added"
        papers = _sort_last_first(papers, lambda p: str(find_arrival(p, catalogue) or ""))
    elif any(len(paper.listings) > 1 for paper in papers):
        order = "listings"
        papers = _sort_last_first(papers, lambda paper: len(paper.listings))
    elif len({paper.date for paper in papers if paper.date}) > 1:
        order = "newest"
        papers = _sort_last_first(papers, lambda paper: paper.date or "")
    return FirstPapers(
        order=order, cards=tuple(make_card(catalogue, paper) for paper in papers[:SHOWN_PAPERS])
    )


def _sort_last_first(
    papers: tuple[Paper, ...], key: Callable[[Paper], str | int]
) -> tuple[Paper, ...]:
    return tuple(sorted(papers, key=key, reverse=True))


def find_last_listing(catalogue: Catalogue) -> Listing | None:
    """Return the listing that came last: one without a day came after those that have one."""
    days = catalogue.arrivals.listings
    return max(
        catalogue.listings,
        key=lambda listing: (days.get(listing.file, dt.date.max), listing.file),
        default=None,
    )


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    records = sum(listing.entries for listing in catalogue.listings)
    last_day = find_last_arrival(catalogue)
    yield Page(
        path="index.md",
        template="home.md.j2",
        title=catalogue.site.name,
        description=catalogue.site.description
        or catalogue.site.words.ngettext(
            "%(number)s paper to search, browse by tag and save.",
            "%(number)s papers to search, browse by tag and save.",
            len(catalogue.papers),
        ),
        context={
            "papers": len(catalogue.papers),
            "records": records,
            "listings": len(catalogue.listings),
            "tags": len(catalogue.tags),
            "people": len(catalogue.people.persons),
            "venues": len(catalogue.venues.venues),
            "years": format_span(catalogue.papers),
            "facets": tags_by_facet(catalogue),
            "first": choose_papers(catalogue),
            "overlap": count_overlap(catalogue),
            "last_listing": find_last_listing(catalogue),
            "last_day": last_day,
        },
        meta={
            "hide": ["navigation", "toc"],
            "styles": ["home.css"],
            **({"scripts": ["home/news.js"]} if last_day else {}),
        },
    )


PAGE_KIND = PageKind(name="home", owns=("index.md",), lay_out=_lay_out)
