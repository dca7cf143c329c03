"""Days from the labels of listings."""

from __future__ import annotations

import datetime as dt

import pytest

from builder.layout.dates import parse_label_date


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
