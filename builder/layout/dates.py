"""Dates from what listings print and owners state; never from the clock."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from ..model.catalogue import Catalogue
from ..model.records import Paper, Sighting
from ..text.dates import MONTH_NUMBERS, VALID_YEARS, written_date
from ..text.lines import collapse_spaces

UNKNOWN_DATE = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""Used in Atom, which requires a date, where none is known."""


@lru_cache(maxsize=8192)
def parse_label_date(label: str, year: int | None) -> dt.date | None:
    """Return the day that `label` names: `Mar 18`, `18 March`, `Mar 18, 2024`, `2024-03-18`.

    `year` is that of the listing, for a label without one. Gives `None` where the label is
    not a day, or its year is unknown.
    """
    found = written_date(collapse_spaces(label))
    if found is None or found.month is None or found.day is None:
        return None
    named = found.month.isalpha()
    month = MONTH_NUMBERS.get(found.month.lower()) if named else int(found.month)
    in_year = int(found.year) if found.year else year
    if month is None or in_year is None or in_year not in VALID_YEARS:
        return None
    try:
        return dt.date(in_year, month, int(found.day))
    except ValueError:
        return None


def find_sighting_date(sighting: Sighting, catalogue: Catalogue) -> dt.date | None:
    """Return the day on which a listing shows a paper, where it says so."""
    if sighting.label is None:
        return None
    return parse_label_date(sighting.label, catalogue.listing[sighting.listing].year)


def find_first_seen(paper: Paper, catalogue: Catalogue) -> dt.date | None:
    """Return the first day of `paper`: the earliest that a listing states, or when it came."""
    days = [find_sighting_date(sighting, catalogue) for sighting in paper.sightings]
    return min(filter(None, (*days, catalogue.arrivals.find_day(paper))), default=None)


def find_arrival(paper: Paper, catalogue: Catalogue) -> dt.date | None:
    """Return the day on which `paper` came into the catalogue.

    A listing may be older than the catalogue, so this can be later than what it states, which
    stands in where no day was recorded.
    """
    return catalogue.arrivals.find_day(paper) or find_first_seen(paper, catalogue)


def find_last_arrival(catalogue: Catalogue) -> dt.date | None:
    """Return the last day on which papers came; `None` where no others came on another day."""
    days = {find_arrival(paper, catalogue) for paper in catalogue.papers} - {None}
    return max(filter(None, days)) if len(days) > 1 else None


def to_midnight(day: dt.date | None) -> dt.datetime:
    """Return the start of `day` in UTC; `UNKNOWN_DATE` for none."""
    return dt.datetime.combine(day, dt.time(), dt.UTC) if day else UNKNOWN_DATE
