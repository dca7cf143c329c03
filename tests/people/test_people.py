"""Who is one person: by full name, by initials with a witness, by ORCID; and who is not."""

from __future__ import annotations

import random

import pytest

from bench.people import count_joins, make_papers
from builder.model.problems import Problems
from builder.people import find_people
from tests.papers import paper

from .authorship import by, named, people_of, together

ADA, MIRABEL, TOMASZ = "Ada Wendel", "Mirabel Oakhurst", "Tomasz Wędrowski"


def test_a_full_name_is_one_person_however_it_is_written() -> None:
    people = people_of(by("Inés Calder-Roy", id_="a"), by("INES CALDER ROY", id_="b"))
    [person] = people.persons
    assert person.name == "Inés Calder-Roy"
    assert {spelling.text for spelling in person.spellings} == {
        "Inés Calder-Roy",
        "INES CALDER ROY",
    }


def test_a_common_name_with_and_without_hyphen_is_one_person_only_with_a_witness() -> None:
    assert together(people_of(by("Yu-Xiang Wang"), by("Yuxiang Wang"))) == []
    people = people_of(by("Yu-Xiang Wang", ADA), by("Yuxiang Wang", ADA))
    assert {"Yu-Xiang Wang", "Yuxiang Wang"} in together(people)
    reasons = {spelling.reason for spelling in named(people, "Yu-Xiang Wang").spellings}
    assert reasons == {"", "the names fit, Ada Wendel wrote with both"}
    people = people_of(by("Yu-Xiang Wang", id_="a"), by("Yu Xiang Wang", id_="b"))
    assert {"Yu-Xiang Wang", "Yu Xiang Wang"} in together(people)


@pytest.mark.parametrize("spelling", ["M. Oakhurst", "Mirabel J. Oakhurst", "M. J. Oakhurst"])
def test_initials_join_a_name_beside_the_same_coauthor(spelling: str) -> None:
    people = people_of(by(MIRABEL, ADA), by(spelling, ADA))
    assert {MIRABEL, spelling} in together(people)


@pytest.mark.parametrize("spelling", ["M. Oakhurst", "Mirabel J. Oakhurst"])
def test_without_a_coauthor_in_common_they_stay_apart(spelling: str) -> None:
    assert together(people_of(by(MIRABEL, ADA), by(spelling, TOMASZ))) == []
    assert together(people_of(by(MIRABEL), by(spelling))) == []


def test_the_reason_names_the_witness() -> None:
    people = people_of(by(MIRABEL, ADA), by("M. Oakhurst", ADA))
    reasons = {s.text: s.reason for s in named(people, MIRABEL).spellings}
    assert reasons == {MIRABEL: "", "M. Oakhurst": "the names fit, Ada Wendel wrote with both"}


def test_the_same_initials_on_two_papers_are_one_person_only_with_a_witness() -> None:
    assert together(people_of(by("M. Oakhurst", id_="a"), by("M. Oakhurst", id_="b"))) == []
    people = people_of(by("M. Oakhurst", ADA, id_="a"), by("M. Oakhurst", ADA, id_="b"))
    assert {"M. Oakhurst"} in together(people)


def test_two_coauthors_whose_names_are_initials_are_a_witness_and_one_is_none() -> None:
    two = ("A. Wendel", "T. Wedrowski")
    people = people_of(by(MIRABEL, *two), by("M. Oakhurst", *two))
    assert {MIRABEL, "M. Oakhurst"} in together(people)
    assert together(people_of(by(MIRABEL, "A. Wendel"), by("M. Oakhurst", "A. Wendel"))) == []
    pair = ("M. Oakhurst", "A. Wendel")
    assert together(people_of(by(*pair, id_="a"), by(*pair, id_="b"))) == []


def test_initials_that_fit_two_people_beside_one_coauthor_join_neither() -> None:
    people = people_of(by(MIRABEL, ADA), by("Moira Oakhurst", ADA), by("M. Oakhurst", ADA))
    assert together(people) == [{ADA}]


def test_initials_that_fit_two_people_through_two_coauthors_join_neither() -> None:
    papers = [by(MIRABEL, ADA), by("Moira Oakhurst", TOMASZ), by("M. Oakhurst", ADA, TOMASZ)]
    assert together(people_of(*papers)) == [{ADA}, {TOMASZ}]


