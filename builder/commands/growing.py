"""How the listing of a subscription grows: no paper is lost, none changes its place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.problems import BuilderError, Problems
from ..model.reader import Source
from ..model.records import Entry, ListingId
from ..readers.json_lines import READER
from ..text.identifiers import find_doi, read_arxiv
from ..text.title_key import normalise_title
from ..text.urls import clean_url

_FIELDS = (
    *("date", "venue", "volume", "issue", "pages", "doi", "arxiv_id"),
    *("url", "pdf_url", "code_url"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Grown:
    """A listing after new answers."""

    text: str
    """Of the file."""
    known: int
    """How many records it had, which come first."""
    added: tuple[str, ...]
    """The titles of new papers."""
    changed: tuple[str, ...]
    """The titles of papers of which more or other things are known."""
    retitled: tuple[tuple[str, str], ...]
    """Titles of the listing, which stay, with those that the answers have."""


def grow_listing(file: str, text: str, offered: Sequence[Entry]) -> Grown:
    """Return the listing `text`, called `file` in messages, with what was `offered`.

    A paper keeps its line, of which only what changed is written anew, and its title, for its
    address hangs on it; new ones follow, the oldest first.
    Raises `BuilderError` where the listing has faults.
    """
    lines = text.split("\n")
    known = _Known()
    listed = _read_listing(file, text)
    for entry in listed:
        known.add(entry, (entry.origin.line or 1) - 1)
    changed: dict[int, str] = {}
    retitled: dict[str, str] = {}
    new: list[Entry] = []
    for entry in offered:
        place = known.find(entry)
        if place is None:
            known.add(entry, -1 - len(new))
            new.append(entry)
        elif place >= 0:
            old = json.loads(lines[place])
            record = _update(old, entry)
            title = str(old.get("title") or "")
            if record != old:
                lines[place] = _format(record)
                changed[place] = title
            if normalise_title(title) != normalise_title(entry.title.source):
                retitled[title] = entry.title.source
    new.sort(key=lambda entry: entry.date or "9999")
    kept = [line for line in lines if line.strip()]
    grown = [*kept, *(_format(_make_record(entry)) for entry in new)]
    return Grown(
        text="".join(f"{line}\n" for line in grown),
        known=len(listed),
        added=tuple(entry.title.plain for entry in new),
        changed=tuple(changed.values()),
        retitled=tuple(retitled.items()),
    )


def leave_out(offered: Sequence[Entry], without: Sequence[str]) -> tuple[Entry, ...]:
    """Return the papers that the owner did not name by title, DOI, arXiv id or address."""
    readings = (find_doi, read_arxiv, clean_url, normalise_title)
    unwanted = {read(name) for name in without for read in readings} - {None, ""}
    return tuple(entry for entry in offered if unwanted.isdisjoint(_name(entry)))


def _name(entry: Entry) -> Iterator[str]:
    yield normalise_title(entry.title.source)
    yield from (name for _, name in _list_names(entry))


def _read_listing(file: str, text: str) -> tuple[Entry, ...]:
    problems = Problems()
    source = Source(file=file, listing=ListingId("grown"), suffix=".jsonl", text=text)
    entries = tuple(READER.read(source, problems))
    for problem in problems:
        raise BuilderError(f"{problem}; mend it before `update` goes on")
    return entries


class _Known:
    """Finds papers by what identifies them, else by title."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], int] = {}
        self._titles: dict[str, list[tuple[Entry, int]]] = {}

    def add(self, entry: Entry, place: int) -> None:
        for name in _list_names(entry):
            self._places.setdefault(name, place)
        title = normalise_title(entry.title.source)
        if title:
            self._titles.setdefault(title, []).append((entry, place))

    def find(self, entry: Entry) -> int | None:
        for name in _list_names(entry):
            if name in self._places:
                return self._places[name]
        for other, place in self._titles.get(normalise_title(entry.title.source), ()):
            if not _contradicts(entry, other):
                return place
        return None


def _list_names(entry: Entry) -> list[tuple[str, str]]:
    names = (("arxiv", entry.arxiv_id), ("doi", entry.doi), ("url", entry.url))
    return [(kind, name) for kind, name in names if name]


def _contradicts(one: Entry, two: Entry) -> bool:
    """Whether two records of one title say themselves that they are different works."""
    return bool(
        (one.doi and two.doi and one.doi != two.doi)
        or (one.arxiv_id and two.arxiv_id and one.arxiv_id != two.arxiv_id)
    )


def _update(old: Mapping[str, Any], entry: Entry) -> dict[str, Any]:
    """What is known now: an answer replaces a field, but what it lacks stays, and the title."""
    new = _make_record(entry)
    if "orcids" not in new and new.get("authors", old.get("authors")) != old.get("authors"):
        old = {name: value for name, value in old.items() if name != "orcids"}
    if old.get("title"):
        new["title"] = old["title"]
    return {**old, **new}


def _make_record(entry: Entry) -> dict[str, Any]:
    """The fields of a paper under the names that the reader of JSON Lines knows."""
    record: dict[str, Any] = {"title": entry.title.source, "authors": list(entry.authors)}
    record |= {name: getattr(entry, name) for name in _FIELDS}
    orcids = dict(entry.orcids)
    if any(name in orcids for name in entry.authors):
        record["orcids"] = ";".join(orcids.get(name, "") for name in entry.authors)
    record["keywords"] = list(entry.keywords)
    record["abstract"] = entry.abstract.source
    return {name: value for name, value in record.items() if value}


def _format(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)
