from __future__ import annotations

from itertools import pairwise

import pytest

from builder.pages._year_columns import MOST_YEARS, make_year_columns


def spans(papers: dict[int, int]) -> list[tuple[int, int, int]]:
    return [(one.first, one.last, one.papers) for one in make_year_columns(papers)]


def test_each_year_has_a_column_even_one_without_papers() -> None:
    assert spans({2021: 2, 2019: 1}) == [(2019, 2019, 1), (2020, 2020, 0), (2021, 2021, 2)]
    assert spans({}) == []


def test_years_before_and_after_those_with_most_papers_share_a_column() -> None:
    papers = {1843: 1, 1906: 2, **dict.fromkeys(range(1990, 2026), 5), 2099: 1}
    columns = spans(papers)
    assert columns[0] == (1843, 1989, 3)
    assert columns[1] == (1990, 1990, 5)
    assert columns[-1] == (2028, 2099, 1)
    assert sum(papers for *_, papers in columns) == sum(papers.values())


@pytest.mark.parametrize("years", [1, 2, MOST_YEARS - 1, MOST_YEARS, MOST_YEARS + 1, 300])
def test_columns_are_few_and_leave_no_gap(years: int) -> None:
    columns = spans(dict.fromkeys(range(1700, 1700 + years), 1))
    assert len(columns) <= MOST_YEARS + 2
    assert columns[0][0] == 1700
    assert columns[-1][1] == 1699 + years
    for (_, last, _), (first, *_) in pairwise(columns):
        assert first == last + 1