def test_one_paper_in_doubt_keeps_no_other_from_being_joined() -> None:
    papers = [by(MIRABEL, ADA), by("Moira Oakhurst", TOMASZ)]
    papers += [by("M. Oakhurst", ADA, TOMASZ, id_="a"), by("M. Oakhurst", ADA, id_="b")]
    people = people_of(*papers)
    assert named(people, MIRABEL).papers == ("b", "mirabeloakhurst-adawendel")


def test_a_chain_of_initials_never_joins_two_full_names() -> None:
    papers = [
        by(MIRABEL, ADA),
        by("M. Oakhurst", ADA, TOMASZ),
        by("M. Oakhurst", TOMASZ, "Lena Toy"),
        by("Moira Oakhurst", "Lena Toy"),
    ]
    assert not any({MIRABEL, "Moira Oakhurst"} <= names for names in together(people_of(*papers)))


def test_initials_that_stand_for_many_say_nothing() -> None:
    others = [by(f"{given} Oakhurst") for given in ("Moira", "Magnus", "Milan")]
    people = people_of(by(MIRABEL, ADA), by("M. Oakhurst", ADA), *others)
    assert together(people) == [{ADA}]


def test_two_authors_of_one_paper_are_two_people() -> None:
    papers = [by(MIRABEL, "M. Oakhurst", ADA), by(MIRABEL, ADA), by("M. Oakhurst", ADA)]
    assert not any({MIRABEL, "M. Oakhurst"} <= names for names in together(people_of(*papers)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wei Lin", "W. Lin"),
        ("Wei Lin", "Wei X. Lin"),
        ("Wei Lin", "Lin Wei"),
        ("Jun Kim", "J. Kim"),
        ("Anh Nguyen", "A. Nguyen"),
    ],
)
def test_a_common_family_name_needs_more_than_a_coauthor(one: str, other: str) -> None:
    assert together(people_of(by(one, ADA), by(other, ADA))) == [{ADA}]


def test_a_coauthor_of_a_common_name_is_no_witness() -> None:
    papers = [by(MIRABEL, "Wei Lin"), by("M. Oakhurst", "Wei Lin")]
    assert together(people_of(*papers)) == [{"Wei Lin"}]


def test_a_name_the_other_way_round_joins_beside_the_same_coauthor() -> None:
    people = people_of(by("Deng Xiaoping", ADA), by("Xiaoping Deng", ADA))
    assert {"Deng Xiaoping", "Xiaoping Deng"} in together(people)
    assert together(people_of(by("Deng Xiaoping"), by("Xiaoping Deng"))) == []


def test_a_paper_by_very_many_is_no_witness() -> None:
    crowd = [f"{chr(65 + n % 26)}lva{'xyzw'[n % 4] * (n // 26)} Toy{n}" for n in range(100)]
    papers = [by(MIRABEL, *crowd, id_="a"), by("M. Oakhurst", *crowd, id_="b")]
    assert not any("M. Oakhurst" in names for names in together(people_of(*papers)))


ORCID, OTHER_ORCID = "0000-0002-1825-0097", "0000-0001-5109-3700"


@pytest.mark.parametrize(("one", "other"), [(MIRABEL, "M. Oakhurst"), ("Wei Lin", "W. Lin")])
def test_one_orcid_joins_names_that_fit(one: str, other: str) -> None:
    people = people_of(
        by(one, orcids=((one, ORCID),)), by(other, id_="b", orcids=((other, ORCID),))
    )
    [person] = people.persons
    assert person.orcid == ORCID
    assert {s.reason for s in person.spellings} == {"", "the names fit, the ORCID is the same"}


def test_one_orcid_does_not_join_names_that_do_not_fit() -> None:
    papers = [by(MIRABEL, orcids=((MIRABEL, ORCID),)), by(ADA, orcids=((ADA, ORCID),))]
    assert together(people_of(*papers)) == []


def test_two_orcids_part_one_name_and_each_has_an_address_of_its_own() -> None:
    papers = [
        by("Wei Lin", id_="a", orcids=(("Wei Lin", ORCID),)),
        by("Wei Lin", id_="b", orcids=(("Wei Lin", OTHER_ORCID),)),
        by("Wei Lin", id_="c"),
    ]
    people = people_of(*papers)
    ids = [people.authors_of(paper.id)[0].id for paper in papers]
    assert ids[2] == "wei-lin"
    assert len(set(ids)) == 3 and all(id_.startswith("wei-lin") for id_ in ids)


