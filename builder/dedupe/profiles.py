"""Records prepared for comparison, so that comparing two is cheap."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from ..model.records import Entry, ListingId
from ..runtime.memory import NO_MEMORY, Memory
from ..text.title_key import normalise_title
from ..text.venue_names import parse_venue
from .abstracts import AbstractTraits, find_traits
from .crowds import find_crowded
from .printed_places import parse_issue, parse_pages
from .title_kinds import find_markers, is_abridged, is_serial_title, strip_decorations
from .title_numbers import Versions, find_numbers, find_versions

_BRACKETED = re.compile(r"^\W*\[(.+)\]\W*$", re.S)
_SUBTITLE = re.compile(r"[:?!]\s|\s[-\u2013\u2014]\s|\.\s")
_ALTERNATIVE = re.compile(r"[\[(=]\s*([^\[\]()=]{20,})[\])]?\s*$")
_FAMILY = re.compile(r"[^\W\d_]{2,}")
_NOT_NAMES = frozenset(
    "and et al jr sr iii ii ed eds editor editors von van de der del la le".split()
)
_NOBODY = re.compile(
    r"\W*(?:anon(?:ymous|ym)?|(?:no |unknown )?authors?(?: unknown)?|unknown|n/?a|none|various"
    r"|\S+\.(?:com|edu|net|org))\W*",
    re.I,
)
_INITIALS = re.compile(r"\b[A-Z]{2,3}\b")
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
_MANY_ISSUES, _HARDLY_RECUR = 20, 0.8
"""Issues of a listing, and the part of them that occurs once if they are numbers of records."""

Shared = Literal["doi", "arxiv", "page"]


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
    issue: str
    """The first of its numbers; empty unless it is nothing but numbers."""
    first_page: str
    last_page: str
    """Empty where only the first page is known."""
    preprint: bool
    """Whether it is on a preprint server, or known by its arXiv id alone."""
    doi: str | None
    """Of a publisher; a preprint server's says nothing about the published work."""
    crowded: frozenset[Shared] = frozenset()
    """What it has in common with records of many titles."""
    abridged: bool
    """Whether the title says that this is only an abstract, a poster or a demonstration."""
    abstract: AbstractTraits | None
    """Nothing where the record has none worth comparing."""

    @cached_property
    def compact(self) -> str:
        """The title without spaces."""
        return self.title.replace(" ", "")

    @cached_property
    def versions(self) -> Versions:
        """Of what the title names."""
        return find_versions(self.title)

    @cached_property
    def sorted_title(self) -> str:
        """The words of the title in the order of the alphabet."""
        return " ".join(sorted(self.words))


def build_profiles(entries: Sequence[Entry], memory: Memory = NO_MEMORY) -> tuple[Profile, ...]:
    """Prepare records for comparison, in their order; `memory` may know their abstracts."""
    abstracts = memory.remember_each(
        "abstracts", (), entries, lambda one: one.abstract.source, _find_traits
    )
    built = [_build_profile(*each) for each in zip(entries, abstracts, strict=True)]
    found = _mark_crowded(_drop_running_numbers(built))
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


def _drop_running_numbers(found: list[Profile]) -> list[Profile]:
    """Forget the issues of listings that number their records in that field."""
    issues: dict[ListingId, Counter[str]] = {}
    for one in found:
        if one.issue:
            issues.setdefault(one.entry.listing, Counter())[one.issue] += 1
    running = {
        listing
        for listing, seen in issues.items()
        if seen.total() >= _MANY_ISSUES and len(seen) > _HARDLY_RECUR * seen.total()
    }
    return [replace(one, issue="") if one.entry.listing in running else one for one in found]


def _mark_crowded(found: list[Profile]) -> list[Profile]:
    """Say of each record what it shares with records of many titles."""
    crowds = find_crowded((key, one.title) for one in found for key in _shared_keys(one))
    marked = [frozenset(key[0] for key in _shared_keys(one) if key in crowds) for one in found]
    return [
        replace(one, crowded=shared) if shared else one
        for one, shared in zip(found, marked, strict=True)
    ]


def _shared_keys(one: Profile) -> Iterator[tuple[Shared, *tuple[str | int | None, ...]]]:
    entry = one.entry
    if entry.doi:
        yield "doi", entry.doi
    if entry.arxiv_id:
        yield "arxiv", entry.arxiv_id
    if one.first_page:
        yield "page", entry.venue, one.year, one.volume, one.issue, one.first_page, one.last_page


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


def _find_traits(entries: Iterable[Entry]) -> Iterator[AbstractTraits | None]:
    return (find_traits(entry.abstract.source) for entry in entries)


def _build_profile(entry: Entry, abstract: AbstractTraits | None) -> Profile:
    raw = entry.title.plain
    full = normalise_title(raw)
    bracketed = _BRACKETED.match(raw)
    stripped = strip_decorations(bracketed.group(1) if bracketed else raw)
    title = (
        (normalise_title(stripped) if stripped != raw else full) if stripped.strip(" .:") else full
    )
    words = tuple(title.split())
    first_page, last_page = parse_pages(entry.pages)
    return Profile(
        entry=entry,
        title=title,
        full_title=full,
        alternative_titles=_alternative_titles(stripped, title),
        words=words,
        numbers=find_numbers(words),
        markers=find_markers(full) | ({"erratum"} if entry.kind == "notice" else frozenset()),
        serial=len(title) < 4 or is_serial_title(title),
        authors=_author_names(entry.authors),
        year=entry.year,
        volume=_first_match(_FIRST_NUMBER, entry.volume),
        issue=parse_issue(entry.issue),
        first_page=first_page,
        last_page=last_page,
        preprint=_is_preprint(entry),
        doi=None if _is_preprint_doi(entry.doi) else entry.doi,
        abridged=is_abridged(raw),
        abstract=abstract,
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
    """Return the names of two letters or more; `Anonymous` is nobody, `JC` are initials."""
    named = (_drop_initials(author) for author in authors if not _NOBODY.fullmatch(author))
    text = normalise_title(" ".join(named).replace(".", " ").replace("?", ""))
    return frozenset(_FAMILY.findall(text)) - _NOT_NAMES


def _drop_initials(author: str) -> str:
    return author if author.isupper() else _INITIALS.sub(" ", author)


def _first_match(pattern: re.Pattern[str], text: str | None) -> str:
    found = pattern.search(text) if text else None
    return found.group() if found else ""
