"""Citation records as BibTeX, RIS, CSL-JSON and COinS.

`docs/assets/javascripts/cite/formats.js` writes the first three in the browser; a test holds
the two to the same text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote, urlencode

from ..text.dates import MONTHS
from .author_names import Name, split_particle
from .citation import Citation, escape_tex, to_tex

_BIBTEX_TYPE = {"preprint": "misc"}
_RIS_TYPE = {"article": "JOUR", "inproceedings": "CPAPER", "preprint": "UNPB", "misc": "GEN"}
_CSL_TYPE = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "preprint": "article",
    "misc": "document",
}
_VENUE_FIELD = {"article": "journal", "inproceedings": "booktitle"}


def to_bibtex(citations: Iterable[Citation]) -> str:
    """Return the records as BibTeX in UTF-8, an empty line between two."""
    return "\n".join(map(_bibtex_record, citations))


def _bibtex_record(record: Citation) -> str:
    year, month, _ = _date_parts(record)
    fields = {
        "title": "{" + (record.title_tex or to_tex(record.title)) + "}",
        "author": "{" + " and ".join(map(_bibtex_name, record.authors)) + "}",
        "year": "{" + year + "}",
        "month": MONTHS[int(month) - 1] if month else "",
        _VENUE_FIELD.get(record.kind, "howpublished"): _in_braces(escape_tex(record.venue or "")),
        "volume": _in_braces(_bibtex_range(record.volume)),
        "number": _in_braces(_bibtex_range(record.issue)),
        "pages": _in_braces(_bibtex_range(record.pages)),
        "eprint": _in_braces(record.arxiv_id),
        "archiveprefix": "{arXiv}" if record.arxiv_id else "",
        "doi": _in_braces(record.doi),
        "url": _in_braces(record.url),
        "ids": _in_braces(record.alias),
        "keywords": _in_braces(", ".join(map(_bibtex_keyword, record.keywords))),
        "abstract": _in_braces(escape_tex(record.abstract or "")),
    }
    lines = [f"  {name} = {value}," for name, value in fields.items() if value not in ("", "{}")]
    kind = _BIBTEX_TYPE.get(record.kind, record.kind)
    return "\n".join([f"@{kind}{{{record.key},", *lines, "}", ""])


_NOT_IN_NAME = re.compile(r"(?:^| )and(?: |$)|\{\}", re.I)
"""What splits a name, or is lost where it is split."""
_DASH = re.compile("[-\u2010-\u2015]+")


def _in_braces(value: str | None) -> str:
    return "{" + (value or "") + "}"


def _bibtex_name(name: Name) -> str:
    """`Family, Given` or `Family, Jr., Given`; a name without parts is braced as one word."""
    parts = [escape_tex(part) for part in name]
    if len(parts) == 1:
        return "{" + parts[0] + "}"
    parts[1:] = reversed(parts[1:])
    return ", ".join("{" + part + "}" if _NOT_IN_NAME.search(part) else part for part in parts)


def _bibtex_range(numbers: str | None) -> str:
    """Pages and the like, with the two hyphens that TeX prints as a dash."""
    return "--".join(map(escape_tex, _DASH.split(numbers or "")))


def _bibtex_keyword(keyword: str) -> str:
    """A keyword, braced where a comma or a semicolon would split it."""
    tex = escape_tex(keyword)
    return "{" + tex + "}" if "," in tex or ";" in tex else tex


def to_ris(citations: Iterable[Citation]) -> str:
    """Return the records as RIS; lines end in carriage return and line feed."""
    return "".join(
        f"{tag}  - {value}\r\n" for record in citations for tag, value in _ris_lines(record)
    )


def _ris_lines(record: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", _RIS_TYPE[record.kind]
    yield "ID", record.key
    yield "TI", record.title
    for name in record.authors:
        # A comma would part what is one name.
        yield "AU", ", ".join(name) if len(name) > 1 else name[0].replace(",", "")
    year, month, day = _date_parts(record)
    if year:
        yield "PY", year
        yield "DA", f"{year}/{month}/{day}/"
    if record.venue:
        yield ("JO" if record.kind == "article" else "T2"), record.venue
    if record.volume:
        yield "VL", record.volume
    if record.issue:
        yield "IS", record.issue
    first, *last = _DASH.split(record.pages or "", maxsplit=1)
    if first:
        yield "SP", first
    if last:
        yield "EP", last[0]
    if record.doi:
        yield "DO", record.doi
    if record.arxiv_id:
        yield "AN", f"arXiv:{record.arxiv_id}"
    if record.url:
        yield "UR", record.url
    for keyword in record.keywords:
        yield "KW", keyword
    if record.abstract:
        yield "AB", record.abstract
    yield "ER", ""


def to_csl(citations: Iterable[Citation]) -> str:
    """Return the records as a CSL-JSON array, indented by two spaces."""
    return _write_json([_csl_record(record) for record in citations], "\n") + "\n"


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _write_json(value: object, line: str) -> str:
    """As `json` does with an indent of two spaces, but in a fifth of the time.

    `line` is a line feed and the indent of this value.
    """
    if isinstance(value, dict) and value:
        inner = [f"{_encode(name)}: {_write_json(one, line + '  ')}" for name, one in value.items()]
    elif isinstance(value, list) and value:
        inner = [_write_json(one, line + "  ") for one in value]
    else:
        return _encode(value)
    start, end = "{}" if isinstance(value, dict) else "[]"
    return f"{start}{line}  {f',{line}  '.join(inner)}{line}{end}"


def _csl_record(record: Citation) -> dict[str, Any]:
    parts = [int(part) for part in _date_parts(record) if part]
    fields: dict[str, Any] = {
        "id": record.key,
        "type": _CSL_TYPE[record.kind],
        "title": record.title,
        "author": [_csl_name(name) for name in record.authors],
        "issued": {"date-parts": [parts]} if parts else None,
        "container-title": record.venue,
        "volume": record.volume,
        "issue": record.issue,
        "page": record.pages,
        "DOI": record.doi,
        "number": f"arXiv:{record.arxiv_id}" if record.arxiv_id else None,
        "URL": record.url,
        "keyword": ", ".join(record.keywords),
        "abstract": record.abstract,
    }
    return {name: value for name, value in fields.items() if value}


def _csl_name(name: Name) -> dict[str, str]:
    if len(name) == 1:
        return {"literal": name[0]}
    particle, family = split_particle(name[0])
    suffix = name[2] if len(name) > 2 else ""
    parts = {
        "family": family,
        "given": name[1],
        "non-dropping-particle": particle,
        "suffix": suffix,
    }
    return {part: text for part, text in parts.items() if text}


def to_coins(record: Citation) -> str:
    """Return the OpenURL context (Z39.88-2004) that a COinS span carries in its `title`.

    The `title` of a `<span class="Z3988">` is read by Zotero and other reference managers;
    see https://en.wikipedia.org/wiki/COinS. Not escaped for HTML.
    """
    scheme, title, source = _COINS.get(record.kind, ("dc", "rft.title", "rft.source"))
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{scheme}"),
        ("rft.type", "" if record.kind in _COINS else record.kind.replace("misc", "document")),
        ("rft.genre", {"article": "article", "inproceedings": "proceeding"}.get(record.kind, "")),
        (title, record.title),
        (source, record.venue or ""),
        *(("rft.au" if scheme != "dc" else "rft.creator", ", ".join(n)) for n in record.authors),
        ("rft.date", record.date or ""),
        ("rft_id", f"info:doi/{record.doi}" if record.doi else ""),
        ("rft_id", record.url or ""),
    ]
    return urlencode([pair for pair in pairs if pair[1]], quote_via=quote)


_COINS = {
    "article": ("journal", "rft.atitle", "rft.jtitle"),
    "inproceedings": ("book", "rft.atitle", "rft.btitle"),
}


def _date_parts(record: Citation) -> tuple[str, str, str]:
    parts = [*(record.date or "").split("-"), "", ""]
    return parts[0], parts[1], parts[2]
