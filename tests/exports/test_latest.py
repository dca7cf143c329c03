"""What came last: on the home page and in its data."""

from __future__ import annotations

import datetime as dt
import json

from builder.exports.latest import EXPORT, MOST
from builder.model.arrivals import Arrivals
from builder.model.catalogue import Catalogue
from builder.pages.home import PAGE_KIND
from tests.papers import catalogue_of, paper, sighting

FIRST, SECOND = dt.date(2026, 1, 31), dt.date(2026, 2, 1)


def catalogue_with(*days: dt.date | None, **listings: dt.date) -> Catalogue:
    """A paper for each day; `listings` by id."""
    papers = [
        paper(f"p{n}", sightings=(sighting("first", n + 1), sighting("second", n + 1)))
        for n in range(len(days))
    ]
    arrivals = Arrivals(
        papers={f"p{n}": day for n, day in enumerate(days) if day},
        listings={f"{id_}.txt": day for id_, day in listings.items()},
    )
    return catalogue_of(*papers, arrivals=arrivals)


def last_listing(catalogue: Catalogue) -> str:
    (page,) = PAGE_KIND.lay_out(catalogue)
    listing = page.context["last_listing"]
    return str(listing.id)


def test_papers_are_counted_by_day_and_the_last_are_named() -> None:
    catalogue = catalogue_with(FIRST, SECOND, None, *[SECOND] * MOST)
    (file,) = EXPORT.lay_out(catalogue)
    data = json.loads(file.content)
    assert data["days"] == [["2026-02-01", MOST + 1], ["2026-01-31", 1]]
    assert [one["slug"] for one in data["papers"]] == [
        "p1",
        *(f"p{n + 3}" for n in range(MOST - 1)),
    ]
    assert data["papers"][0] == {"day": "2026-02-01", "slug": "p1", "title": "A Title"}


def test_where_all_papers_came_on_one_day_nothing_can_be_new() -> None:
    for catalogue in (catalogue_with(FIRST, FIRST, None), catalogue_with(None), catalogue_of()):
        assert not list(EXPORT.lay_out(catalogue))
        (page,) = PAGE_KIND.lay_out(catalogue)
        assert page.context["last_day"] is None
        assert "scripts" not in page.meta


def test_the_last_listing_is_the_one_that_came_last() -> None:
    assert last_listing(catalogue_with(FIRST, first=SECOND, second=FIRST)) == "first"
    assert last_listing(catalogue_with(FIRST, first=FIRST, second=FIRST)) == "second"
    assert last_listing(catalogue_with(FIRST)) == "second"
    assert last_listing(catalogue_with(FIRST, second=FIRST)) == "first"
