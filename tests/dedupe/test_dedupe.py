from __future__ import annotations

from typing import Any

import pytest

from builder.dedupe import merge, partition
from tests.records import ABSTRACT, OTHER_ABSTRACT, entries

GARDENS = "Growing Gardens of Paper Flowers under Lamplight"
ADA = ("Ada Lovelace", "Charles Babbage")
GRACE = ("Grace Hopper",)


def having(**fields: Any) -> dict[str, Any]:
    return fields


ONE_WORK: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "equal titles and nothing else": (
        having(title=GARDENS),
        having(title="Growing gardens of paper flowers under lamplight."),
    ),
    "a slip of the pen": (
        having(title=GARDENS, authors=ADA, date="2020"),
        having(title="Growing Gardens of Paper Flovers under Lamplight", authors=ADA, date="2020"),
    ),
    "initials for given names": (
        having(title=GARDENS, authors=ADA, date="2020"),
        having(title=GARDENS, authors=("A. Lovelace", "C. Babbage"), date="2020"),
    ),
    "authors run together": (
        having(title=GARDENS, authors=ADA, date="2020"),
        having(title=GARDENS, authors=("Lovelace A.Babbage C.",), date="2020"),
    ),
    "a subtitle in one record only": (
        having(title=GARDENS, authors=ADA, date="2020"),
        having(title=GARDENS + ": Twelve Evenings in a Cellar", authors=ADA, date="2020"),
    ),
    "a decoration": (
        having(title=GARDENS + " (abstract)", authors=ADA, date="2020"),
        having(title=GARDENS, authors=ADA, date="2020"),
    ),
    "a notice of an erratum in brackets": (
        having(title=GARDENS + " [Erratum appears in J Paper 2021;3:4]", authors=ADA, date="2020"),
        having(title=GARDENS, authors=ADA, date="2020"),
    ),
    "a venue cut short": (
        having(title=GARDENS, authors=ADA, date="2020", venue="Curr Opin Paper Res"),
        having(
            title=GARDENS, authors=ADA, date="2020", venue="Current Opinion in Paper Research"
        ),
    ),
    "a venue by its first letters": (
        having(title=GARDENS, authors=ADA, date="2020", venue="VLDB"),
        having(title=GARDENS, authors=ADA, date="2020", venue="Very Large Data Bases"),
    ),
    "a preprint and its publication": (
        having(title=GARDENS, authors=ADA, date="2018", venue="arXiv", arxiv_id="1801.00001"),
        having(
            title=GARDENS, authors=ADA, date="2020", venue="Journal of Paper", doi="10.1000/paper"
        ),
    ),
    "a preprint known by its DOI": (
        having(title=GARDENS, authors=ADA, date="2019", doi="10.48550/arxiv.1901.00001"),
        having(
            title=GARDENS, authors=ADA, date="2020", venue="Journal of Paper", doi="10.1000/paper"
        ),
    ),
    "one arXiv id, renamed": (
        having(title="Gardens of Paper", authors=ADA, arxiv_id="1801.00001", abstract=ABSTRACT),
        having(title=GARDENS, authors=ADA, arxiv_id="1801.00001", abstract=ABSTRACT),
    ),
    "one DOI, cut short": (
        having(title=GARDENS, doi="10.1000/paper", date="2020"),
        having(title="Growing gardens of paper flowers", doi="10.1000/paper", date="2021"),
    ),
    "translated, on one page of one volume": (
        having(
            title="[Paper flowers that open at night: a controlled count of their petals]",
            authors=ADA, date="2001", venue="Papier", volume="96", pages="321-324",
        ),
        having(
            title="A controlled count of petals of paper flowers that open in the night",
            authors=ADA, date="2001", venue="Papier", volume="96", pages="321-4",
        ),
    ),
    "one abstract under two titles by the same people": (
        having(title="Petals by Lamplight: Counting What Opens", authors=ADA, abstract=ABSTRACT),
        having(title="Counting What Opens: Petals by Lamplight", authors=ADA, abstract=ABSTRACT),
    ),
}  # fmt: skip

