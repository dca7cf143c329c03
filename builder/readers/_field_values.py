"""Parses field values: clean text, dates, URLs, DOIs and arXiv ids."""

from __future__ import annotations

import html
import re
from datetime import date as calendar_date
from functools import lru_cache
from urllib.parse import urlsplit

from pylatexenc.latex2text import LatexNodes2Text

from ..text.dates import MONTH_NUMBERS, VALID_YEARS, written_date
from ..text.identifiers import leading_doi, read_arxiv, read_doi
from ..text.lines import collapse_spaces


class FieldError(ValueError):
    """A value that does not fit its field; the message says what was wanted."""


def format_value(value: object) -> str:
    """Return `value` as a message shows it: quoted, on one line, not longer than 60 characters."""
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    text = value if isinstance(value, str) else str(value)
    short = text if len(text) <= 60 else text[:57] + "..."
    return repr(short) if isinstance(value, str) else short


_MARKUP = re.compile(
    r"</?(?:jats:[a-z-]+|mml:[a-z]+|(?:abstract|b|bold|br|em|i|italic|li|ol|p|sc|scp|sec|span"
    r"|strong|sub|sup|title|u|ul))(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_PARTS = re.compile(r"</?(?:jats:)?(?:br|li|p|sec|title)\b", re.IGNORECASE)
_HEADING = re.compile(r"\A\s*(?:<(?:jats:)?sec>\s*)?<(jats:)?title>\s*abstract\s*</\1?title>", re.I)


def strip_markup(text: str) -> str:
    """Return the text without the JATS and HTML tags that publishers leave in it.

    A tag that is none of theirs stays, such as the token `<SEG>` of a model.
    """
    if "<" in text:
        text = _HEADING.sub("", text)
        text = _MARKUP.sub(lambda tag: " " if _PARTS.match(tag[0]) else "", text)
    return html.unescape(text) if "&" in text else text


_TO_TEXT = LatexNodes2Text(strict_latex_spaces=False, keep_comments=True)
_SIGNS = {
    r"\textbraceleft{}": r"\{",
    r"\textbraceright{}": r"\}",
    r"\textasciicircum{}": "^",
}
"""What the parser does not know, and what it does."""
_LONGEST_TEX = 1000
"""Characters; names, venues and dates are shorter, and the parser of TeX is slow."""


@lru_cache(maxsize=4096)
def tex_to_text(text: str) -> str:
    """Return the text of a short BibTeX field with TeX accents as letters and without braces."""
    if len(text) > _LONGEST_TEX or not re.search(r"[\\{}$~]", text):
        return text
    try:
        for command, sign in _SIGNS.items():
            text = text.replace(command, sign)
        plain = _TO_TEXT.latex_to_text(re.sub(r"(?<!\\)%", r"\\%", text))
    except Exception:  # the parser raises many kinds of errors; the field is still text
        plain = text
    return str(plain).replace("\N{NO-BREAK SPACE}", " ")


def parse_doi(text: str) -> str:
    """Return the DOI in a field that holds one, bare or as an address; raises `FieldError`."""
    found = read_doi(collapse_spaces(text))
    if found is None:
        raise FieldError("expected a DOI such as 10.1145/3292500.3330701")
    return found


def parse_arxiv(text: str) -> str:
    """Return the id in a field that holds one, bare or as an address; raises `FieldError`."""
    found = read_arxiv(text.strip())
    if found is None:
        raise FieldError("expected an arXiv id such as 2403.01234")
    return found


_HOST_FIRST = re.compile(
    r"(?:www\.|(?:[a-z0-9-]+\.)+(?:org|com|net|co|io|edu|gov|eu|de|uk|fr)/)", re.IGNORECASE
)


def parse_address(text: str) -> str:
    """Return an http or https address; a bare host gets `https://`; raises `FieldError`.

    A DOI alone is an address at doi.org. One with a user name or a password is none: a site that
    is published tells everybody.
    """
    text = text.strip()
    if doi := leading_doi(text):
        text = f"https://doi.org/{doi}"
    elif _HOST_FIRST.match(text):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        # A port that is none raises ValueError.
        good = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
        good = good and parts.port != 0
    except ValueError:
        good = False
    if good and parts.username is not None:
        raise FieldError("expected an address without a user name")
    if not good or re.search(r"[\s\"<>\\^`{|}\x00-\x20\x7f]", text):
        raise FieldError("expected an http or https address")
    return text


_BETWEEN_ADDRESSES = re.compile(
    r"(?<![\s;,|])[\s;,|]+(?=(?:https?|internal-pdf)://)", re.IGNORECASE
)


def split_addresses(text: str) -> list[str]:
    """Return the addresses of a field, whatever stands between them.

    Those of files in an EndNote library are left out, as they lead nowhere else.
    """
    found = _BETWEEN_ADDRESSES.split(text)
    return [address for address in found if not address.lower().startswith("internal-pdf:")]


_YEAR = re.compile(r"\d{4}\Z")
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|2[01])\d\d(?!\d)")
_NOT_THE_YEAR = re.compile(r"\[[^]]*\]|(?<=\d{4})\s*[-/\u2013\u2014]+\s*\d{4}\b")
"""The year of an earlier edition, and the end of a range."""
_LONGEST_DATE = 100
"""Characters."""


