"""A wrong merge hides a paper: what stays two, however much two records share."""

from __future__ import annotations

from typing import Any

import pytest

from builder.dedupe import partition
from builder.dedupe.crowds import find_crowded
from builder.dedupe.printed_places import parse_issue, parse_pages
from builder.dedupe.title_numbers import find_versions, have_other_versions
from tests.records import ABSTRACT, OTHER_ABSTRACT, entries

GARDENS = "Growing Gardens of Paper Flowers under Lamplight"
LAMPS = "Growing Gardens of Paper Lamps under Flowerlight"
ADA = ("Ada Lovelace", "Charles Babbage")


def noted(title: str, **fields: Any) -> dict[str, Any]:
    """A short piece in one column of a journal."""
    own = {"venue": "Toy Notes", "volume": "12", "issue": "2", "pages": "128-128", "date": "1991"}
    return {"title": title, "authors": ("Anonymous",), **own, **fields}


def signed(title: str, **fields: Any) -> dict[str, Any]:
    return noted(title, **{"authors": ("Ada Lovelace",), **fields})


def one_doi(title: str, **fields: Any) -> dict[str, Any]:
    return {"title": title, "doi": "10.1000/volume", **fields}


TWO_WORKS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "short notes on one page": (noted("Acorns"), noted("Amigos")),
    "short notes on one page by one author": (signed("Counting Sheep"), signed("Wooden Abacus")),
    "another issue that begins on that page": (
        signed("Dreamboat", volume="2", pages="58-58"),
        signed("Problems", volume="2", issue="3", pages="58-61"),
    ),
    "a column in another issue": (
        noted("Official announcements", pages="3-3"),
        noted("Official announcements", issue="3", pages="3-3"),
    ),
    "a column on another page of the issue": (
        signed("Greetings from the lamp room", pages="43-43"),
        signed("Greetings from the lamp room", pages="54-54"),
    ),
    "a column of a double issue": (
        noted("How to become a member of the club", issue="1", pages="182-183"),
        noted("How to become a member of the club", issue="3/4", pages="451-452"),
    ),
    "a column in the next volume": (
        noted("How to become a member of the club", pages="Cover 3"),
        noted("How to become a member of the club", volume="13", pages="", date="1992"),
    ),
    "clubs with names of five letters": (noted("CSTUG"), noted("CyrTUG")),
    "one DOI and other abstracts": (
        one_doi(GARDENS, authors=ADA, abstract=ABSTRACT),
        one_doi(LAMPS, authors=ADA, abstract=OTHER_ABSTRACT),
    ),
    "one DOI and a shared family name": (
        one_doi(GARDENS, authors=("Xi Li", "Fengyu Yang", "Hanbin Zhao")),
        one_doi("Growing Gardens of Paper Birds over Lamps", authors=("Yu Li", "Jiang Ma")),
    ),
    "a name and its second version": (
        {"title": "MVNet: A Large Set of Views of Gardens", "authors": ADA},
        {"title": "MVNet2.0: A Large Set of Views of Gardens", "authors": ADA},
    ),
    "a second version with a space": (
        {"title": "MVNet: A Large Set of Views of Gardens", "authors": ADA},
        {"title": "MVNet 2.0: A Large Set of Views of Gardens", "authors": ADA},
    ),
    "versions that differ in a letter": (
        {"title": "Lamp-4: A Report on What Large Lamps Can See", "authors": ADA},
        {"title": "Lamp-4o: A Report on What Large Lamps Can See", "authors": ADA},
    ),
    "another word and no year": (
        {"title": "Mining Quantitative Rules in Large Paper Gardens", "authors": ADA,
         "venue": "Toy Conference", "date": "1996"},
        {"title": "Mining Generalised Rules in Large Paper Gardens", "authors": ADA,
         "venue": "Toy Conference"},
    ),
}  # fmt: skip

