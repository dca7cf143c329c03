"""The contract of a benchmark: one module in `bench/` for each topic, with a `BENCH`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One measured number."""

    name: str
    value: float
    unit: str = ""
    """Such as `s`, `MB` or `F1`; empty for a ratio."""
    goal: str = ""
    """What we claim, as a comparison: `>= 0.88` or `<= 1.5`."""

    @property
    def is_reached(self) -> bool | None:
        """Whether the goal holds; `None` without a goal."""
        if not self.goal:
            return None
        sign, bound = self.goal.split()
        return self.value >= float(bound) if sign == ">=" else self.value <= float(bound)


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """What is not on this machine, instead of the figures that need it."""

    what: str
    """As `queries.jsonl (set EVALUATION=DIR)`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bench:
    """The figures of one topic."""

    name: str
    title: str
    measure: Callable[[], Iterable[Figure | Missing]]
    """Yields each figure as soon as it is known, and what is missing for others."""
