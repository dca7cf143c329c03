"""Estimates record counts by format, to detect poor parses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

_BIBTEX = re.compile(r"^\s*@(?!comment|string|preamble)\w+\s*[{(]", re.I | re.M)
_RIS = re.compile(r"^TY\s+-", re.M)
_ATOM = re.compile(r"<(?:\w+:)?entry[\s>]")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s.*(?:\]\(|https?://)", re.M)


def expected_records(text: str, format_: str) -> int:
    """Estimate the number of records in `text`; 0 where its lines give no clue.

    `format_` is the name of the reader that took the file.
    """
    count = COUNTS.get(format_)
    return count(text) if count else 0


def _pairs_of_lines(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip()) // 2


def _table_rows(text: str) -> int:
    """Lines outside quotation marks, without the header."""
    rows, quotes = 0, 0
    for line in text.splitlines():
        rows += bool(line.strip()) and quotes % 2 == 0
        quotes += line.count('"')
    return max(rows - 1, 0)


def _json_records(text: str) -> int:
    """Members of the longest list of objects; of JSON Lines, the lines."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return sum(1 for line in text.splitlines() if line.strip())
    lists = [data, *(data.values() if isinstance(data, dict) else ())]
    return max((_objects(found) for found in lists), default=0)


def _objects(found: Any) -> int:
    return sum(isinstance(one, dict) for one in found) if isinstance(found, list) else 0


def _matches(pattern: re.Pattern[str]) -> Callable[[str], int]:
    return lambda text: sum(1 for _ in pattern.finditer(text))


COUNTS: Mapping[str, Callable[[str], int]] = {
    "arxiv": _matches(_ATOM),
    "awesome-list": _matches(_BULLET),
    "bibtex": _matches(_BIBTEX),
    "csl-json": _json_records,
    "csv": _table_rows,
    "hugging-face": _json_records,
    "json": _json_records,
    "json-lines": _json_records,
    "openalex": _json_records,
    "ris": _matches(_RIS),
    "saved-page": _pairs_of_lines,
    "semantic-scholar": _json_records,
}
"""By the name of the reader."""