def find_year(text: str) -> str | None:
    """Return the year that a text names: `Summer 1993`, `12/21/2011`, `1973-1974`, `2002 [1997]`.

    `None` where it names several, or none.
    """
    if len(text) > _LONGEST_DATE or text.startswith("-"):
        return None
    years = set(_ANY_YEAR.findall(_NOT_THE_YEAR.sub("", text)) or _ANY_YEAR.findall(text))
    return years.pop() if len(years) == 1 else None


def parse_year(value: str | int) -> str:
    """Return the year in a field, alone or as the only one; raises `FieldError`."""
    text = str(value).strip()
    year = text if _YEAR.match(text) else find_year(text)
    if year is None:
        raise FieldError("expected four digits")
    return _format_date(year, None, None)


def parse_date(value: str | int) -> str:
    """Return a date as ISO 8601 with what is known of it; raises `FieldError`."""
    text = collapse_spaces(str(value))
    found = written_date(text)
    if found and found.year:
        return _format_date(found.year, found.month, found.day)
    if year := find_year(text):
        return year
    raise FieldError("expected a date such as 2024-03-18")


def parse_date_or_year(value: str | int, only_year: bool) -> str:
    """Return a date, or a year where the field is one; a year field may hold a whole date."""
    try:
        return parse_date(value)
    except FieldError:
        if only_year:
            return parse_year(value)
        raise


def join_date(year: str, month: str | None, day: str | None) -> str:
    """Return the date of a year, a month (name or number) and a day; raises `FieldError`."""
    return _format_date(
        parse_year(year), (month or "").strip() or None, (day or "").strip() or None
    )


_SEASONS = frozenset("spring summer autumn fall winter 21 22 23 24".split())
"""In the place of a month; the numbers are those of EDTF, which BibLaTeX reads."""


def _format_date(year: str, month: str | None, day: str | None) -> str:
    if int(year) not in VALID_YEARS:
        raise FieldError(f"expected a year from {VALID_YEARS[0]} to {VALID_YEARS[-1]}")
    if month is None or not month.strip("0") or month.lower() in _SEASONS:
        return f"{int(year):04}"
    # Three letters are enough here, and so are the names of some other languages: `Juni`.
    number = MONTH_NUMBERS.get(month[:3].lower()) if month[:1].isalpha() else _parse_number(month)
    if number is None or not 1 <= number <= 12:
        raise FieldError("expected a month from 1 to 12 or its name")
    if day is None or not day.strip("0"):
        return f"{int(year):04}-{number:02}"
    try:
        return calendar_date(int(year), number, _parse_number(day) or 0).isoformat()
    except ValueError as error:
        raise FieldError("expected a day of that month") from error


def _parse_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None
