"""The check's report for people: Markdown for a workflow's summary, JSON for scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..model.problems import Problem
from ..text.lines import collapse_spaces
from .check import CheckReport

_SHOWN_ROWS = 50
"""Rows shown of each list; the rest are counted."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~&$@:.-])")


def report_as_markdown(report: CheckReport) -> str:
    """Return the report as Markdown; text from the input is escaped."""
    catalogue = report.catalogue
    lines = [
        "## Catalogue",
        "",
        f"{len(catalogue.papers)} papers from {len(catalogue.listings)} listings; "
        f"{len(report.problems)} problems, {len(report.notes)} notes.",
        "",
    ]
    lines += _format_section("Problems", [_format_problem(one) for one in report.problems])
    changes = report.changes
    if changes:
        added = [
            f"{_escape_markdown(paper.title.plain)} ({_format_code(paper.id)})"
            for paper in changes.added
        ]
        removed = [
            f"{_escape_markdown(paper.title)} ({_format_code(paper.id)})"
            for paper in changes.removed
        ]
        moved = [f"{_format_code(old)} leads to {_format_code(new)}" for old, new in changes.moved]
        lost = [f"{_format_code(one.paper)}: {', '.join(one.fields)}" for one in changes.lost]
        lines += _format_section("Papers added", added, "none")
        lines += _format_section("Papers removed", removed, "none")
        lines += _format_section("Addresses that moved", moved)
        lines += _format_section("Fields lost", lost, "none")
    merges = [
        f"{_escape_markdown(match.left.title.plain)} = {_escape_markdown(match.right.title.plain)} "
        f"({match.score:.2f}: {_escape_markdown(match.evidence)})"
        for match in report.merges
    ]
    lines += _format_section("Merged without an equal title", merges, "none")
    lines += _format_section("Notes", [_format_problem(one) for one in report.notes])
    return "\n".join(lines)


def _format_section(name: str, rows: Sequence[str], empty: str = "") -> Iterator[str]:
    if not rows and not empty:
        return
    yield f"### {name}: {len(rows) or empty}"
    yield ""
    yield from (f"- {row}" for row in rows[:_SHOWN_ROWS])
    if len(rows) > _SHOWN_ROWS:
        yield f"- and {len(rows) - _SHOWN_ROWS} more"
    if rows:
        yield ""


def _format_problem(problem: Problem) -> str:
    return f"{_format_code(str(problem.origin))}: {_escape_markdown(problem.message)}"


def _escape_markdown(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", collapse_spaces(text))


def _format_code(text: str) -> str:
    return "`" + collapse_spaces(text.replace("`", "'")) + "`"


def report_as_json(report: CheckReport) -> str:
    """Return the report as one JSON object."""
    changes = report.changes
    data: dict[str, Any] = {
        "papers": len(report.catalogue.papers),
        "listings": len(report.catalogue.listings),
        "problems": list(_problems_as_data(report.problems)),
        "notes": list(_problems_as_data(report.notes)),
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


def _problems_as_data(problems: Iterable[Problem]) -> Iterator[dict[str, Any]]:
    for problem in problems:
        origin = problem.origin
        yield {"file": origin.file, "line": origin.line, "message": problem.message}
