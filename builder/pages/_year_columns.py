"""The columns of the explorer's years: one for each, and one for all that are far from the rest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

MOST_YEARS = 38
"""Years with a column of their own; with those before and after, 40 columns of 5 pixels."""


@dataclass(frozen=True, kw_only=True, slots=True)
class YearColumn:
    """The papers of one year, or of all years before or after those with their own column."""

    first: int
    last: int
    papers: int


def make_year_columns(papers: Mapping[int, int]) -> tuple[YearColumn, ...]:
    """Return the columns of so many papers by year, from the first year to the last.

    Where the years are too many, those next to each other that have most papers have a column each.
    """
    known = sorted(papers)
    if not known:
        return ()
    totals = [0, *accumulate(papers[year] for year in known)]

    def count(first: int, end: int) -> int:
        return totals[bisect_left(known, end)] - totals[bisect_left(known, first)]

    start, end = known[0], known[-1] + 1
    if end - start > MOST_YEARS:
        start = max(known, key=lambda year: (count(year, year + MOST_YEARS), year))
        end = min(start + MOST_YEARS, end)
    bounds = [(year, year + 1) for year in range(start, end)]
    if known[0] < start:
        bounds.insert(0, (known[0], start))
    if known[-1] >= end:
        bounds.append((end, known[-1] + 1))
    return tuple(
        YearColumn(first=first, last=end - 1, papers=count(first, end)) for first, end in bounds
    )
