"""What a query says by names: of people, of venues, and by years; `named.js` does the same."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from .directory import Directory, Value, is_initial, mark_whole
from .index import Index
from .names import split_name
from .query import Query

MAX_PEOPLE = 3
MAX_NAMED = 16
"""So many people are looked at, those with most papers."""
MIN_BEGINNING = 3
"""Letters of a last word that is taken for the beginning of a name."""
_CITING = frozenset(["et", "al"])


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedValue:
    """Somebody or something that a query names."""

    field: str
    value: Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Who and what the words of a query name together."""

    values: tuple[NamedValue, ...] = ()
    """Those to offer, the best first."""
    whole: frozenset[int] = frozenset()
    """The papers of those whose whole name was typed."""
    papers: frozenset[int] = frozenset()
    """The papers of all that have every word."""
    unfinished: bool = False
    """Whether the last word is but the beginning of their name."""


def find_named(index: Index, query: Query) -> Named:
    """Return who and what the words of a query name together, whichever order they are in.

    `et al.` and a year beside a name are not of it.
    """
    years = index.directories.get("year")
    typed = [word for word in map(str.lower, query.name) if word not in _CITING]
    words = [word for word in typed if not (years and word in years.words)]
    if years and not words and len(typed) == 1:
        [number] = years.words[typed[0]]
        return Named(values=(NamedValue(field="year", value=years.values[number]),))
    if not words or not query.tokens:
        return Named()
    last = query.unfinished_word
    unfinished = last != "" and words[-1].endswith(last) and len(words[-1]) >= MIN_BEGINNING
    venues = _find_venues(index.directories.get("venue"), words)
    people, others, begun = _find_people(index.directories.get("author"), words, unfinished)
    whole = [value for value in people if is_whole(value, words)]
    spoken = [*words[query.family :], *words[: query.family]]
    offered = (
        sorted(people, key=lambda value: _rank_name(value, spoken, whole=value in whole)) + others
    )
    return Named(
        values=(
            *(NamedValue(field="venue", value=value) for value in venues),
            *(NamedValue(field="author", value=value) for value in offered[:MAX_PEOPLE]),
        ),
        whole=_list_papers([*venues, *whole]),
        papers=_list_papers([*venues, *people]) | _find_by_last_name(index, words, people),
        unfinished=begun and not venues,
    )


def find_by_name(index: Index, word: str, texts: int, *, beginning: bool) -> frozenset[int]:
    """Return the papers that a word names by an author, a venue or the year.

    `texts` is how many documents have the word in their text. A name that more of them have as
    a word, such as `Long`, is none here. With `beginning` the word may be unfinished.
    """
    years, venues, people = map(index.directories.get, ("year", "venue", "author"))
    if years and word in years.words:
        return years.list_papers(years.words[word])
    found: set[int] = set()
    if venues:
        found |= venues.list_papers(venues.words.get(mark_whole([word]), ()))
    if people and not is_initial(word):
        found |= people.list_papers(people.words.get(word, ()))
        if not found and beginning and len(word) >= MIN_BEGINNING:
            found |= people.list_papers(people.match(word, unfinished=True))
    return frozenset(found) if len(found) >= texts else frozenset()


def weigh_named(index: Index, word: str, named: Set[int], texts: int) -> float:
    """Return what a name counts beside a word of a text: less where that is frequent, too."""
    years = index.directories.get("year")
    if years and word in years.words:
        return 1.0
    return len(named) / (len(named) + texts) if named else 0.0


def find_with_name(index: Index, words: Sequence[str]) -> frozenset[int]:
    """Return the papers of the people and venues that have every word of a phrase."""
    people, venues = index.directories.get("author"), index.directories.get("venue")
    found = _list_papers(_find_venues(venues, words))
    if people:
        found |= people.list_papers(people.match_words(words)[:MAX_NAMED])
    return found


def is_whole(value: Value, words: Sequence[str]) -> bool:
    """Whether the words are a whole name, in any order; with an initial it may be another's."""
    typed = sorted(words)
    return not any(map(is_initial, words)) and typed in (
        sorted(split_name(value.name)),
        sorted(value.id.split("-")),
    )


def _rank_name(value: Value, spoken: Sequence[str], *, whole: bool) -> int:
    """The whole name before a part, in the order of words as typed; then by the last name."""
    words = split_name(value.name)
    if whole:
        return 0 if words == tuple(spoken) else 1
    return 2 if words[-1:] and words[-1] in spoken else 3


def _find_venues(venues: Directory | None, words: Sequence[str]) -> list[Value]:
    numbers = venues.words.get(mark_whole(words), ()) if venues else ()
    return [venues.values[number] for number in numbers] if venues else []


def _find_people(
    people: Directory | None, words: Sequence[str], unfinished: bool
) -> tuple[list[Value], list[Value], bool]:
    """The people with every word, others to offer, and whether the last word is a beginning."""
    if not people:
        return [], [], False
    text = " ".join(words)
    found = list(people.match(text)[:MAX_NAMED])
    more = list(people.match(text, unfinished=True)[:MAX_NAMED]) if unfinished else []
    own = [people.values[number] for number in found or more]
    others = [people.values[number] for number in more if found and number not in found]
    return own, others, not found


def _find_by_last_name(
    index: Index, words: Sequence[str], people: Sequence[Value]
) -> frozenset[int]:
    """All papers of a single word, which may be the name of more people than are looked at."""
    directory = index.directories.get("author")
    if not (directory and people and len(words) == 1):
        return frozenset()
    return directory.list_papers(directory.words.get(words[0], ()))


def _list_papers(values: Sequence[Value]) -> frozenset[int]:
    return frozenset(paper for value in values for paper in value.papers)
