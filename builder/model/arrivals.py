"""When papers and listings came into the catalogue: `sources/arrivals.jsonl`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from .records import Paper


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrivals:
    """The days that were recorded; what came since has none yet."""

    listings: Mapping[str, dt.date] = field(default_factory=dict)
    """By file name."""
    papers: Mapping[str, dt.date] = field(default_factory=dict)
    """By slug, also by slugs that papers no longer have."""

    def find_day(self, paper: Paper) -> dt.date | None:
        """Return the earliest day recorded for `paper` under any of its slugs."""
        days = (self.papers.get(slug) for slug in (paper.id, *paper.aliases))
        return min(filter(None, days), default=None)
