"""People, venues and keywords, found by the words of their names."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from builder.model.catalogue import Catalogue
from builder.search.directory import Directory, Value, build_directories
from builder.search.directory_layout import VALUES_PER_FILE, lay_out_directory
from builder.search.names import list_name_words
from tests.papers import catalogue_of, paper

PEOPLE = (
    "Yann LeCun",
    "Yannick Lecoq",
    "Jörg Müller",
    "Conan O'Brien",
    "Ana de la Cruz",
    "Jean-Luc Godard",
    "王小明",
    "Wei Wei",
    "Wei Lin",
    "Li Ling",
    "Ling Chen",
    "Søren Ångström",
    "Łukasz Żak",
    "Иван Петров",
)


def directory_of(names: Iterable[str], field: str = "author") -> Directory:
    values = tuple(
        Value(id=f"value-{number}", name=name, address="", papers=(number,))
        for number, name in enumerate(names)
    )
    words: dict[str, list[int]] = {}
    for number, value in enumerate(values):
        for word in list_name_words(value.name):
            words.setdefault(word, []).append(number)
    return Directory(
        field=field, values=values, words={word: tuple(words[word]) for word in sorted(words)}
    )


DIRECTORY = directory_of(PEOPLE)


def found(text: str, *, unfinished: bool = False) -> list[str]:
    return [PEOPLE[number] for number in DIRECTORY.match(text, unfinished=unfinished)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("yann lecun", ["Yann LeCun"]),
        ("LeCun, Yann", ["Yann LeCun"]),
        ("Y. LeCun", ["Yann LeCun"]),
        ("LeCun Y", ["Yann LeCun"]),
        ("le cun", ["Yann LeCun"]),
        ("Müller", ["Jörg Müller"]),
        ("muller", ["Jörg Müller"]),
        ("Mueller, Joerg", ["Jörg Müller"]),
        ("o'brien", ["Conan O'Brien"]),
        ("O’Brien", ["Conan O'Brien"]),
        ("o brien", ["Conan O'Brien"]),
        ("cruz", ["Ana de la Cruz"]),
        ("de la cruz, ana", ["Ana de la Cruz"]),
        ("jean luc godard", ["Jean-Luc Godard"]),
        ("Jeanluc Godard", ["Jean-Luc Godard"]),
        ("J.-L. Godard", ["Jean-Luc Godard"]),
        ("王小明", ["王小明"]),
        ("Wang Xiaoming", ["王小明"]),
        ("xiao ming wang", ["王小明"]),
        ("wei", ["Wei Wei", "Wei Lin"]),
        ("wei wei", ["Wei Wei"]),
        ("l. ling", ["Li Ling"]),
        ("soren angstrom", ["Søren Ångström"]),
        ("soeren aangstroem", ["Søren Ångström"]),
        ("lukasz zak", ["Łukasz Żak"]),
        ("petrov", ["Иван Петров"]),
        ("Петров И.", ["Иван Петров"]),
        ("lec", []),
        ("y", []),
        ("", []),
        ("!?", []),
        ("yann ling", []),
    ],
)
def test_a_name_is_found_in_any_order_accent_and_script(typed: str, names: list[str]) -> None:
    assert found(typed) == names


def test_the_last_word_may_be_unfinished_and_no_other() -> None:
    assert found("lec", unfinished=True) == ["Yann LeCun", "Yannick Lecoq"]
    assert found("yann lec", unfinished=True) == ["Yann LeCun"]
    assert found("lec yann", unfinished=True) == []
    assert found("l", unfinished=True) == []


def test_values_with_most_papers_come_first(catalogue: Catalogue) -> None:
    directory = build_directories(catalogue)["author"]
    counts = [len(value.papers) for value in directory.values]
    assert counts == sorted(counts, reverse=True)
    assert [value.name for value in directory.find("lin", 2)] == ["Wei Lin", "Jörg van der Linden"]


def test_spellings_and_ids_lead_to_the_value(catalogue: Catalogue) -> None:
    directories = build_directories(catalogue)
    people, venues = directories["author"], directories["venue"]
    for person in catalogue.people.persons:
        for text in (person.id, *(each.text for each in person.spellings)):
            assert people.number[person.id] in people.match(text), text
    for venue in catalogue.venues.venues:
        for text in (venue.id, venue.full_name, *(each.text for each in venue.spellings)):
            assert venues.number[venue.id] in venues.match(text), text


def test_a_keyword_is_found_in_the_singular_and_the_plural(catalogue: Catalogue) -> None:
    keywords = build_directories(catalogue)["keyword"]
    assert [value.name for value in keywords.find("rope", 9)] == ["ropes"]
    assert keywords.find("tide", 9) == keywords.find("tides", 9) != ()


def test_a_directory_is_published_in_parts_of_a_fixed_size() -> None:
    names = [f"Name{number} Family{number % 7}" for number in range(2 * VALUES_PER_FILE + 1)]
    files, leading = lay_out_directory(directory_of(names, "venue"))
    parts = dict(files)
    assert leading["values"] == len(names)
    assert [len(parts[f"venue/values-{n}.json"]["names"]) for n in range(3)] == [256, 256, 1]
    assert all(len(json.dumps(part)) < 40_000 for part in parts.values())
    firsts = [parts[f"venue/words-{n}.json"]["words"][0] for n in range(len(leading["words"]))]
    assert firsts == leading["words"]


def test_of_people_those_with_pages_stand_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.people.identify.MAX_PAGES", 1)
    bylines = [("Ada Once", "Zoe Thrice"), ("Zoe Thrice", "Yan Twice"), ("Yan Twice", "Zoe Thrice")]
    catalogue = catalogue_of(*(paper(f"p{n}", authors=own) for n, own in enumerate(bylines)))
    people = dict(build_directories(catalogue))["author"]
    _, leading = lay_out_directory(people)
    assert leading["pages"] == 1
    assert [value.address for value in people.values] == [
        "authors/zoe-thrice/",
        "explore/?author=yan-twice",
        "papers/p0/",
    ]
