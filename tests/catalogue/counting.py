"""The records of a listing, counted and read without the builder's readers."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pybtex.database

_FRAME = re.compile(
    r"new|subscribe|get trending papers .*|by ?ak and the research community|submitted by.*|"
    r"(?:[·•-] ?)?\d+ authors?|upvote|[+-]?\d{1,4}(?:\.\d)?k?|(?:daily|trending) papers",
    re.I,
)
_DATE = re.compile(r"(?:Published on )?([A-Z][a-z]{2,8} \d{1,2}(?:, \d{4})?)")


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One record as its file has it."""

    file: str
    position: int
    title: str
    abstract: str
    label: str | None = None


def counted(path: Path) -> list[Counted]:
    """Every record of a well-formed listing, in its order."""
    text = path.read_text("utf-8-sig")
    records = _way_to_read(path.suffix.lower(), text.lstrip())(text)
    return [
        Counted(file=path.name, position=number, **record)
        for number, record in enumerate(records, 1)
    ]


def _way_to_read(suffix: str, start: str) -> Callable[[str], Iterator[dict[str, Any]]]:
    if start.startswith("<"):
        return _atom
    if start.startswith(("[", "{")):
        return _json
    if suffix in (".csv", ".tsv", ".tab"):
        return _table
    if suffix in (".md", ".markdown"):
        return _bullets
    if re.search(r"^TY {1,3}-", start, re.M):
        return _ris
    if re.search(r"^\s*@\w+\s*[{(]", start, re.M):
        return _bibtex
    return _saved_page


def _saved_page(text: str) -> Iterator[dict[str, Any]]:
    """Titles and abstracts in turn, once the frame is gone."""
    label: str | None = None
    kept: list[tuple[str, str | None]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if date := _DATE.fullmatch(line):
            label = date[1]
        elif not _FRAME.fullmatch(line):
            kept.append((line, label))
    first, label = kept[0]
    kept[0] = first.removeprefix("Subscribe"), label
    assert len(kept) % 2 == 0, "expected titles and abstracts in turn"
    for (title, label), (abstract, _) in zip(kept[::2], kept[1::2], strict=True):
        yield {"title": title, "abstract": abstract, "label": label}


def _json(text: str) -> Iterator[dict[str, Any]]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError:
        data = [json.loads(line) for line in text.splitlines() if line.strip()]
    if isinstance(data, dict):
        data = next((v for v in data.values() if isinstance(v, list)), [data])
    for found in data:
        record = found.get("paper", found)
        given = ((record.get("abstract") or record.get("summary")), _in_order(record))
        yield {"title": record.get("title") or "", "abstract": next(filter(None, given), "")}


def _in_order(record: dict[str, Any]) -> str:
    """The abstract that OpenAlex gives as places of words."""
    index = record.get("abstract_inverted_index") or {}
    places = sorted((place, word) for word, found in index.items() for place in found)
    return " ".join(word for _, word in places)


def _atom(text: str) -> Iterator[dict[str, Any]]:
    space = "{http://www.w3.org/2005/Atom}"
    for entry in ElementTree.fromstring(text).iter(f"{space}entry"):
        title, summary = (entry.findtext(space + name) or "" for name in ("title", "summary"))
        yield {"title": title, "abstract": summary}


def _bibtex(text: str) -> Iterator[dict[str, Any]]:
    entries = pybtex.database.parse_string(text, "bibtex").entries
    parents = {str(entry.fields.get("crossref", "")).lower() for entry in entries.values()}
    for key, entry in entries.items():
        if not (entry.type == "proceedings" and key.lower() in parents):
            fields = entry.fields
            parts = [fields.get("title", ""), fields.get("subtitle", "")]
            yield {"title": ": ".join(filter(None, parts)), "abstract": fields.get("abstract", "")}


def _ris(text: str) -> Iterator[dict[str, Any]]:
    for record in re.split(r"^TY {1,3}-", text, flags=re.M)[1:]:
        fields: dict[str, str] = {}
        for tag, value in re.findall(r"^([A-Z][A-Z0-9]) {1,3}- ?(.*)$", record, re.M):
            fields.setdefault(tag, value)
        title, abstract = fields.get("TI") or fields.get("T1"), fields.get("AB") or fields.get("N2")
        yield {"title": title or "", "abstract": abstract or ""}


def _table(text: str) -> Iterator[dict[str, Any]]:
    sign = max(",\t;|", key=text.partition("\n")[0].count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=sign)
    for row in rows:
        cells = {(name or "").strip().lower(): value or "" for name, value in row.items()}
        title = next((value for name, value in cells.items() if "title" in name), "")
        yield {"title": title, "abstract": cells.get("abstract") or cells.get("summary") or ""}


def _bullets(text: str) -> Iterator[dict[str, Any]]:
    bullet = r"^\s*(?:[-*+]|\d+[.)])\s+.*?\[([^\]]+)\]\(https?://.*$"
    for title in re.findall(bullet, text, re.M):
        yield {"title": title, "abstract": ""}
