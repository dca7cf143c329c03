"""Joins the spellings of a keyword, over all papers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..model.records import Entry, Keyword
from ..text.keyword_key import keyword_key

_WITH_ACRONYM = re.compile(r"(.*\S)\s*\(([^\s()]{2,10})\)")
_FILLERS = frozenset("a an and for in of on the to with".split())


def join_keywords(works: Iterable[Sequence[Entry]]) -> tuple[tuple[Keyword, ...], ...]:
    """Return the keywords of each work: those of all its records, in order, each once.

    Spellings are joined by their key; `LSTM` and `long short-term memory` too, where a record
    says `long short-term memory (LSTM)` and none gives the letters another meaning. A keyword
    has the name that most works give it.
    """
    written = [_collect_spellings(entries) for entries in works]
    counts = Counter(spelling for spellings in written for spelling in spellings)
    acronyms = _find_acronyms(counts)
    keys = {spelling: _find_key(spelling, acronyms) for spelling in counts}
    names: dict[str, str] = {}
    for spelling in sorted(counts, key=lambda spelling: _preference(spelling, counts)):
        names.setdefault(keys[spelling], spelling)
    return tuple(_join(spellings, keys, names) for spellings in written)


def _collect_spellings(entries: Sequence[Entry]) -> tuple[str, ...]:
    ordered = sorted(entries, key=lambda entry: (entry.listing, entry.position, entry.origin))
    return tuple(dict.fromkeys(keyword for entry in ordered for keyword in entry.keywords))


def _join(
    spellings: Iterable[str], keys: Mapping[str, str], names: Mapping[str, str]
) -> tuple[Keyword, ...]:
    joined: dict[str, list[str]] = {}
    for spelling in spellings:
        joined.setdefault(keys[spelling], []).append(spelling)
    return tuple(
        Keyword(name=names[key], spellings=tuple(one for one in group if one != names[key]))
        for key, group in joined.items()
    )


def _preference(spelling: str, counts: Mapping[str, int]) -> tuple[bool, int, int, str]:
    """The commonest first; among equals the one with fewest capitals."""
    capitals = sum(letter.isupper() for letter in spelling)
    return (_split_acronym(spelling) is not None, -counts[spelling], capitals, spelling)


def _find_key(spelling: str, acronyms: Mapping[str, str]) -> str:
    pair = _split_acronym(spelling)
    key = keyword_key(pair[0] if pair else spelling)
    return acronyms.get(key, key)


def _find_acronyms(spellings: Iterable[str]) -> Mapping[str, str]:
    """Return the key of each acronym's words, where all that spell it out mean the same."""
    meanings: dict[str, set[str]] = {}
    for spelling in spellings:
        if pair := _split_acronym(spelling):
            meanings.setdefault(keyword_key(pair[1]), set()).add(keyword_key(pair[0]))
    return {acronym: min(keys) for acronym, keys in meanings.items() if len(keys) == 1}


def _split_acronym(spelling: str) -> tuple[str, str] | None:
    """Return `graph neural networks` and `GNNs`; `None` where the brackets hold no initials."""
    found = _WITH_ACRONYM.fullmatch(spelling)
    if found is None:
        return None
    words = re.findall(r"[^\W_]+", found[1].casefold())
    initials = ["".join(word[0] for word in words)]
    initials.append("".join(word[0] for word in words if word not in _FILLERS))
    letters = re.sub(r"\W|(?<=[A-Z])s\Z", "", found[2]).casefold()
    return (found[1], found[2]) if letters in initials else None
