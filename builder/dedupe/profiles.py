"""Records prepared for comparison, so that comparing two is cheap."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from ..model.records import Entry
from ..text.title_key import normalise_title
from ..text.venue_names import parse_venue
from .title_kinds import find_markers, is_abridged, is_serial_title, strip_decorations

_BRACKETED = re.compile(r"^\W*\[(.+)\]\W*$", re.S)
_SUBTITLE = re.compile(r"[:?!]\s|\s[-\u2013\u2014]\s|\.\s")
_ALTERNATIVE = re.compile(r"[\[(=]\s*([^\[\]()=]{20,})[\])]?\s*$")
_FAMILY = re.compile(r"[^\W\d_]{2,}")
_NOT_NAMES = frozenset(
    "and et al jr sr iii ii ed eds editor editors von van de der del la le".split()
)
_FIRST_PAGE = re.compile(r"\s*(?:pp?\.?\s*)?([a-z]*)0*(\d+)", re.I)
_CALENDAR = re.compile(r"\d+-[a-z]{3}\b|[a-z]{3}-\d+\b", re.I)
_FIRST_NUMBER = re.compile(r"\d+")

_PREPRINT_DOIS = (
    "10.48550/",  # arXiv
    "10.1101/",  # bioRxiv, medRxiv
    "10.21203/",  # Research Square
    "10.2139/ssrn",
    "10.20944/preprints",
    "10.26434/chemrxiv",
    "10.31234/osf",
    "10.36227/techrxiv",
)

_MANY_GROUPS = 3

_NUMERALS = {
    word: str(number)
    for first, words in (
        (1, "one two three four five six seven eight nine ten"),
        (1, "first second third fourth fifth sixth"),
        (1, "1st 2nd 3rd 4th 5th 6th"),
        (2, "ii iii iv"),
        (6, "vi vii viii ix"),
    )
    for number, word in enumerate(words.split(), first)
}
_LETTER_NUMERALS = {"i": "1", "v": "5", "x": "10", "a": "1", "b": "2", "c": "3"}
_NUMBERED_PARTS = frozenset(
    "part parts phase type volume vol section chapter study series stage version".split()
)
_VERSION = re.compile(r"v\d+")


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A record, prepared for comparison."""

    entry: Entry
    title: str
    """Normalised, without decorations such as `(abstract)`."""
    full_title: str
    """Normalised, with its decorations."""
    alternative_titles: tuple[str, ...]
    """Normalised: the title before its subtitle or after `Foreword:`, or in a second language."""
    words: tuple[str, ...]
    numbers: frozenset[str]
    """Numbers of the title, whether digits, Roman or spelled out."""
    markers: frozenset[str]
    """What kind of piece the title declares: `erratum`, `reply` ..."""
    serial: bool
    """Whether the title is one that different pieces share: `Editorial`."""
    serial_count: int = 0
    """Of a serial title: records with it by somebody of the same name in the same year."""
    authors: frozenset[str]
    """Every name of two or more letters, given or family."""
    year: int | None
    volume: str
    first_page: str
    preprint: bool
    """Whether it is on a preprint server, or known by its arXiv id alone."""
    doi: str | None
    """Of a publisher; a preprint server's says nothing about the published work."""
    abridged: bool
    """Whether the title says that this is only an abstract, a poster or a demonstration."""

    @cached_property
    def compact(self) -> str:
        """The title without spaces."""
        return self.title.replace(" ", "")

    @cached_property
    def abstract(self) -> str:
        """Normalised; empty where the record has none worth comparing."""
        text = normalise_title(self.entry.abstract.source)
        return text if len(text) >= 80 else ""

    @cached_property
    def vocabulary(self) -> NDArray[np.uint32]:
        """Hashes of the words of the abstract, each once, sorted: a set takes ten times more."""
        words = set(self.abstract.split())
        return np.sort(np.fromiter(map(word_hash, words), dtype=np.uint32, count=len(words)))


@lru_cache(maxsize=1 << 18)
def word_hash(word: str) -> int:
    """Return 32 bits for a word, the same in every run."""
    return zlib.crc32(word.encode())


def build_profiles(entries: Sequence[Entry]) -> tuple[Profile, ...]:
    """Prepare records for comparison, in their order."""
    found = [_build_profile(entry) for entry in entries]
    recurring = _find_recurring_titles(found) | _find_titles_of_unrelated_authors(found)
    serial = [one.serial or one.title in recurring for one in found]
    pieces = Counter(
        piece
        for one, is_serial in zip(found, serial, strict=True)
        if is_serial
        for piece in _serial_keys(one)
    )
    return tuple(
        replace(
            one,
            serial=True,
            serial_count=max((pieces[piece] for piece in _serial_keys(one)), default=0),
        )
        if is_serial
        else one
        for one, is_serial in zip(found, serial, strict=True)
    )


