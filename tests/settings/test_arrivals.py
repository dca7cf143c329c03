"""`sources/arrivals.jsonl`: a line for each day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from builder.model.arrivals import Arrivals
from builder.model.problems import Problems
from builder.settings.arrivals import format_arrivals, read_arrivals

DAY = dt.date(2026, 11, 21)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    arrivals = Arrivals(listings={'ä "1".txt': DAY}, papers={"b": DAY, "a": DAY})
    text = format_arrivals(arrivals)
    assert text.splitlines() == [
        '{"listing": "ä \\"1\\".txt", "day": "2026-11-21"}',
        '{"paper": "a", "day": "2026-11-21"}',
        '{"paper": "b", "day": "2026-11-21"}',
    ]
    (tmp_path / "arrivals.jsonl").write_text(text, "utf-8")
    problems = Problems()
    assert read_arrivals(tmp_path / "arrivals.jsonl", problems) == arrivals
    assert not problems


def test_a_missing_file_has_no_days(tmp_path: Path) -> None:
    assert read_arrivals(tmp_path / "arrivals.jsonl", Problems()) == Arrivals()


def test_of_two_days_the_first_counts(tmp_path: Path) -> None:
    path = tmp_path / "arrivals.jsonl"
    lines = [f'{{"paper": "a", "day": "{day}"}}\n' for day in ("2026-11-22", DAY, "2026-11-23")]
    path.write_text("".join(lines), "utf-8")
    assert read_arrivals(path, Problems()).papers == {"a": DAY}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a", "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ("[]", "expected 'listing' or 'paper', and 'day'"),
        ('{"paper": "a"}', "expected 'listing' or 'paper', and 'day'"),
        ('{"paper": "a", "listing": "b"}', "day: expected a day such as 2026-11-21, got None"),
        ('{"paper": 7, "day": "2026-11-21"}', "paper: expected a name, got 7"),
        ('{"paper": "a", "day": "2026-02-30"}', "day: expected a day that there is"),
        ('{"paper": "a", "day": 20261121}', "day: expected a day such as 2026-11-21"),
        ('{"paper": "a", "day": "20261121"}', "day: expected a day such as 2026-11-21"),
    ],
)
def test_a_wrong_line_is_a_problem_and_affects_no_other(
    line: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "arrivals.jsonl"
    path.write_text(f'\n{line}\n{{"paper": "b", "day": "2026-11-21"}}\n', "utf-8")
    problems = Problems()
    assert read_arrivals(path, problems).papers == {"b": DAY}
    assert [problem.origin.line for problem in problems] == [2]
    assert message in str(next(iter(problems)))
