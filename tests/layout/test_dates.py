"""Days from the labels of listings."""

from __future__ import annotations

import datetime as dt

import pytest

from builder.layout.dates import find_arrival, find_first_seen, parse_label_date
from builder.model.arrivals import Arrivals
from tests.papers import catalogue_of, paper, sighting


@pytest.mark.parametrize(
    ("label", "year", "day"),
    [
        ("Mar 18", 2024, dt.date(2024, 3, 18)),
        ("Mar  18", 2024, dt.date(2024, 3, 18)),
        ("18 March", 2024, dt.date(2024, 3, 18)),
        ("Sept. 1st", 2024, dt.date(2024, 9, 1)),
        ("Mar 18, 2023", 2024, dt.date(2023, 3, 18)),
        ("18 Mar 2023", None, dt.date(2023, 3, 18)),
        ("2024-03-18", None, dt.date(2024, 3, 18)),
        ("2024/3/18", None, dt.date(2024, 3, 18)),
        ("2024 Mar 18", None, dt.date(2024, 3, 18)),
        ("March 2024", 2024, None),
        ("2024", 2024, None),
        ("2024-03", 2024, None),
        ("Mar 18", None, None),
        ("Mar 18, 9999", 2024, None),
        ("0001-03-18", None, None),
        ("Feb 30", 2024, None),
        ("Feb 29", 2023, None),
        ("Mars 18", 2024, None),
        ("Marmalade 18", 2024, None),
        ("new", 2024, None),
        ("", 2024, None),
    ],
)
def test_a_label_is_a_day_only_with_its_year(
    label: str, year: int | None, day: dt.date | None
) -> None:
    assert parse_label_date(label, year) == day


CAME = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("stated", "recorded", "first_seen", "arrival"),
    [
        ("Mar 18", CAME, dt.date(2024, 3, 18), CAME),
        ("Mar 18", None, dt.date(2024, 3, 18), dt.date(2024, 3, 18)),
        (None, CAME, CAME, CAME),
        (None, None, None, None),
        ("2027-01-01", CAME, CAME, CAME),
    ],
)
def test_a_paper_is_first_seen_when_a_listing_says_and_arrives_when_the_listing_comes(
    stated: str | None,
    recorded: dt.date | None,
    first_seen: dt.date | None,
    arrival: dt.date | None,
) -> None:
    one = paper("a", sightings=(sighting("first", 1, stated),), date="2020-01-01")
    arrivals = Arrivals(papers={"a": recorded} if recorded else {})
    catalogue = catalogue_of(one, years={"first": 2024}, arrivals=arrivals)
    assert find_first_seen(one, catalogue) == first_seen
    assert find_arrival(one, catalogue) == arrival


def test_a_merged_paper_came_with_the_first_of_its_records() -> None:
    one = paper("a", aliases=("old-name",))
    arrivals = Arrivals(papers={"a": CAME, "old-name": dt.date(2025, 1, 1)})
    assert find_arrival(one, catalogue_of(one, arrivals=arrivals)) == dt.date(2025, 1, 1)
