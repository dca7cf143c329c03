"""The check's report for people: Markdown for a workflow's summary, JSON for scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..model.problems import Problem
from ..text.lines import one_line
from .check import Report

_SHOWN = 50
"""Rows shown of each list; the rest are counted."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~&$@:.-])")


def summary(report: Report) -> str:
    """Return the report as Markdown; text from the input is escaped."""
    catalogue = report.catalogue
    lines = [
        "## Catalogue",
        "",
        f"{len(catalogue.papers)} papers from {len(catalogue.listings)} listings; "
        f"{len(report.problems)} problems, {len(report.notes)} notes.",
        "",
    ]
    lines += _section("Problems", [_problem(one) for one in report.problems])
    changes = report.changes
    if changes:
        added = [f"{_text(paper.title.plain)} ({_code(paper.id)})" for paper in changes.added]
        removed = [f"{_text(paper.title)} ({_code(paper.id)})" for paper in changes.removed]
        moved = [f"{_code(old)} leads to {_code(new)}" for old, new in changes.moved]
        lost = [f"{_code(one.paper)}: {', '.join(one.fields)}" for one in changes.lost]
        lines += _section("Papers added", added, "none")
        lines += _section("Papers removed", removed, "none")
        lines += _section("Addresses that moved", moved)
        lines += _section("Fields lost", lost, "none")
    merges = [
        f"{_text(match.left.title.plain)} = {_text(match.right.title.plain)} "
        f"({match.score:.2f}: {_text(match.evidence)})"
        for match in report.merges
    ]
    lines += _section("Merged without an equal title", merges, "none")
    lines += _section("Notes", [_problem(one) for one in report.notes])
    return "\n".join(lines)


def _section(name: str, rows: Sequence[str], empty: str = "") -> Iterator[str]:
    if not rows and not empty:
        return
    yield f"### {name}: {len(rows) or empty}"
    yield ""
    yield from (f"- {row}" for row in rows[:_SHOWN])
    if len(rows) > _SHOWN:
        yield f"- and {len(rows) - _SHOWN} more"
    if rows:
        yield ""


def _problem(problem: Problem) -> str:
    return f"{_code(str(problem.origin))}: {_text(problem.message)}"


def _text(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", one_line(text))


def _code(text: str) -> str:
    return "`" + one_line(text.replace("`", "'")) + "`"


def as_json(report: Report) -> str:
    """Return the report as one JSON object."""
    changes = report.changes
    data: dict[str, Any] = {
        "papers": len(report.catalogue.papers),
        "listings": len(report.catalogue.listings),
        "problems": list(_as_data(report.problems)),
        "notes": list(_as_data(report.notes)),
        "merges": [
            {
                "titles": [match.left.title.plain, match.right.title.plain],
                "score": match.score,
                "evidence": match.evidence,
            }
            for match in report.merges
        ],
    }
    if changes:
        data["changes"] = {
            "added": [paper.id for paper in changes.added],
            "removed": list(changes.vanished),
            "moved": dict(changes.moved),
            "lost": {one.paper: list(one.fields) for one in changes.lost},
        }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _as_data(problems: Iterable[Problem]) -> Iterator[dict[str, Any]]:
    for problem in problems:
        origin = problem.origin
        yield {"file": origin.file, "line": origin.line, "message": problem.message}
