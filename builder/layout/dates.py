"""Dates from what listings print and owners state; never from the clock."""

from __future__ import annotations

import datetime as dt
import re

from ..model.records import Catalogue, Paper, Sighting

UNKNOWN = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""Stands in Atom, which asks for a date, where none is known."""

_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?(?:,? (\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_FULL_NAMES = frozenset(
    "january february march april may june july august september october november december".split()
)


def date_of_label(label: str, year: int | None) -> dt.date | None:
    """Return the day that `label` names: `Mar 18`, `18 March`, `Mar 18, 2024`, `2024-03-18`.

    `year` is that of the listing, for a label without one. Gives `None` where the label is
    not a day, or its year is unknown.
    """
    text = " ".join(label.split())
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH_DAY.fullmatch(text):
        name, day, stated = found.groups()
    elif found := _DAY_MONTH.fullmatch(text):
        day, name, stated = found.groups()
    else:
        return None
    month = _month(name.lower())
    in_year = int(stated) if stated else year
    return _day(in_year, month, int(day)) if in_year and month else None


def _month(name: str) -> int | None:
    known = len(name) == 3 or name in _FULL_NAMES or name == "sept"
    return _MONTHS.get(name[:3]) if known else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def date_seen(sighting: Sighting, catalogue: Catalogue) -> dt.date | None:
    """Return the day on which a listing shows a paper, where it says so."""
    if sighting.label is None:
        return None
    return date_of_label(sighting.label, catalogue.listing[sighting.listing].year)


def first_seen(paper: Paper, catalogue: Catalogue) -> dt.date | None:
    """Return the earliest day on which a listing shows `paper`, else its own date.

    A date of a year or a month alone names no day and gives `None`.
    """
    seen = [day for sighting in paper.sightings if (day := date_seen(sighting, catalogue))]
    if seen:
        return min(seen)
    found = _ISO.fullmatch(paper.date or "")
    return _day(int(found[1]), int(found[2]), int(found[3])) if found else None


def at_midnight(day: dt.date | None) -> dt.datetime:
    """Return the start of `day` in UTC; `UNKNOWN` for none."""
    return dt.datetime.combine(day, dt.time(), dt.UTC) if day else UNKNOWN
