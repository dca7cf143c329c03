"""Dates as people write them: `18 March 2024`, `Mar 18`, `2024-03-18`, `2024`."""

from __future__ import annotations

import re
from typing import NamedTuple

_FULL = (
    "january february march april may june july august september october november december".split()
)
MONTHS = tuple(name[:3] for name in _FULL)
"""Three letters each, lower case: BibTeX's own names."""
MONTH_NUMBERS = {
    **{name: number for number, name in enumerate(MONTHS, start=1)},
    **{name: number for number, name in enumerate(_FULL, start=1)},
    "sept": 9,
}
"""By every English name and abbreviation, lower case."""

VALID_YEARS = range(1600, 2200)
"""The years a paper can be from; any other is a typing error."""


VALID_YEARS = range(1600, 2200)
"""The years a paper can be from; any other is a typing error."""


class WrittenDate(NamedTuple):
    """The parts of a date as they were written; whether there is such a day is not said."""

    year: str | None
    month: str | None
    """Its number or a name."""
    day: str | None


_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_YEAR = r"(?P<year>\d{4})"
_FORMS = (
    re.compile(
        _YEAR + r"(?:[-/.](?P<month>\d{1,2}))?(?:[-/.](?P<day>\d{1,2})(?:[T ].*)?)?(?:/.*)?"
    ),
    re.compile(rf"(?:{_DAY}\.? )?{_MONTH}(?:,? {_YEAR})?"),
    re.compile(rf"{_MONTH} {_DAY}(?:,? {_YEAR})?"),
    re.compile(rf"{_YEAR},? {_MONTH}(?:[ -](?P<day>\d{{1,2}}))?"),
)


def written_date(text: str) -> WrittenDate | None:
    """Return the parts of a date on one line; `None` where it does not look like one.

    Reads ISO 8601, `2024/03/18/`, `March 2024`, `18 Mar 2024`, `Mar 18, 2024`, `2024 Mar 18`,
    and `Mar 18` or `18 March` of any year.
    """
    for form in _FORMS:
        if found := form.fullmatch(text):
            return WrittenDate(**found.groupdict())
    return None