def _serial_keys(one: Profile) -> Iterator[tuple[str, int | None, str]]:
    return ((one.title, one.year, name) for name in one.authors)


def _find_recurring_titles(found: Iterable[Profile]) -> frozenset[str]:
    """Titles that one venue published in three years or more: a work is published once."""
    years: dict[tuple[str, str], set[int]] = {}
    for one in found:
        if one.year is not None and one.entry.venue:
            years.setdefault((one.title, one.entry.venue), set()).add(one.year)
    return frozenset(title for (title, _), printed in years.items() if len(printed) >= 3)


def _find_titles_of_unrelated_authors(found: Iterable[Profile]) -> frozenset[str]:
    """Titles used by three or more groups of authors with no name in common."""
    groups: dict[str, list[frozenset[str]]] = {}
    for one in found:
        author_groups = groups.setdefault(one.title, [])
        if (
            one.authors
            and len(author_groups) < _MANY_GROUPS
            and not any(one.authors & g for g in author_groups)
        ):
            author_groups.append(one.authors)
    return frozenset(
        title for title, author_groups in groups.items() if len(author_groups) >= _MANY_GROUPS
    )


def _build_profile(entry: Entry) -> Profile:
    raw = entry.title.plain
    full = normalise_title(raw)
    bracketed = _BRACKETED.match(raw)
    stripped = strip_decorations(bracketed.group(1) if bracketed else raw)
    title = (
        (normalise_title(stripped) if stripped != raw else full) if stripped.strip(" .:") else full
    )
    words = tuple(title.split())
    return Profile(
        entry=entry,
        title=title,
        full_title=full,
        alternative_titles=_alternative_titles(stripped, title),
        words=words,
        numbers=_title_numbers(words),
        markers=find_markers(full) | ({"erratum"} if entry.kind == "notice" else frozenset()),
        serial=len(title) < 4 or is_serial_title(title),
        authors=_author_names(entry.authors),
        year=entry.year,
        volume=_first_match(_FIRST_NUMBER, entry.volume),
        first_page=_parse_first_page(entry.pages),
        preprint=_is_preprint(entry),
        doi=None if _is_preprint_doi(entry.doi) else entry.doi,
        abridged=is_abridged(raw),
    )


def _is_preprint_doi(doi: str | None) -> bool:
    return doi is not None and doi.lower().startswith(_PREPRINT_DOIS)


def _is_preprint(entry: Entry) -> bool:
    if entry.venue:
        return parse_venue(entry.venue).kind == "preprint"
    return _is_preprint_doi(entry.doi) or (entry.arxiv_id is not None and entry.doi is None)


def _alternative_titles(raw: str, title: str) -> tuple[str, ...]:
    found: list[str] = []
    main = _SUBTITLE.split(raw, maxsplit=1)
    if len(main) == 2:
        before = normalise_title(main[0])
        found.append(normalise_title(main[1]) if is_serial_title(before) else before)
    found += [normalise_title(part) for part in raw.split("; ") if "; " in raw and len(part) >= 30]
    alternative = _ALTERNATIVE.search(raw)
    if alternative:
        found += [
            normalise_title(raw[: alternative.start()]),
            normalise_title(alternative.group(1)),
        ]
    return tuple(dict.fromkeys(o for o in found if o != title and len(o) >= 8))


def _author_names(authors: Iterable[str]) -> frozenset[str]:
    text = normalise_title(" ".join(authors).replace(".", " ").replace("?", ""))
    return frozenset(_FAMILY.findall(text)) - _NOT_NAMES


def _title_numbers(words: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for before, word in zip(("", *words), words, strict=False):
        if word.isdigit():
            found.add(word.lstrip("0") or "0")
        elif word in _NUMERALS:
            found.add(_NUMERALS[word])
        elif before in _NUMBERED_PARTS and word in _LETTER_NUMERALS:
            found.add(_LETTER_NUMERALS[word])
        elif _VERSION.fullmatch(word):
            found.add(word)
    if words and words[-1] in ("i", "v") and len(words) > 2:
        found.add(_LETTER_NUMERALS[words[-1]])
    return frozenset(found)


def _first_match(pattern: re.Pattern[str], text: str | None) -> str:
    found = pattern.search(text) if text else None
    return found.group() if found else ""


def _parse_first_page(pages: str | None) -> str:
    """Return the first page, or nothing where a spreadsheet turned `4-1` into a date."""
    if not pages or _CALENDAR.fullmatch(pages.strip()):
        return ""
    found = _FIRST_PAGE.match(pages)
    return (found.group(1) + found.group(2)).lower() if found else ""
