"""Who and what papers can be found by: people, venues, keywords and years, by the words of names.

`shared/directory.js` finds in the published files what this does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..model.people import year_address
from ..model.records import PaperId
from ..model.slugs import keyword_id
from ..runtime.hashing import hash_value
from ..runtime.memory import NO_MEMORY, Memory
from ..text.words import title_order
from .names import change_numbers, list_name_words, split_name

if TYPE_CHECKING:
    from ..model.catalogue import Catalogue
    from ..model.people import Person, Venue
    from ..model.records import Paper

MIN_BEGINNING = 2
"""Letters of a word that is taken for the beginning of others, unless it is an initial."""


class Value(NamedTuple):
    """Somebody or something that papers have."""

    id: str
    name: str
    address: str
    """Relative to the site's root; empty for a keyword, which has no page."""
    papers: tuple[int, ...]
    """Ascending, as `Catalogue.papers_by_position` numbers them."""


@dataclass(frozen=True, kw_only=True)
class Directory:
    """The values of a field."""

    field: str
    """`author`, `venue`, `keyword` or `year`."""
    values: tuple[Value, ...]
    """Most papers first, then by name: the first ones are those that a reader may mean."""
    words: Mapping[str, tuple[int, ...]]
    """In order: the numbers of the values that have a word in their names, ascending.

    Of venues and keywords also those of a whole name, as `mark_whole` writes it.
    """

    def find(self, text: str, limit: int) -> tuple[Value, ...]:
        """Return values with every word of a text, whose last word may be unfinished."""
        return tuple(self.values[number] for number in self.match(text, unfinished=True)[:limit])

    def match(self, text: str, *, unfinished: bool = False) -> Sequence[int]:
        """Return the numbers of the values that have every word of a text, most papers first.

        A single letter is an initial where other words stand beside it; where the text is
        `unfinished`, its last word may be the beginning of one.
        """
        words = split_name(text)
        found = self.match_words(words, unfinished=unfinished)
        shared = find_shared(words) if self.field == "author" else {}
        return [number for number in found if has_each(self.values[number].name, shared)]

    def match_words(self, words: Sequence[str], *, unfinished: bool = False) -> Sequence[int]:
        """Return the same of words, which may be of one word of the name: `lecun le cun`."""
        found: set[int] | None = None
        for word in dict.fromkeys(words):
            beginning = is_initial(word) and len(words) > 1
            if unfinished and word == words[-1]:
                beginning |= len(word) >= MIN_BEGINNING
            having = self._find_beginning(word) if beginning else set(self.words.get(word, ()))
            found = having if found is None else found & having
        return sorted(found or ())

    def list_papers(self, numbers: Iterable[int]) -> frozenset[int]:
        """Return the papers that have one of the values."""
        return frozenset(paper for number in numbers for paper in self.values[number].papers)

    def _find_beginning(self, start: str) -> set[int]:
        return {n for word, own in self.words.items() if word.startswith(start) for n in own}

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The numbers of the values, by id."""
        return {value.id: number for number, value in enumerate(self.values)}


def mark_whole(words: Iterable[str]) -> str:
    """Return what stands for a whole name: `hive-letters.`, which is no word."""
    return f"{'-'.join(words)}."


def is_initial(word: str) -> bool:
    """Whether a word is one letter of those that have a capital."""
    return len(word) == 1 and word.upper() != word


def find_shared(words: Sequence[str]) -> Mapping[str, int]:
    """Return the words that begin several of the words, with how many: `l` of `l ling`."""
    times = {word: sum(other.startswith(word) for other in words) for word in words}
    return {word: number for word, number in times.items() if number > 1}


def has_each(name: str, shared: Mapping[str, int]) -> bool:
    """Whether a name has so many words with each beginning; a name in other letters may."""
    words = split_name(name)
    for start, number in shared.items():
        if 0 < sum(word.startswith(start) for word in words) < number:
            return False
    return True


def build_directories(catalogue: Catalogue, memory: Memory = NO_MEMORY) -> Mapping[str, Directory]:
    """Return the directories of the fields that the catalogue has, by field."""
    papers = catalogue.papers_by_position
    people, venues, years = catalogue.people, catalogue.venues, catalogue.papers_by_year
    number = {paper.id: n for n, paper in enumerate(papers)}
    order = hash_value(list(number))

    def make(field: str, made_of: str, named: Callable[[], Iterable[_Named]]) -> Directory:
        known = catalogue.made_of.get(made_of, "")
        remember = (memory if known else NO_MEMORY).remember
        stage = f"directory of {field}s"
        return remember(stage, (known, order), lambda _: _make_directory(field, named())).value

    made = (
        make("author", "people", lambda: _list_people(people.persons, number)),
        make("venue", "venues", lambda: _list_venues(venues.venues, number)),
        make("keyword", "papers", lambda: _list_keywords(papers)),
        make("year", "papers", lambda: _list_years(years, number)),
    )
    return {directory.field: directory for directory in made if directory.values}


_Named = tuple[Value, frozenset[str]]
"""A value, and the texts that name it."""


def _list_people(persons: Iterable[Person], number: Mapping[PaperId, int]) -> Iterator[_Named]:
    for person in persons:
        papers = tuple(sorted(number[paper] for paper in person.papers))
        value = Value(id=person.id, name=person.name, address=person.address, papers=papers)
        yield value, frozenset([person.name, *(each.text for each in person.spellings)])


def _list_venues(venues: Iterable[Venue], number: Mapping[PaperId, int]) -> Iterator[_Named]:
    for venue in venues:
        papers = tuple(sorted(number[paper] for paper in venue.papers))
        value = Value(id=venue.id, name=venue.name, address=venue.address, papers=papers)
        spellings = (each.text for each in venue.spellings)
        yield value, frozenset([venue.name, venue.full_name, *spellings])


def _list_keywords(papers: Iterable[Paper]) -> Iterator[_Named]:
    having: dict[str, list[int]] = defaultdict(list)
    names: dict[str, str] = {}
    spellings: dict[str, set[str]] = defaultdict(set)
    for number, paper in enumerate(papers):
        for keyword in paper.keywords:
            id_ = keyword_id(keyword.name)
            names.setdefault(id_, keyword.name)
            spellings[id_].update((keyword.name, *keyword.spellings))
            if having[id_][-1:] != [number]:
                having[id_].append(number)
    for id_, name in names.items():
        value = Value(id=id_, name=name, address="", papers=tuple(having[id_]))
        yield value, frozenset(spellings[id_])


def _list_years(
    years: Mapping[int, Iterable[Paper]], number: Mapping[PaperId, int]
) -> Iterator[_Named]:
    for year, papers in years.items():
        own = tuple(sorted(number[paper.id] for paper in papers))
        name = str(year)
        yield Value(id=name, name=name, address=year_address(year), papers=own), frozenset([name])


def _make_directory(field: str, named: Iterable[_Named]) -> Directory:
    ranked = sorted(
        named, key=lambda each: (-len(each[0].papers), title_order(each[0].name), each[0].id)
    )
    words: dict[str, list[int]] = defaultdict(list)
    for number, (value, texts) in enumerate(ranked):
        forms = set().union(*map(list_name_words, texts))
        if field == "keyword":
            forms = change_numbers(forms)
        forms |= set(split_name(value.id))
        if field in {"venue", "keyword"}:
            forms |= {mark_whole(split_name(text)) for text in (value.id, *texts)}
        for word in forms:
            words[word].append(number)
    return Directory(
        field=field,
        values=tuple(value for value, _ in ranked),
        words={word: tuple(words[word]) for word in sorted(words)},
    )
