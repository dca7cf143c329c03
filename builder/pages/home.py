"""The home page: what the catalogue has, and how to browse it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..layout.dates import find_last_arrival
from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind
from ..model.records import Listing, ListingId
from ._counts import format_span
from .tags import tags_by_facet

SHOWN_COMBINATIONS = 14
"""Combinations of listings in the chart; the rest are counted together."""


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

    letters: tuple[str, ...]
    columns: tuple[int, ...]
    """Places of its listings among all, from 0."""
    papers: int


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
                letters=tuple(make_column_name(column) for column in columns),
                columns=columns,
                papers=papers,
            )
            for columns, papers in shown
        ),
        largest=max(counted.values(), default=1),
        others=sum(papers for _, papers in hidden),
        other_combinations=len(hidden),
        several=sum(papers for columns, papers in counted.items() if len(columns) > 1),
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
        or f"{len(catalogue.papers)} papers to search, browse by tag and save.",
        context={
            "papers": len(catalogue.papers),
            "records": records,
            "merged": records - len(catalogue.papers),
            "listings": len(catalogue.listings),
            "tags": len(catalogue.tags),
            "people": len(catalogue.people.persons),
            "venues": len(catalogue.venues.venues),
            "years": format_span(catalogue.papers),
            "facets": tags_by_facet(catalogue),
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
