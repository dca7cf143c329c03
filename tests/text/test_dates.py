"""Dates as people write them."""

from __future__ import annotations

import pytest

from builder.text.dates import MONTH_NUMBERS, MONTHS, written_date


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2024", ("2024", None, None)),
        ("2024-03-18", ("2024", "03", "18")),
        ("2024-03-18T17:59:59.000Z", ("2024", "03", "18")),
        ("2019///", ("2019", None, None)),
        ("18 March", (None, "March", "18")),
        ("2nd Sept. 1999", ("1999", "Sept", "2")),
        ("Mar 18, 2024", ("2024", "Mar", "18")),
        ("March 2024", ("2024", "March", None)),
        ("2024 Mar 18", ("2024", "Mar", "18")),
    ],
)
def test_a_date_parts_into_what_is_written(text: str, parts: tuple[str | None, ...]) -> None:
    assert written_date(text) == parts


@pytest.mark.parametrize("text", ["", "20l9", "18", "Mar 18th of 2024", "2024-03-18, or so"])
def test_any_other_text_is_no_date(text: str) -> None:
    assert written_date(text) is None


def test_every_month_has_a_short_name_and_a_long_one() -> None:
    assert [MONTH_NUMBERS[name] for name in MONTHS] == list(range(1, 13))
    assert sorted(MONTH_NUMBERS.values()).count(9) == 3
    assert MONTH_NUMBERS["may"] == 5 and MONTH_NUMBERS["september"] == 9
