"""Estimates record counts by format, to detect poor parses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

_BIBTEX = re.compile(r"^\s*@(?!comment|string|preamble)\w+\s*[{(]", re.I | re.M)
_MEDLINE = re.compile(r"^PMID ?- ?\d", re.M)
_ENDNOTE = re.compile(r"^%0 ", re.M)
_WEB_OF_SCIENCE = re.compile(r"^PT [A-Z]$", re.M)
_RIS = re.compile(r"^TY\s+-", re.M)
_ATOM = re.compile(r"<(?:\w+:)?entry[\s>]")
_ITEM = re.compile(r"<item[\s>]")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)]|\|)\s.*(?:\]\(|https?://)", re.M)


def estimate_records(text: str, format_: str) -> int:
    """Estimate the number of records in `text`; 0 where its lines give no clue.

    `format_` is the name of the reader that took the file.
    """
    count = COUNTERS.get(format_)
    return count(text) if count else 0


def _count_line_pairs(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip()) // 2


def _count_table_rows(text: str) -> int:
    """Lines outside quotation marks, without the header."""
    rows, quotes = 0, 0
    for line in text.splitlines():
        rows += bool(line.strip()) and quotes % 2 == 0
        quotes += line.count('"')
    return max(rows - 1, 0)


def _count_json_records(text: str) -> int:
    """Members of the longest list of objects; of JSON Lines, the lines."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return sum(1 for line in text.splitlines() if line.strip())
    lists = [data, *(data.values() if isinstance(data, dict) else ())]
    return max((_count_objects(found) for found in lists), default=0)


def _count_crossref_items(text: str) -> int:
    """Works of a list, which stands in an envelope."""
    try:
        message = json.loads(text).get("message")
    except (ValueError, RecursionError, AttributeError):
        return _count_json_records(text)
    return _count_objects(message.get("items")) if isinstance(message, dict) else 0


def _count_objects(found: Any) -> int:
    return sum(isinstance(one, dict) for one in found) if isinstance(found, list) else 0


def _make_counter(pattern: re.Pattern[str]) -> Callable[[str], int]:
    return lambda text: sum(1 for _ in pattern.finditer(text))


COUNTERS: Mapping[str, Callable[[str], int]] = {
    "arxiv": _make_counter(_ATOM),
    "awesome-list": _make_counter(_BULLET),
    "bibtex": _make_counter(_BIBTEX),
    "crossref": _count_crossref_items,
    "csl-json": _count_json_records,
    "csv": _count_table_rows,
    "endnote": _make_counter(_ENDNOTE),
    "hugging-face": _count_json_records,
    "json": _count_json_records,
    "json-lines": _count_json_records,
    "medline": _make_counter(_MEDLINE),
    "openalex": _count_json_records,
    "ris": _make_counter(_RIS),
    "rss": _make_counter(_ITEM),
    "saved-page": _count_line_pairs,
    "semantic-scholar": _count_json_records,
    "web-of-science": _make_counter(_WEB_OF_SCIENCE),
}
"""By the name of the reader."""
