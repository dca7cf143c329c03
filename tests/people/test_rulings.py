"""The owner's word on who is who wins, and each fault in it has a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.model.problems import BuilderError, Problems
from builder.people import read_people

from .authorship import by, named, ruled, together

ADA, MIRABEL, WEI = "Ada Wendel", "Mirabel Oakhurst", "Wei Lin"


def test_names_are_joined_and_the_first_is_shown(tmp_path: Path) -> None:
    text = (
        "join:\n- names: [M. Oakhurst, Mirabel Oakhurst, Mirabel Wendel]\n  comment: She says so.\n"
    )
    people, problems = ruled(tmp_path, text, by(MIRABEL), by("M. Oakhurst"), by("Mirabel Wendel"))
    assert problems == []
    [person] = people.persons
    assert (person.name, person.id) == ("M. Oakhurst", "m-oakhurst")
    assert {s.text: s.reason for s in person.spellings}["Mirabel Wendel"] == "She says so."


def test_one_name_alone_joins_all_papers_of_its_initials(tmp_path: Path) -> None:
    text = "join:\n- names: M. Oakhurst\n  comment: There is but one.\n"
    people, _ = ruled(tmp_path, text, by("M. Oakhurst", id_="a"), by("M. Oakhurst", id_="b"))
    assert together(people) == [{"M. Oakhurst"}]


def test_with_papers_a_name_is_the_first_ones_only_there(tmp_path: Path) -> None:
    text = f"join:\n- names: [{MIRABEL}, M. Oakhurst]\n  papers: [a]\n  comment: Here.\n"
    papers = [by("M. Oakhurst", id_="a"), by("M. Oakhurst", id_="b"), by(MIRABEL, id_="c")]
    people, problems = ruled(tmp_path, text, *papers)
    assert problems == []
    assert set(named(people, MIRABEL).papers) == {"a", "c"}
    assert together(people) == [{MIRABEL, "M. Oakhurst"}]


def test_joins_that_share_a_name_are_one_person(tmp_path: Path) -> None:
    text = (
        f"join:\n- names: [{MIRABEL}, Mirabel Wendel]\n  comment: One.\n"
        "- names: [Mirabel Wendel, Mira Toy]\n  comment: Two.\n"
    )
    people, _ = ruled(tmp_path, text, by(MIRABEL), by("Mirabel Wendel"), by("Mira Toy"))
    assert len(people.persons) == 1


@pytest.mark.parametrize("id_", ["wei-lin-baker", ""])
def test_papers_are_parted_and_their_person_has_an_address_of_its_own(
    tmp_path: Path, id_: str
) -> None:
    text = f"part:\n- names: [{WEI}]\n  papers: [A Loaf]\n  id: {id_}\n  comment: A baker.\n"
    papers = [by(WEI, id_="a"), by(WEI, id_="b"), by(WEI, id_="c", title="A Loaf")]
    people, problems = ruled(tmp_path, text, *papers)
    assert problems == []
    clockmaker, baker = sorted(people.persons, key=lambda person: -len(person.papers))
    assert (clockmaker.id, set(clockmaker.papers)) == ("wei-lin", {"a", "b"})
    assert baker.papers == ("c",)
    assert baker.id == id_ or (not id_ and baker.id.startswith("wei-lin-"))


def test_papers_that_are_parted_are_not_joined_with_the_rest_of_the_name(tmp_path: Path) -> None:
    text = (
        f"join:\n- names: [{WEI}, W. Lin]\n  comment: One.\n"
        "part:\n- names: [W. Lin]\n  papers: [b]\n  comment: But here.\n"
    )
    papers = [by(WEI, id_="a"), by("W. Lin", id_="b"), by("W. Lin", id_="c")]
    people, _ = ruled(tmp_path, text, *papers)
    assert set(named(people, WEI).papers) == {"a", "c"}


def test_who_is_parted_is_joined_with_nobody(tmp_path: Path) -> None:
    text = "part:\n- names: [M. Oakhurst]\n  papers: [b]\n  comment: Another.\n"
    people, _ = ruled(tmp_path, text, by(MIRABEL, ADA, id_="a"), by("M. Oakhurst", ADA, id_="b"))
    assert together(people) == [{ADA}]


def test_names_that_are_parted_are_not_joined_by_a_coauthor(tmp_path: Path) -> None:
    papers = [by(MIRABEL, ADA), by("M. Oakhurst", ADA)]
    text = f"part:\n- names: [{MIRABEL}, M. Oakhurst]\n  comment: Mother and daughter.\n"
    people, problems = ruled(tmp_path, text, *papers)
    assert problems == []
    assert together(people) == [{ADA}]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a\n", "people.yml:1: expected 'join' and 'part', got a list"),
        ("merge: []\n", "people.yml:1: expected 'join' or 'part', got 'merge'"),
        ("join: 3\n", "people.yml:1: join: expected a list, got '3'"),
        ("join:\n- 3\n", "people.yml:2: join: expected names and a comment, got '3'"),
        ("join:\n- comment: x\n", "people.yml:2: join: names: expected 1 name or more, got 0"),
        (
            "part:\n- names: [Ada Wendel]\n  comment: x\n",
            "people.yml:2: part: names: expected 2 names or more, got 1",
        ),
        ("join:\n- names: [Ada Wendel]\n", "people.yml:2: join: expected a comment that says why"),
        (
            "join:\n- names: [Ada Wendel, [x]]\n  comment: x\n",
            "people.yml:2: join: names: expected text, got a list",
        ),
        (
            "join:\n- names: [Ada Wendel]\n  comment: [x]\n",
            "people.yml:3: join: comment: expected text, got a list",
        ),
        (
            "join:\n- names: [Ada Wendel]\n  why: x\n  comment: x\n",
            "people.yml:3: join: expected one of names, papers, comment, id, got 'why'",
        ),
        (
            "part:\n- names: [Ada Wendel]\n  papers: [a]\n  id: Ada!\n  comment: x\n",
            "people.yml:2: part: id: expected small letters, digits and hyphens, where papers",
        ),
        (
            "part:\n" + "- names: [Ada Wendel]\n  papers: [a]\n  id: ada\n  comment: x\n" * 2,
            "people.yml:6: part: id: expected each once, got 'ada' again",
        ),
        (
            "join:\n- names: [Ada Wendel]\n  id: ada\n  comment: x\n",
            "people.yml:2: join: id: expected small letters",
        ),
        (
            "join:\n- names:\n  - Ada Wendel\n  - Ada Toy\n  comment: x\n",
            "people.yml:4: join: names: expected the name of an author, got 'Ada Toy'",
        ),
        (
            "part:\n- names: [Ada Wendel]\n  papers: [a, Lost]\n  comment: x\n",
            "people.yml:3: part: papers: expected the title of a paper, got 'Lost'",
        ),
        (
            "part:\n- names: [Mirabel Oakhurst]\n  papers: [a]\n  comment: x\n",
            "people.yml:2: part: names: expected an author of these papers, got 'Mirabel Oakhurst'",
        ),
    ],
)
def test_each_fault_is_a_problem_with_its_line(tmp_path: Path, text: str, problem: str) -> None:
    _, problems = ruled(tmp_path, text, by(ADA, id_="a"), by(MIRABEL, id_="b"))
    assert any(found.startswith(problem) for found in problems), problems


def test_a_missing_file_rules_nothing_and_one_that_is_no_yaml_stops_the_run(tmp_path: Path) -> None:
    assert read_people(tmp_path / "people.yml", Problems()) == ()
    (tmp_path / "people.yml").write_text("join: [")
    with pytest.raises(BuilderError, match=r"people\.yml:\d+: not valid YAML"):
        read_people(tmp_path / "people.yml", Problems())
