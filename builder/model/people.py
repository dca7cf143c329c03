"""Who wrote which papers, and where they appeared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NewType

from .records import PaperId
from .slugs import paper_address

PersonId = NewType("PersonId", str)
"""The person's slug: the last part of an address `authors/<slug>/`."""
VenueId = NewType("VenueId", str)
"""The venue's slug."""

CROWD = 100
"""Authors of a paper beyond whom they are not called each other's co-authors."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spelling:
    """One way in which papers write a name."""

    text: str
    papers: int
    """How many write it so."""
    reason: str = ""
    """Why it is taken for the same, where it is another name: for a reader."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """An author, or a group that signs as one."""

    id: PersonId
    name: str
    """The fullest spelling, or the one that the owner chose."""
    spellings: tuple[Spelling, ...]
    """All, the most frequent first; `name` may be the only one."""
    papers: tuple[PaperId, ...]
    """Newest first, undated ones last."""
    orcid: str | None = None
    is_common: bool = False
    """Whether several people may have this name, so that its papers may be of several."""

    has_page: bool
    """Whether there is a page of the person; one with a single paper has none."""

    @property
    def address(self) -> str:
        """Where a link on the name leads, relative to the site's root."""
        if self.has_page:
            return f"authors/{self.id}/"
        return paper_address(self.papers[0]) if len(self.papers) == 1 else author_search(self.id)


@dataclass(frozen=True, kw_only=True)
class People:
    """The people of a catalogue."""

    persons: tuple[Person, ...] = ()
    """Sorted by id."""
    of_paper: Mapping[PaperId, tuple[PersonId, ...]] = field(default_factory=dict)
    """The person behind each author, in the order of the authors."""

    @cached_property
    def person(self) -> Mapping[PersonId, Person]:
        """People by id."""
        return {person.id: person for person in self.persons}

    def authors_of(self, paper: PaperId) -> tuple[Person, ...]:
        """Return the people who wrote a paper, in the order of its authors."""
        return tuple(self.person[id_] for id_ in self.of_paper.get(paper, ()))

    def coauthors_of(self, person: Person) -> tuple[tuple[Person, int], ...]:
        """Return who wrote papers with a person, and how many; most papers first.

        Papers by more than `CROWD` people do not count: that 3,000 signed one says little of who
        works with whom, and would take as long as their square.
        """
        counts = Counter(
            other
            for paper in person.papers
            if len(self.of_paper[paper]) <= CROWD
            for other in set(self.of_paper[paper]) - {person.id}
        )
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple((self.person[id_], papers) for id_, papers in ranked)


@dataclass(frozen=True, kw_only=True, slots=True)
class Venue:
    """A journal, a conference or the like, over all its years."""

    id: VenueId
    name: str
    """Short where it is well known: `NeurIPS`."""
    full_name: str
    """`Conference on Neural Information Processing Systems`; `name` where there is no other."""
    spellings: tuple[Spelling, ...]
    """As the papers write it, the most frequent first."""
    papers: tuple[PaperId, ...]
    """Newest first, undated ones last."""

    @property
    def address(self) -> str:
        """Where its page is, relative to the site's root."""
        return f"venues/{self.id}/"


@dataclass(frozen=True, kw_only=True)
class Venues:
    """The venues of a catalogue."""

    venues: tuple[Venue, ...] = ()
    """Sorted by id."""
    of_paper: Mapping[PaperId, VenueId] = field(default_factory=dict)
    """Only papers whose venue is known."""

    @cached_property
    def venue(self) -> Mapping[VenueId, Venue]:
        """Venues by id."""
        return {venue.id: venue for venue in self.venues}


def author_search(id_: PersonId) -> str:
    """Return where the explorer shows the papers of a person, relative to the site's root."""
    return f"explore/?author={id_}"


def year_address(year: int) -> str:
    """Return where the page of a year is, relative to the site's root."""
    return f"years/{year}/"