ONE_WORK: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a note whose issue two bibliographies count otherwise": (
        signed(GARDENS, venue="Toy Notes", pages="128-131"),
        signed(GARDENS, venue="Toy notes", issue="14", pages="128-31"),
    ),
    "the last page typed wrong": (
        signed(GARDENS, pages="128-131"),
        signed(GARDENS, venue="Notes of Toys", pages="128-132"),
    ),
    "another issue and the same abstract": (
        signed(GARDENS, abstract=ABSTRACT),
        signed(GARDENS, issue="791", pages=None, abstract=ABSTRACT),
    ),
    "one arXiv id and another summary": (
        {"title": GARDENS, "authors": ADA, "arxiv_id": "1801.00001", "abstract": ABSTRACT},
        {"title": GARDENS, "authors": ADA, "arxiv_id": "1801.00001", "abstract": OTHER_ABSTRACT},
    ),
    "a venue cut by a search engine": (
        {"title": GARDENS, "authors": ADA, "date": "1999", "venue": "VLDB"},
        {"title": GARDENS, "authors": ("Augusta Lovelace", "C Babbage"), "date": "1999",
         "venue": "PROCEEDINGS OF THE INTERNATIONAL CONFERENCE ON VERY LARGE &hellip;,"},
    ),
    "a venue with its acronym and its name": (
        {"title": GARDENS, "authors": ADA, "date": "1999", "venue": "SIGMOD Conference"},
        {"title": GARDENS, "authors": ("Augusta Lovelace", "C Babbage"),
         "venue": "ACM SIGMOD International Conference on Management of Data,"},
    ),
    "initials run together": (
        {"title": GARDENS, "authors": ("A Lovelace", "C Babbage", "G Hopper"),
         "venue": "Toy Notes"},
        {"title": GARDENS, "authors": ("AK Lovelace", "CR Babbage"),
         "venue": "Transactions on Toys"},
    ),
    "the end of a list of authors before the title": (
        {"title": "Efficient Lamps for Gardens by Night", "authors": ADA, "venue": "Toy Notes"},
        {"title": "Babbage:, CR Efficient lamps for gardens by night",
         "authors": ("A Lovelace",), "venue": "Toys"},
    ),
    "nobody named, in one way or another": (
        {"title": GARDENS, "authors": ("portal.toys.org",), "venue": "Toy Notes"},
        {"title": GARDENS, "authors": ADA, "venue": "Toy Notes", "date": "1999"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TWO_WORKS)
def test_what_two_works_share_does_not_make_them_one(case: str) -> None:
    assert len(partition(entries(*TWO_WORKS[case]))) == 2


@pytest.mark.parametrize("case", ONE_WORK)
def test_what_dirty_records_get_wrong_does_not_part_them(case: str) -> None:
    assert len(partition(entries(*ONE_WORK[case]))) == 1


def test_a_doi_of_the_whole_volume_merges_nothing() -> None:
    titles = [
        "Artistic Radiance Fields for Lamps",
        "Deforming Radiance Fields with Lamps",
        "Tensorial Radiance Fields of Lamps",
        "Radiance Fields of Gardens by Night",
    ]
    volume = [one_doi(title, authors=ADA) for title in titles]
    assert len(partition(entries(*volume))) == 4
    assert len(partition(entries(*volume, one_doi(titles[0] + ".", authors=ADA)))) == 4


def test_pages_that_all_papers_of_a_meeting_have_merge_nothing() -> None:
    titles = ["Counting Sheep", "Wooden Abacus", "Paper Lamps", "Night Gardens"]
    meeting = [signed(title, volume=None, issue=None, pages="1-10") for title in titles]
    assert len(partition(entries(*meeting))) == 4


def test_pages_of_one_piece_outweigh_a_translated_title() -> None:
    two = [
        noted("Estudio de las flores de papel", authors=ADA, pages="128-134"),
        noted("A study of flowers made of paper", authors=ADA, pages="128-34"),
    ]
    assert len(partition(entries(*two))) == 1


def test_a_listing_that_numbers_its_records_as_issues_loses_no_merge() -> None:
    titles = [f"{GARDENS} in {town}" for town in "Bonn Cork Graz Lyon Nice Oslo Pisa Riga".split()]
    twice = [
        signed(title, issue=str(place * 8 + at), pages=f"{at * 7 + 3}")
        for place in range(3)
        for at, title in enumerate(titles)
    ]
    assert len(partition(entries(*twice))) == 8


def test_a_crowd_has_three_titles_that_are_unlike_each_other() -> None:
    like = [("a", "paper lamps"), ("a", "paper lamp"), ("a", "paper lamps by night")]
    assert find_crowded([*like, ("a", "wooden abacus")]) == frozenset()
    assert find_crowded([*like, ("a", "wooden abacus"), ("b", "x"), ("a", "sheep")]) == {"a"}


@pytest.mark.parametrize(
    ("pages", "first", "last"),
    [
        ("321-4", "321", "324"),
        ("pp. 58--61", "58", "61"),
        ("c3-c3", "c3", "3"),
        ("17", "17", ""),
        ("4-Jan", "", ""),
        (None, "", ""),
    ],
)
def test_pages_are_the_first_and_the_last(pages: str | None, first: str, last: str) -> None:
    assert parse_pages(pages) == (first, last)


@pytest.mark.parametrize(
    ("issue", "number"), [("3/4", "3"), ("04", "4"), ("4 SUPPL. 1", ""), ("e12", ""), (None, "")]
)
def test_an_issue_is_a_number(issue: str | None, number: str) -> None:
    assert parse_issue(issue) == number


@pytest.mark.parametrize(
    ("one", "two", "other"),
    [
        ("qwen a report", "qwen2 a report", True),
        ("qwen2 a report", "qwen2 5 a report", True),
        ("web 2 0 for all", "web for all", True),
        ("gpt 4 report", "gpt 4o report", True),
        ("il6 in mice", "il 6 in mice", False),
        ("type 2 lamps", "type ii lamps", False),
        ("lamps in 2020", "lamps in spring", False),
    ],
)
def test_a_version_is_part_of_a_name(one: str, two: str, other: bool) -> None:
    assert have_other_versions(find_versions(one), find_versions(two)) is other
    assert have_other_versions(find_versions(two), find_versions(one)) is other
