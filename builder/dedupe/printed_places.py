"""Where a record says that it is printed: issue and pages as numbers."""

from __future__ import annotations

import re

_FIRST_PAGE = re.compile(r"\s*(?:pp?\.?\s*)?([a-z]*)0*(\d+)", re.I)
_LAST_PAGE = re.compile(r"\s*[-\u2010-\u2015]+\s*[a-z]*0*(\d+)", re.I)
_CALENDAR = re.compile(r"\d+-[a-z]{3}\b|[a-z]{3}-\d+\b", re.I)
_ISSUE = re.compile(r"0*(\d+)(?:\s*[-/&,\u2013]\s*\d+)*")


def parse_issue(issue: str | None) -> str:
    """Return the first of its numbers; nothing unless it is nothing but numbers."""
    found = _ISSUE.fullmatch(issue.strip()) if issue else None
    return found.group(1) if found else ""


def parse_pages(pages: str | None) -> tuple[str, str]:
    """Return the first and the last page; nothing where a spreadsheet turned `4-1` into a date.

    `321-4` is `321-324`, and `e12-e15` ends with 15.
    """
    found = _FIRST_PAGE.match(pages) if pages and not _CALENDAR.fullmatch(pages.strip()) else None
    if pages is None or found is None:
        return "", ""
    first = found.group(2)
    end = _LAST_PAGE.match(pages, found.end())
    last = end.group(1) if end else ""
    if 0 < len(last) < len(first):
        last = first[: -len(last)] + last
    return (found.group(1) + first).lower(), last
