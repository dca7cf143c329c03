"""What came last, for readers who were here before: `explore/latest.json`."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from ..layout.dates import find_arrival, find_last_arrival
from ..model.catalogue import Catalogue
from ..model.export import Export, ExportFile, compact_json
from ..model.records import Paper

MOST = 10
"""Papers that are named; the explorer has the others."""


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    """Give how many papers came on each day, and the last of them, in the explorer's order.

    Nothing where all came on one day.
    """
    if find_last_arrival(catalogue) is None:
        return
    came: list[tuple[dt.date, Paper]] = [
        (day, paper)
        for paper in catalogue.papers_by_position
        if (day := find_arrival(paper, catalogue))
    ]
    days = Counter(day for day, _ in came)
    last = sorted(came, key=lambda pair: pair[0], reverse=True)[:MOST]
    content = {
        "days": [[day.isoformat(), days[day]] for day in sorted(days, reverse=True)],
        "papers": [
            {"day": day.isoformat(), "slug": paper.id, "title": paper.title.plain}
            for day, paper in last
        ],
    }
    yield ExportFile(path="explore/latest.json", content=compact_json(content))


EXPORT = Export(name="latest", owns=("explore",), lay_out=_lay_out)
