"""The days on which papers and listings came: `sources/arrivals.jsonl`, one a line."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

from ..model.arrivals import Arrivals
from ..model.problems import BuilderError, Origin, Problems

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def read_arrivals(path: Path, problems: Problems) -> Arrivals:
    """Read the file; it may be missing.

    A line that is none is a problem and affects no other. Raises `BuilderError` where the file
    cannot be read.
    """
    try:
        text = path.read_text("utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise BuilderError(f"{path.as_posix()}: cannot read: {error}") from error
    found: dict[str, dict[str, dt.date]] = {"listing": {}, "paper": {}}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            kind, name, day = _parse_line(line)
        except ValueError as error:
            problems.add(Origin(file=path.as_posix(), line=number), str(error))
            continue
        # Two branches may have recorded it, and the file kept both lines.
        found[kind][name] = min(day, found[kind].get(name, day))
    return Arrivals(listings=found["listing"], papers=found["paper"])


def _parse_line(line: str) -> tuple[str, str, dt.date]:
    """Return `listing` or `paper`, its name and its day; the error says what was wrong."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not valid JSON: {error}") from error
    if not isinstance(data, dict) or len(data) != 2 or not {"listing", "paper"} & data.keys():
        raise ValueError(f"expected 'listing' or 'paper', and 'day', got {line.strip()[:80]!r}")
    kind = "listing" if "listing" in data else "paper"
    name, day = data[kind], data.get("day")
    if not isinstance(name, str) or not name:
        raise ValueError(f"{kind}: expected a name, got {name!r}")
    if not isinstance(day, str) or not _DAY.fullmatch(day):
        raise ValueError(f"day: expected a day such as 2026-11-21, got {day!r}")
    try:
        return kind, name, dt.date.fromisoformat(day)
    except ValueError:
        raise ValueError(f"day: expected a day that there is, got {day!r}") from None


def format_arrivals(arrivals: Arrivals) -> str:
    """Return the text of the file: listings, then papers, each sorted by name."""
    return "".join(
        json.dumps({kind: name, "day": day.isoformat()}, ensure_ascii=False) + "\n"
        for kind, days in (("listing", arrivals.listings), ("paper", arrivals.papers))
        for name, day in sorted(days.items())
    )
