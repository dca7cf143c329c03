"""Dates of which one field has the year and another the month and the day."""

from __future__ import annotations

import re

from ..text.dates import written_date
from ._field_values import FieldError, join_date
from ._record import Record

_NO_YEAR = re.compile(r"[A-Za-z]{3,9}\.?(?:[-/ ][A-Za-z]{3,9}\.?)?(?: \d\d?(?:-\d\d?)?)?")
"""A month, a season or a day of some year."""


def read_split_date(record: Record, day: str, *years: str) -> str | None:
    """Return the date; `day` names a field with what the year may lack, or with a whole date.

    It may hold `AUG`, `MAY-JUN`, `Mar 16`, `SPR`.
    """
    text = record.text(day)
    written = written_date(text)
    year = record.date(*years) if _NO_YEAR.fullmatch(text) else None
    if year is None:
        return record.date(day, *years)
    try:
        return (
            join_date(year[:4], written.month, written.day) if written and len(year) == 4 else year
        )
    except FieldError:
        return year
