"""Who wrote what: wrong and missed joins of synthetic people, time and memory."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

from builder.model.people import People
from builder.model.problems import Problems
from builder.model.records import ListingId, Paper, PaperId, Sighting
from builder.people import find_people
from builder.text import Text

from .figure import Bench, Figure
from .memory import own_peak

PAPERS = 30_000
PEOPLE = 90_000

CIRCLE = 30
"""People who write with each other."""

_FAMILIES_OF_MANY = "wang li zhang liu chen kim lee nguyen kumar singh".split()
_GIVEN_OF_MANY = "wei jun hui jing min yan lei bo".split()


@dataclass(frozen=True, kw_only=True)
class LabelledPapers:
    """Papers whose authors are known."""

    papers: tuple[Paper, ...]
    truth: tuple[tuple[int, ...], ...]
    """The person behind each author of each paper."""


def make_papers(papers: int, people: int) -> LabelledPapers:
    """Return papers by invented people, who write their names in several ways.

    One in ten has a family name that thousands share; every twentieth is a homonym that was
    planted in another circle: a person with the same family name and the same initial. People
    write with the few dozen of their own circle.
    """
    chance = random.Random(17)
    names = _make_names(people, chance)
    found: list[Paper] = []
    truth: list[tuple[int, ...]] = []
    for number in range(papers):
        start = chance.randrange(people // CIRCLE) * CIRCLE
        size = min(people - start, chance.choice((1, 2, 3, 3, 4, 4, 5, 6, 8)))
        authors = chance.sample(range(start, min(start + CIRCLE, people)), size)
        truth.append(tuple(authors))
        found.append(
            Paper(
                id=PaperId(f"paper-{number:06}"),
                title=Text(f"Paper {number}"),
                abstract=Text(""),
                sightings=(
                    Sighting(listing=ListingId("made-up"), position=number + 1, label=None),
                ),
                authors=tuple(_write_name(*names[person], chance) for person in authors),
                date=str(1990 + number % 35),
            )
        )
    return LabelledPapers(papers=tuple(found), truth=tuple(truth))


def _make_names(people: int, chance: random.Random) -> list[tuple[str, str, str]]:
    """Given name, middle initial and family name of each; no two of one full name."""
    syllables = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or")]

    def invent(least: int, most: int) -> str:
        return "".join(chance.choices(syllables, k=chance.randint(least, most))).capitalize()

    names: list[tuple[str, str, str]] = []
    taken: set[tuple[str, str]] = set()
    while len(names) < people:
        kind = chance.random()
        given, family = invent(2, 3), invent(2, 4)
        middle = chance.choice("ABCDEFGH") if chance.random() < 0.3 else ""
        if kind < 0.1:
            given = chance.choice(_GIVEN_OF_MANY).capitalize() + chance.choice(
                ("", invent(1, 2).lower())
            )
            family, middle = chance.choice(_FAMILIES_OF_MANY).capitalize(), ""
        elif kind < 0.15 and len(names) > 2 * CIRCLE:
            own = len(names) % CIRCLE
            other = chance.choice(names[-200 - own : len(names) - own])
            given, family = other[0][0] + invent(2, 3).lower(), other[2]
        if (given, family) not in taken:
            taken.add((given, family))
            names.append((given, middle, family))
    return names


def _write_name(given: str, middle: str, family: str, chance: random.Random) -> str:
    """In full, without the middle initial, or with initials alone."""
    way = chance.random()
    if way < 0.25:
        return f"{given[0]}. {family}"
    if way < 0.45 and middle:
        return f"{given} {middle}. {family}"
    return f"{given} {family}"


def count_joins(found: People, labelled: LabelledPapers) -> tuple[int, int, int]:
    """Return how many people hold papers of two, how many are in parts, and how many are right."""
    of_person: dict[str, set[int]] = {}
    of_truth: dict[int, set[str]] = {}
    for paper, authors in zip(labelled.papers, labelled.truth, strict=True):
        for id_, person in zip(found.of_paper[paper.id], authors, strict=True):
            of_person.setdefault(id_, set()).add(person)
            of_truth.setdefault(person, set()).add(id_)
    wrong = sum(len(people) > 1 for people in of_person.values())
    split = sum(len(ids) > 1 for ids in of_truth.values())
    return wrong, split, len(of_truth) - split


def _measure() -> Iterator[Figure]:
    labelled = make_papers(PAPERS, PEOPLE)
    start = time.process_time()
    found = find_people(labelled.papers, (), Problems())
    seconds = time.process_time() - start
    wrong, split, whole = count_joins(found, labelled)
    yield Figure(name=f"{PAPERS:,} papers: people found", value=len(found.persons))
    yield Figure(name="people who hold papers of two", value=wrong, goal="<= 0")
    yield Figure(name="people whose papers are in parts", value=split)
    yield Figure(name="people whose papers are together", value=whole)
    yield Figure(name="time", value=seconds, unit="s", goal="<= 30")
    yield Figure(
        name="peak memory of this run", value=own_peak() / 1024**2, unit="MB", goal="<= 1024"
    )
    half = make_papers(PAPERS // 2, PEOPLE // 2)
    start = time.process_time()
    find_people(half.papers, (), Problems())
    growth = seconds / (time.process_time() - start)
    yield Figure(name="twice the papers: times the time", value=growth, goal="<= 2.6")


BENCH = Bench(name="people", title="Who wrote what", measure=_measure)