def test_names_of_two_orcids_are_not_joined_by_a_coauthor() -> None:
    papers = [
        by(MIRABEL, ADA, orcids=((MIRABEL, ORCID),)),
        by("M. Oakhurst", ADA, orcids=(("M. Oakhurst", OTHER_ORCID),)),
    ]
    assert together(people_of(*papers)) == [{ADA}]


def test_an_orcid_under_another_spelling_is_that_of_the_author_it_fits() -> None:
    people = people_of(by(MIRABEL, ADA, orcids=(("M. Oakhurst", ORCID),)))
    assert named(people, MIRABEL).orcid == ORCID
    assert named(people, ADA).orcid is None


@pytest.mark.parametrize(
    "orcids",
    [
        ((MIRABEL, ORCID), (ADA, ORCID)),
        (("M. Oakhurst", ORCID),),
        ((MIRABEL, ORCID), (MIRABEL, OTHER_ORCID)),
    ],
)
def test_an_orcid_that_may_be_of_two_authors_is_nobodys(
    orcids: tuple[tuple[str, str], ...],
) -> None:
    people = people_of(by(MIRABEL, "Moira Oakhurst", ADA, orcids=orcids))
    assert [person.orcid for person in people.persons] == [None] * 3


def test_the_people_of_a_paper_stand_in_the_order_of_its_authors() -> None:
    one = by(TOMASZ, ADA, MIRABEL)
    people = people_of(one)
    assert [person.name for person in people.authors_of(one.id)] == [TOMASZ, ADA, MIRABEL]


def test_a_person_has_the_newest_papers_first_and_those_without_a_date_last() -> None:
    papers = [by(ADA, id_="a"), by(ADA, id_="b", date="2020"), by(ADA, id_="c", date="2021-03")]
    assert named(people_of(*papers), ADA).papers == ("c", "b", "a")


def test_coauthors_are_counted_in_papers() -> None:
    people = people_of(by(ADA, MIRABEL, TOMASZ), by(ADA, TOMASZ), by(MIRABEL))
    found = people.coauthors_of(named(people, ADA))
    assert [(person.name, papers) for person, papers in found] == [(TOMASZ, 2), (MIRABEL, 1)]


def test_a_name_that_several_may_have_is_marked() -> None:
    people = people_of(by("Wei Lin", MIRABEL))
    assert named(people, "Wei Lin").is_common
    assert not named(people, MIRABEL).is_common


def test_papers_without_authors_have_no_people() -> None:
    people = people_of(paper("a"))
    assert people.persons == ()
    assert people.authors_of(paper("a").id) == ()


def test_the_order_of_the_papers_does_not_matter() -> None:
    labelled = make_papers(300, 200)
    mixed = random.Random(1).sample(labelled.papers, len(labelled.papers))
    one, other = (find_people(papers, (), Problems()) for papers in (labelled.papers, mixed))
    assert one.persons == other.persons
    assert one.of_paper == other.of_paper


def test_of_planted_homonyms_none_are_joined() -> None:
    labelled = make_papers(3_000, 4_000)
    wrong, _, whole = count_joins(find_people(labelled.papers, (), Problems()), labelled)
    assert wrong == 0
    assert whole > 1_500


def test_of_very_many_people_those_with_most_papers_have_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("builder.people.identify.MAX_PAGES", 2)
    bylines = [("Ada Lovelace", "Grace Hopper"), ("Ada Lovelace", "Emmy Noether")]
    bylines += [("Ada Lovelace", "Grace Hopper"), ("Grace Hopper", "Emmy Noether", "Mary Once")]
    papers = [paper(f"p{n}", authors=authors) for n, authors in enumerate(bylines)]
    people = {p.name: p for p in find_people(papers, (), Problems()).persons}
    assert {name for name, one in people.items() if one.has_page} == {
        "Ada Lovelace",
        "Grace Hopper",
    }
    assert people["Emmy Noether"].address == "explore/?author=emmy-noether"
    assert people["Mary Once"].address == "papers/p3/"
