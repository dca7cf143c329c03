"""Checks fields that people write or edit by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from ..model.metadata import ADDRESSES
from ..text.identifiers import read_arxiv, read_doi
from ..text.lines import printable_line
from ..text.urls import clean_url

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def check_text(name: str, text: str) -> tuple[str | None, str]:
    """Return the value of the field `name` that holds one text, else `None` and what was wanted."""
    check, wanted = _CHECKS.get(name, (printable_line, "text"))
    return check(text) or None, wanted


def _check_date(text: str) -> str | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
    return text


def is_day(text: str) -> bool:
    """Whether it is a day in ISO 8601."""
    return len(text) == len("2026-11-21") and _check_date(text) is not None


def is_orcid(text: str) -> bool:
    """Whether it is an ORCID, bare."""
    return _ORCID.fullmatch(text) is not None


_CHECKS: Mapping[str, tuple[Callable[[str], str | None], str]] = {
    "date": (_check_date, "a date such as 2024, 2024-03 or 2024-03-18"),
    "doi": (read_doi, "a DOI such as 10.1145/3292500.3330701"),
    "arxiv_id": (read_arxiv, "an arXiv id such as 2403.01234"),
    **dict.fromkeys(ADDRESSES, (clean_url, "an http or https address")),
}
