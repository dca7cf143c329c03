"""What readers take from a field: clean text, dates, addresses, DOIs and arXiv ids."""

from __future__ import annotations

import html
import re
from datetime import date as calendar_date
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from pylatexenc.latex2text import LatexNodes2Text

from ..text.dates import MONTH_NUMBERS, written_date
from ..text.lines import one_line

YEARS = range(1600, 2200)
"""The years a paper can be from; any other is a slip."""


class FieldError(ValueError):
    """A value that does not fit its field; the message says what was wanted."""


def shown(value: object) -> str:
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


def without_markup(text: str) -> str:
    """Return the text without the JATS and HTML tags that publishers leave in it.

    A tag that is none of theirs stays, such as the token `<SEG>` of a model.
    """
    if "<" in text:
        text = _HEADING.sub("", text)
        text = _MARKUP.sub(lambda tag: " " if _PARTS.match(tag[0]) else "", text)
    return html.unescape(text) if "&" in text else text


_TO_TEXT = LatexNodes2Text(strict_latex_spaces=False, keep_comments=True)
_LONGEST_TEX = 1000
"""Characters; names, venues and dates are shorter, and the parser of TeX is slow."""


@lru_cache(maxsize=4096)
def plain_tex(text: str) -> str:
    """Return the text of a short BibTeX field with TeX accents as letters and without braces."""
    if len(text) > _LONGEST_TEX or not re.search(r"[\\{}$~]", text):
        return text
    try:
        plain = _TO_TEXT.latex_to_text(re.sub(r"(?<!\\)%", r"\\%", text))
    except Exception:  # that parser raises many kinds of errors; the field is still a text
        plain = text
    return str(plain).replace("\N{NO-BREAK SPACE}", " ")


_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"<>{}|\\^`]+", re.IGNORECASE)
_DOI_WANTED = "expected a DOI such as 10.1145/3292500.3330701"
_PAGE_OF_DOI = re.compile(r"(?:/(?:full|abstract|e?pdf|meta))?(?:\.pdf|\.full|\.full\.pdf)?/?\Z")
_ANTHOLOGY = re.compile(
    r"aclanthology\.org/(20\d\d\.(?:acl|emnlp|naacl|eacl|findings-(?:acl|emnlp|naacl|eacl))"
    r"-?[a-z]*\.\d+)\b"
)


def find_doi(text: str) -> str | None:
    """Return the first DOI in the text, bare and lower case.

    An address of the ACL Anthology stands for the DOI that the venue gives its papers.
    """
    found = _DOI.search(unquote(text) if "%2" in text else text)
    if found and not (doi := _trimmed(found[0].lower())).endswith("/"):
        return doi
    anthology = _ANTHOLOGY.search(text.lower())
    return f"10.18653/v1/{anthology[1]}" if anthology else None


def parse_doi(text: str) -> str:
    """Return the DOI in a field that holds one, bare or as an address; raises `FieldError`."""
    found = find_doi(one_line(text))
    if found is None:
        raise FieldError(_DOI_WANTED)
    return found


def _trimmed(doi: str) -> str:
    """Without the rest of an address and the punctuation of a sentence around it."""
    doi = re.split(r"[?#]|&amp;|;jsessionid", doi, maxsplit=1)[0]
    doi = _PAGE_OF_DOI.sub("", doi)
    while doi and (doi[-1] in ".,;:'!" or (doi[-1] == ")" and doi.count("(") < doi.count(")"))):
        doi = doi[:-1]
    return doi.rstrip("]")


_NEW_ID = r"[0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5}"
_OLD_ID = r"[a-z][a-z-]{1,15}(?:\.[A-Za-z]{2})?/[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}"
_ID = rf"({_NEW_ID}|{_OLD_ID})(?:v[0-9]{{1,3}})?(?![0-9/])"
_ARXIV_ID = re.compile(_ID)
_ARXIV_MENTION = re.compile(
    r"(?:arxiv(?:-vanity)?\.org/(?:abs|pdf|html|format|ps|e-print|src)/|alphaxiv\.org/(?:abs|pdf)/"
    r"|ar5iv\.(?:labs\.arxiv\.)?org/(?:abs|html)/|ar5iv\.org/|huggingface\.co/papers/|hf\.co/papers/"
    r"|10\.48550/arxiv\.|\barxiv:\s?|\bcorr,?\s+abs/|^abs/)" + _ID,
    re.IGNORECASE,
)


def find_arxiv(text: str) -> str | None:
    """Return the arXiv id, without version, in an address, in a DOI or after `arXiv:`."""
    found = _ARXIV_MENTION.search(text)
    return _arxiv(found) if found else None


def parse_arxiv(text: str) -> str:
    """Return the id in a field that holds one, bare or as an address; raises `FieldError`."""
    text = text.strip()
    found = _ARXIV_ID.match(text) or _ARXIV_MENTION.search(text)
    if found is None:
        raise FieldError("expected an arXiv id such as 2403.01234")
    return _arxiv(found)


def _arxiv(found: re.Match[str]) -> str:
    """Old ids lose the subject class, as in arXiv's own addresses: `math.GT/0309136`."""
    return re.sub(r"\.[a-z]{2}/", "/", found[1].lower())


_HOST_FIRST = re.compile(
    r"(?:www\.|(?:[a-z0-9-]+\.)+(?:org|com|net|co|io|edu|gov|eu|de|uk|fr)/)", re.IGNORECASE
)


def parse_address(text: str) -> str:
    """Return an http or https address; a bare host gets `https://`; raises `FieldError`.

    A DOI alone is an address at doi.org.
    """
    text = text.strip()
    if _DOI.match(text):
        text = f"https://doi.org/{_trimmed(text)}"
    elif _HOST_FIRST.match(text):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        good = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or re.search(r"[\s\"<>\\^`{|}\x00-\x20\x7f]", text):
        raise FieldError("expected an http or https address")
    return text


def is_code(address: str) -> bool:
    """Whether the address is one of a place for source code."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return host in ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org")


_YEAR = re.compile(r"\d{4}\Z")


def parse_year(value: str | int) -> str:
    """Return a field that holds a year alone as four digits; raises `FieldError`."""
    text = str(value).strip()
    if not _YEAR.match(text):
        raise FieldError("expected four digits")
    return _date(text, None, None)


def parse_date(value: str | int) -> str:
    """Return a date as ISO 8601 with what is known of it; raises `FieldError`."""
    found = written_date(one_line(str(value)))
    if found is None or found.year is None:
        raise FieldError("expected a date such as 2024-03-18")
    return _date(found.year, found.month, found.day)


def joined_date(year: str, month: str | None, day: str | None) -> str:
    """Return the date of a year, a month (name or number) and a day; raises `FieldError`."""
    return _date(parse_year(year), (month or "").strip() or None, (day or "").strip() or None)


def _date(year: str, month: str | None, day: str | None) -> str:
    if int(year) not in YEARS:
        raise FieldError(f"expected a year from {YEARS[0]} to {YEARS[-1]}")
    if month is None:
        return f"{int(year):04}"
    # Three letters are enough here, and so are the names of some other languages: `Juni`.
    number = MONTH_NUMBERS.get(month[:3].lower()) if month[:1].isalpha() else _number(month)
    if number is None or not 1 <= number <= 12:
        raise FieldError("expected a month from 1 to 12 or its name")
    if day is None:
        return f"{int(year):04}-{number:02}"
    try:
        return calendar_date(int(year), number, _number(day) or 0).isoformat()
    except ValueError as error:
        raise FieldError("expected a day of that month") from error


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None
