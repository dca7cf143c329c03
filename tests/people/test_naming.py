"""What a person is called, and an address that stays."""

from __future__ import annotations

import pytest

from builder.people.naming import Identity, choose_name, make_person_ids

from .authorship import by, people_of


@pytest.mark.parametrize(
    ("spellings", "name"),
    [
        ({"A. Oakhurst": 9, "Ada Oakhurst": 1}, "Ada Oakhurst"),
        ({"Ada Oakhurst": 9, "Ada B. Oakhurst": 1}, "Ada B. Oakhurst"),
        ({"Ines Calder-Roy": 9, "Inés Calder-Roy": 1}, "Inés Calder-Roy"),
        ({"ADA OAKHURST": 9, "Ada Oakhurst": 1}, "Ada Oakhurst"),
        ({"A.B. Oakhurst": 1, "A. B. Oakhurst": 2}, "A. B. Oakhurst"),
    ],
)
def test_the_fullest_spelling_is_shown(spellings: dict[str, int], name: str) -> None:
    assert choose_name(spellings) == name


def test_a_full_name_has_its_own_slug_and_initials_have_a_digest() -> None:
    people = people_of(by("Ada Oakhurst"), by("M. Oakhurst", id_="a"), by("M. Oakhurst", id_="b"))
    ada, *others = (person.id for person in people.persons)
    assert ada == "ada-oakhurst"
    assert len(set(others)) == 2 and all(id_.startswith("m-oakhurst-") for id_ in others)


def test_an_address_stays_when_a_namesake_or_a_newer_paper_comes() -> None:
    first = by("M. Oakhurst", "Ada Wendel", id_="m", date="2001")
    newer = by("M. Oakhurst", "Ada Wendel", id_="a", date="2020")
    namesake = by("M. Oakhurst", id_="b", date="1990")
    before = people_of(first).authors_of(first.id)[0].id
    assert people_of(first, newer, namesake).authors_of(first.id)[0].id == before


def test_a_name_in_another_script_has_a_slug_in_letters() -> None:
    [person] = people_of(by("灯籠花子", id_="a")).persons
    assert person.id.isascii() and person.id


def test_no_two_people_share_a_slug() -> None:
    def identity(mark: str, chosen: str = "") -> Identity:
        return Identity(name="Wei Lin", chosen=chosen, mark=mark, may_have_the_name=False)

    people = [identity("a"), identity("a"), identity("b", "wei-lin"), identity("c", "wei-lin")]
    ids = make_person_ids(people)
    assert len(set(ids)) == 4
    assert ids[2] == "wei-lin"
