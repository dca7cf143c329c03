"""Venues: their kind, and whether two names mean the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from posixpath import commonprefix
from typing import Literal

from .title_key import normalise_title
from .venue_series import SERIES

Kind = Literal["journal", "meeting", "preprint", "unknown"]
Agreement = Literal["same", "other", "other kind", "preprint", "unknown"]

_PREPRINT = frozenset(
    "arxiv corr biorxiv medrxiv chemrxiv psyarxiv techrxiv ssrn preprint preprints eprint "
    "openreview".split()
)
_JOURNAL = frozenset(
    "journal journals j jnl trans transactions record letters lett review reviews rev magazine "
    "annals ann archives arch bulletin bull acta revista zeitschrift tijdschrift".split()
)
_JOURNAL_PROCEEDINGS = re.compile(
    r"national academy|natl acad|vldb endowment|proceedings of the (?:ieee|royal)|proc r soc|"
    r"acm on |mayo clin"
)
_MEETING = frozenset(
    "proceedings proc conference conf symposium symp workshop congress meeting colloquium "
    "convention".split()
)
_WORDLESS = frozenset(
    "a an and the of in on for to d l de des du la le et und der die das fur y e el official acm "
    "ieee "
    "international intl int proceedings proc conference conf symposium symp workshop congress "
    "annual meeting conference publication abstracts supplement supplements suppl online".split()
)
_NUMBER = re.compile(r"\d+(?:st|nd|rd|th)?")
_PARTS = re.compile(r"\s*(?:\. conference\b|\s?:\s|\s=\s|[\[\]()/;]|&mdash;|\u2014|\s-\s)\s*", re.I)
_LOST_LETTER = re.compile(r"(?<=\w)[?\ufffd](?=\w)")
_NO_VENUE = re.compile(r"n/?a|none|unknown|\W*", re.I)
_CUT = re.compile(r"\s*(?:\u2026|&hellip;|\.\.\.)[\s,;.]*\Z", re.I)
"""Search engines print long names in part."""
_SUPPLEMENT = re.compile(r"\. conference\b", re.I)
"""A journal's issue with the abstracts of a meeting is still that journal."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VenueParts:
    """A venue as a record names it."""

    kind: Kind
    names: tuple[tuple[str, ...], ...]
    """Each of its names as significant words: journals add a second language or a city."""
    cut: bool
    """Whether the end of the name is missing."""


@lru_cache(maxsize=65_536)
def parse_venue(name: str) -> VenueParts:
    """Parse a venue's name."""
    if _NO_VENUE.fullmatch(name.strip()):
        return VenueParts(kind="unknown", names=(), cut=False)
    whole = _LOST_LETTER.sub("", name)
    name = _CUT.sub("", whole)
    words = normalise_title(name).split()
    journal = normalise_title(_SUPPLEMENT.split(name)[0])
    parts = [
        tuple(_significant_words(normalise_title(part).split())) for part in _PARTS.split(name)
    ]
    names = tuple(
        dict.fromkeys(part for part in [tuple(_significant_words(words)), *parts] if part)
    )
    kind = _venue_kind(journal, journal.split())
    return VenueParts(kind=kind, names=names, cut=name != whole)


def _venue_kind(key: str, words: list[str]) -> Kind:
    found = frozenset(words)
    if found & _PREPRINT:
        return "preprint"
    if _JOURNAL_PROCEEDINGS.search(key):
        return "journal"
    if found & _MEETING:
        return "meeting"
    return "journal" if found & _JOURNAL else "unknown"


def _significant_words(words: list[str]) -> list[str]:
    return [word for word in words if word not in _WORDLESS and not _NUMBER.fullmatch(word)]


@lru_cache(maxsize=262_144)
def compare_venues(one: str, two: str) -> Agreement:
    """Say how two venues relate; `unknown` where one is missing or says too little."""
    if not one or not two:
        return "unknown"
    left, right = parse_venue(one), parse_venue(two)
    same = one == two or _compare_names(left, right)
    if same and {left.kind, right.kind} == {"journal", "meeting"}:
        return "same" if one == two else "other kind"
    if same:
        return "same"
    if "preprint" in (left.kind, right.kind):
        return "preprint"
    if same is None:
        return "unknown"
    return "other kind" if {left.kind, right.kind} == {"journal", "meeting"} else "other"


def _compare_names(one: VenueParts, two: VenueParts) -> bool | None:
    """Whether any names are the same; `None` where what is left of one cannot tell."""
    if any(_is_same_name(a, b) for a in one.names for b in two.names):
        return True
    if not one.names or not two.names:
        return None
    if not one.cut and not two.cut:
        return False
    shared = max(_count_first_words(a, b) for a in one.names for b in two.names)
    return shared > 1 or (None if shared else False)


def _count_first_words(one: tuple[str, ...], two: tuple[str, ...]) -> int:
    """How many words a name has that the other one begins with; 0 where it does not."""
    short, long = sorted((_expand_acronyms(one), _expand_acronyms(two)), key=len)
    return len(short) if _is_abbreviation(tuple(short), tuple(long[: len(short)])) else 0


def _is_same_name(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    if len(one) > len(two):
        one, two = two, one
    if _is_abbreviation(one, two) or _is_acronym_of(one, two) or _is_run_together(one, two):
        return True
    spelled = [tuple(_expand_acronyms(name)) for name in (one, two)]
    return spelled != [one, two] and spelled[0] == spelled[1]


def _is_abbreviation(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    return len(one) == len(two) and all(
        _is_short_for(*sorted(pair, key=len)) for pair in zip(one, two, strict=True)
    )


def _is_short_for(short: str, long: str) -> bool:
    """`lipidol` for `lipidology`, `natl` for `national`."""
    if long.startswith(short):
        return True
    if len(short) < 3 or short[0] != long[0]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def _is_run_together(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """`jthoraccardiovascsurg` for `journal thoracic cardiovascular surgery`."""
    if len(short) != 1 or len(long) < 2:
        return False
    rest = short[0]
    for word in long:
        shared = len(commonprefix((rest, word)))
        if not shared:
            return False
        rest = rest[shared:]
    return not rest


def _is_acronym_of(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """`vldb` for `very large data bases`, `vldb j` for `vldb journal ...`."""
    if len(short) != 1 or len(short[0]) < 3 or len(long) < 3:
        return False
    return short[0] == "".join(word[0] for word in long)


def _list_acronyms() -> Iterator[tuple[str, str]]:
    """The words of one name, without those that are acronyms themselves."""
    for names in SERIES:
        acronyms = {name.lower() for name in names if " " not in name}
        words = _significant_words(normalise_title(names[1]).split())
        full = " ".join(word for word in words if word not in acronyms)
        if full:
            yield from ((acronym, full) for acronym in acronyms)


_ACRONYMS = dict(_list_acronyms())
"""Well-known ones; most others are the initials of their full names."""


def _expand_acronyms(name: tuple[str, ...]) -> list[str]:
    """Spell the acronyms out, once where the full name follows: `SIGMOD ... Management of Data`."""
    found: list[str] = []
    for place, part in enumerate(name):
        full = _ACRONYMS.get(part, part).split()
        rest = list(name[place + 1 : place + 1 + len(full)])
        if part in _ACRONYMS and rest and rest == full[: len(rest)]:
            return [*found, *full, *name[place + 1 + len(rest) :]]
        found += full
    return found
