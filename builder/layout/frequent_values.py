"""The people, venues and keywords that most papers have: those that the explorer offers at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from ..model.catalogue import Catalogue
from ..model.records import PaperId
from ..model.slugs import keyword_id
from ..text.words import title_order

MOST: Mapping[str, int] = {"author": 12, "venue": 12, "keyword": 15}
"""How many of each field; a script finds the others in the directories."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FrequentValue:
    """Somebody or something that papers have."""

    id: str
    name: str
    address: str
    """Relative to the site's root; empty for a keyword, which has no page."""
    papers: frozenset[PaperId]


@dataclass(frozen=True, kw_only=True, slots=True)
class FrequentValues:
    """The values of a field that most papers have."""

    field: str
    """`author`, `venue` or `keyword`."""
    values: tuple[FrequentValue, ...]
    """Most papers first."""
    others: int
    """How many more there are."""
    example: str
    """The name of one of the most frequent, also where each has a single paper."""


def find_frequent_values(catalogue: Catalogue) -> tuple[FrequentValues, ...]:
    """Return those of each field that the catalogue has."""
    people = [
        FrequentValue(id=one.id, name=one.name, address=one.address, papers=frozenset(one.papers))
        for one in catalogue.people.persons
    ]
    venues = [
        FrequentValue(id=one.id, name=one.name, address=one.address, papers=frozenset(one.papers))
        for one in catalogue.venues.venues
    ]
    keywords = [
        FrequentValue(id=id_, name=name, address="", papers=frozenset(papers))
        for id_, (name, papers) in _gather_keywords(catalogue).items()
    ]
    fields = {"author": people, "venue": venues, "keyword": keywords}
    return tuple(_rank(field, values) for field, values in fields.items() if values)


def _gather_keywords(catalogue: Catalogue) -> Mapping[str, tuple[str, set[PaperId]]]:
    """The first name of each keyword and the papers that have it, by its id."""
    found: dict[str, tuple[str, set[PaperId]]] = {}
    for paper in catalogue.papers_by_position:
        for keyword in paper.keywords:
            found.setdefault(keyword_id(keyword.name), (keyword.name, set()))[1].add(paper.id)
    return found


def _rank(field: str, values: Iterable[FrequentValue]) -> FrequentValues:
    """Those with several papers; all, where they are few."""
    known = list(values)
    ranked = nsmallest(
        MOST[field],
        known,
        key=lambda value: (-len(value.papers), title_order(value.name), value.id),
    )
    offered = [value for value in ranked if len(known) <= MOST[field] or len(value.papers) > 1]
    return FrequentValues(
        field=field,
        values=tuple(offered),
        others=len(known) - len(offered),
        example=ranked[0].name,
    )
