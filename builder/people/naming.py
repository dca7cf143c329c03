"""What a person is called: the name that is shown, and the slug."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..model.people import PersonId
from ..model.records import PaperId
from ..model.slugs import make_namesake_slug, make_slug
from .names import parse_name


def choose_name(spellings: Mapping[str, int]) -> str:
    """Return the spelling with the most words written out; among equals one with its accents."""

    def rank(text: str) -> tuple[bool, bool, int, int, int, int, str]:
        given = [unit for unit in parse_name(text).given if len("".join(unit)) > 1]
        accents = sum(not letter.isascii() for letter in text)
        return (
            parse_name(text).is_abbreviated,
            text.isupper() or text.islower(),
            -len(given),
            -len(parse_name(text).given),
            -accents,
            -spellings[text],
            text,
        )

    return min(spellings, key=rank)


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """What tells a person from namesakes."""

    name: str
    chosen: str = ""
    """The slug that the owner chose; empty where none is."""
    mark: str
    """What only this person has, such as the oldest paper."""
    orcid: str = ""
    may_have_the_name: bool
    """Whether papers of the name are this person's unless they say otherwise."""


def make_person_ids(identities: Iterable[Identity]) -> list[PersonId]:
    """Return a slug for each person: that of the name where nobody else can have it.

    Of namesakes, and of those whose name is mere initials, it ends in a digest of what tells them
    apart, so that it stays when another of the name appears.
    """
    people = list(identities)
    plain = [make_slug(person.name) for person in people]
    of_name: dict[PaperId, list[Identity]] = {}
    for slug, person in zip(plain, people, strict=True):
        of_name.setdefault(slug, []).append(person)
    found = [
        PersonId(
            person.chosen
            or (slug if _has_name_alone(person, of_name[slug]) else None)
            or make_namesake_slug(person.name, person.orcid or person.mark)
        )
        for slug, person in zip(plain, people, strict=True)
    ]
    return _part_equal(found, people)


def _has_name_alone(person: Identity, namesakes: Iterable[Identity]) -> bool:
    """Whether the plain slug is this person's: of several, that of the only one without ORCID."""
    entitled = [one for one in namesakes if one.may_have_the_name]
    if len(entitled) > 1:
        entitled = [one for one in entitled if not one.orcid]
    return len(entitled) == 1 and entitled[0] is person


def _part_equal(ids: Sequence[PersonId], people: Sequence[Identity]) -> list[PersonId]:
    """Give a slug of their own to those who would share one; who has a chosen one keeps it."""
    places = sorted(range(len(ids)), key=lambda place: not people[place].chosen)
    found = list(ids)
    taken: set[PersonId] = set()
    for place in places:
        number = 0
        while found[place] in taken:
            number += 1
            mark = f"{people[place].mark}\n{number}"
            found[place] = PersonId(make_namesake_slug(people[place].name, mark))
        taken.add(found[place])
    return found