TWO_WORKS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "parts": (
        having(title=GARDENS + ": Part I", authors=ADA, date="2020"),
        having(title=GARDENS + ": Part II", authors=ADA, date="2020"),
    ),
    "parts in words and digits": (
        having(title=GARDENS + ", volume two", authors=ADA, date="2020"),
        having(title=GARDENS + ", volume 3", authors=ADA, date="2020"),
    ),
    "versions of software": (
        having(title="Lamplight v1", authors=ADA, abstract=ABSTRACT),
        having(title="Lamplight v2", authors=ADA, abstract=ABSTRACT),
    ),
    "an erratum": (
        having(title=GARDENS, authors=ADA, date="2020"),
        having(title="Erratum: " + GARDENS, authors=ADA, date="2020"),
    ),
    "a reply": (
        having(title=GARDENS, authors=ADA, date="2020"),
        having(title="Reply to: " + GARDENS, authors=ADA, date="2020"),
    ),
    "a comment": (
        having(title=GARDENS, authors=ADA, date="2020"),
        having(title="Comment on " + GARDENS, authors=ADA, date="2020"),
    ),
    "other people with another abstract": (
        having(title="Paper Flowers", authors=ADA, abstract=ABSTRACT),
        having(title="Paper Flowers", authors=GRACE, abstract=OTHER_ABSTRACT),
    ),
    "another abstract and nobody named": (
        having(title="Counting Paper Flowers", abstract=ABSTRACT),
        having(title="Counting Paper Flowers", abstract=OTHER_ABSTRACT),
    ),
    "years apart": (
        having(title=GARDENS, authors=ADA, date="2012", venue="Journal of Paper"),
        having(title=GARDENS, authors=ADA, date="2020", venue="Journal of Paper"),
    ),
    "a conference paper and its journal version": (
        having(title=GARDENS, authors=ADA, date="2018", venue="Conference on Paper"),
        having(title=GARDENS, authors=ADA, date="2019", venue="Journal of Paper"),
    ),
    "one abstract at two meetings": (
        having(title=GARDENS, authors=ADA, date="2018", venue="Paper Congress",
               pages="A1", volume="3", abstract=ABSTRACT),
        having(title=GARDENS, authors=ADA, date="2018", venue="Flower Symposium",
               pages="77", volume="12", abstract=ABSTRACT),
    ),
    "a word more that matters": (
        having(title="Counting paper flowers in mice", authors=ADA, date="2020"),
        having(title="Counting paper flowers in rats", authors=ADA, date="2020"),
    ),
    "two editorials of one year": (
        having(title="Editorial", authors=GRACE, date="2020", venue="Paper Record"),
        having(title="Editorial", authors=GRACE, date="2020", venue="Paper Record"),
    ),
    "editorials without anything else": (having(title="Editorial"), having(title="Editorial")),
    "other arXiv ids": (
        having(title=GARDENS, arxiv_id="1801.00001"),
        having(title=GARDENS, arxiv_id="1905.00007"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ONE_WORK)
def test_records_of_one_work_become_one_paper(case: str) -> None:
    assert len(partition(entries(*ONE_WORK[case]))) == 1


@pytest.mark.parametrize("case", TWO_WORKS)
def test_records_of_two_works_stay_two_papers(case: str) -> None:
    assert len(partition(entries(*TWO_WORKS[case]))) == 2


def test_four_editorials_of_one_year_by_one_editor_stay_four() -> None:
    serial = having(title="Guest editorial", authors=GRACE, date="2002", venue="Paper Record")
    assert len(partition(entries(*[serial] * 4))) == 4


def test_an_editorial_that_two_bibliographies_have_once_is_one() -> None:
    records = entries(
        having(title="Guest Editorial", authors=GRACE, date="2002", venue="VLDB J."),
        having(title="Guest editorial", authors=GRACE, date="2002", venue="The VLDB Journal"),
    )
    assert len(partition(records)) == 1


def test_a_title_that_returns_every_year_is_no_evidence() -> None:
    years = [
        having(title="Influential Papers", authors=GRACE, date=str(year), venue="Paper Record")
        for year in (2000, 2001, 2002, 2002)
    ]
    assert len(partition(entries(*years))) == 4


def test_a_chain_of_neighbours_does_not_join_its_ends() -> None:
    records = entries(
        having(title=GARDENS + " Part I", authors=ADA),
        having(title=GARDENS, authors=ADA),
        having(title=GARDENS + " Part II", authors=ADA),
    )
    for group in partition(records):
        titles = [one.title.plain for one in group]
        assert not any(t.endswith("Part I") for t in titles) or not any(
            t.endswith("Part II") for t in titles
        )


def test_the_partition_has_every_record_once_in_the_order_given() -> None:
    records = entries(*(having(title=title) for title in ("B title", "A title", "b Title!")))
    assert [[e.position for e in group] for group in partition(records)] == [[1, 3], [2]]


def test_every_merge_by_another_title_is_reported_with_its_evidence() -> None:
    records = entries(*ONE_WORK["a subtitle in one record only"])
    (found,) = merge(records).matches
    assert found.decision == "merged"
    assert found.score >= 0.5
    assert "same authors" in found.evidence


def test_a_merge_by_equal_titles_is_not_reported() -> None:
    assert merge(entries(*ONE_WORK["equal titles and nothing else"])).matches == ()


def test_close_pairs_that_stay_apart_are_reported() -> None:
    (found,) = merge(entries(*TWO_WORKS["a conference paper and its journal version"])).matches
    assert found.decision == "versions"
    assert "year" in found.evidence


def test_merges_are_reported_strongest_first_and_each_in_the_order_of_its_records() -> None:
    slip = "Growing Gardens of Paper Flovers under Lamplight"
    records = entries(
        having(title="Bread and clocks: a diary", authors=GRACE, date="2021"),
        having(title="Bread and clocks", authors=GRACE, date="2021"),
        having(title=GARDENS, authors=ADA, date="2020", abstract=ABSTRACT),
        having(title=slip, authors=ADA, date="2020", abstract=ABSTRACT),
    )
    found = merge(records).matches
    assert [(pair.left.position, pair.right.position) for pair in found] == [(3, 4), (1, 2)]
    assert found[0].score > found[1].score


def test_the_toy_library_holds_40_papers_in_48_records(catalogue: Any) -> None:
    assert sum(len(paper.sightings) for paper in catalogue.papers) == 48
    assert len(catalogue.papers) == 40
    assert sum(len(paper.listings) > 1 for paper in catalogue.papers) == 7
    assert sum(bool(paper.versions) for paper in catalogue.papers) == 2
