from __future__ import annotations

import random
from itertools import permutations
from typing import Any

import pytest

from builder.dedupe import merge, partition
from builder.model.records import Entry
from builder.model.slugs import make_slug
from tests.dedupe.test_dedupe import ADA, GARDENS, GRACE, TWO_WORKS, having
from tests.records import ABSTRACT, OTHER_ABSTRACT, entries, entry


def test_versions_of_a_work_are_linked_both_ways() -> None:
    meeting, journal = TWO_WORKS["a conference paper and its journal version"]
    one, two = merge(entries(meeting, journal)).papers
    assert (one.versions, two.versions) == ((two.id,), (one.id,))


def test_a_paper_takes_each_field_from_the_record_that_has_it_best() -> None:
    preprint = entry(
        GARDENS,
        listing="a",
        authors=("A. Lovelace",),
        date="2018",
        venue="arXiv",
        arxiv_id="1801.00001",
        abstract=ABSTRACT,
        url="http://arxiv.org/abs/1801.00001",
    )
    published = entry(
        GARDENS,
        listing="b",
        authors=ADA,
        date="2018-06",
        venue="Journal of Paper",
        volume="7",
        pages="1-9",
        doi="10.1000/paper",
        abstract=ABSTRACT[:100],
        code_url="https://github.com/paper/gardens",
    )
    (paper,) = merge([preprint, published]).papers
    assert paper.abstract.plain == ABSTRACT
    assert paper.authors == ADA
    assert paper.date == "2018-06"
    assert (paper.venue, paper.volume, paper.pages) == ("Journal of Paper", "7", "1-9")
    assert (paper.doi, paper.arxiv_id) == ("10.1000/paper", "1801.00001")
    assert paper.code_url == "https://github.com/paper/gardens"
    assert [sighting.listing for sighting in paper.sightings] == ["a", "b"]


@pytest.mark.parametrize(
    ("fields", "pdf"),
    [
        (
            {"pdf_url": "https://a.example/x.pdf", "arxiv_id": "1801.00001"},
            "https://a.example/x.pdf",
        ),
        ({"arxiv_id": "1801.00001"}, "https://arxiv.org/pdf/1801.00001"),
        (
            {"arxiv_id": "1801.00001", "url": "https://aclanthology.org/P18-1001/"},
            "https://aclanthology.org/P18-1001.pdf",
        ),
        ({"doi": "10.18653/v1/p18-1001"}, "https://aclanthology.org/P18-1001.pdf"),
        ({"url": "https://a.example/x", "doi": "10.1000/paper"}, None),
    ],
)
def test_a_pdf_is_the_one_a_record_gives_else_where_an_id_leads(
    fields: dict[str, Any], pdf: str | None
) -> None:
    (paper,) = merge([entry(GARDENS, **fields)]).papers
    assert paper.pdf_url == pdf


def test_the_pdf_of_the_published_record_comes_before_that_of_a_preprint() -> None:
    preprint = entry(GARDENS, 1, authors=ADA, venue="arXiv", pdf_url="https://a.example/1.pdf")
    published = entry(GARDENS, 2, authors=ADA, venue="Toys", pdf_url="https://b.example/2.pdf")
    (paper,) = merge([preprint, published]).papers
    assert paper.pdf_url == "https://b.example/2.pdf"


def test_a_poorer_snapshot_only_adds_a_sighting() -> None:
    rich = entry(GARDENS, authors=ADA, date="2020", abstract=ABSTRACT, venue="Journal of Paper")
    poor = entry(GARDENS, listing="second", abstract=ABSTRACT[:90])
    (before,), (after,) = merge([rich]).papers, merge([rich, poor]).papers
    assert len(after.sightings) == 2
    for name in ("id", "title", "abstract", "authors", "date", "venue"):
        assert getattr(after, name) == getattr(before, name)


def test_the_order_of_the_records_does_not_matter() -> None:
    records = entries(
        having(title=GARDENS, authors=ADA, date="2020"),
        having(title=GARDENS.upper(), authors=ADA),
        having(title=GARDENS + ": a Study", authors=ADA, abstract=ABSTRACT),
        having(title="Editorial", date="2020"),
    )
    results = {str(merge(order)) for order in permutations(records)}
    assert len(results) == 1


def test_other_titles_of_a_paper_lead_to_it() -> None:
    short, long = GARDENS, GARDENS + ": Twelve Evenings in a Cellar"
    records = entries(*(having(title=t, authors=ADA, date="2020") for t in (long, short, short)))
    (paper,) = merge(records).papers
    assert (paper.id, paper.aliases) == (make_slug(short), (make_slug(long),))


def test_papers_that_share_a_title_have_addresses_of_their_own_and_the_plain_one_leads_to_all() -> (
    None
):
    one, two = TWO_WORKS["other people with another abstract"]
    papers = merge(entries(one, two)).papers
    assert len({paper.id for paper in papers}) == 2
    assert all(paper.id.startswith("paper-flowers-") for paper in papers)
    assert all("paper-flowers" in paper.aliases for paper in papers)


def test_a_namesake_keeps_its_old_address_when_a_record_adds_its_doi() -> None:
    other = entry("Paper Flowers", 9, authors=GRACE, abstract=OTHER_ABSTRACT)
    known = entry("Paper Flowers", 1, authors=ADA, abstract=ABSTRACT)
    richer = entry("Paper Flowers", 2, authors=ADA, abstract=ABSTRACT, doi="10.1000/paper")
    before = {paper.id for paper in merge([other, known]).papers}
    after = merge([other, known, richer]).papers
    reachable = {paper.id for paper in after} | {a for paper in after for a in paper.aliases}
    assert before <= reachable


def test_a_record_without_title_is_named_after_its_abstract() -> None:
    (paper,) = merge([entry("", abstract=ABSTRACT)]).papers
    assert paper.title.plain.startswith("We grow small gardens")
    assert len(paper.title.plain) < len(ABSTRACT)


def test_records_without_title_are_one_only_if_their_abstracts_are() -> None:
    records = entries(
        having(title="", abstract=ABSTRACT),
        having(title="", abstract=ABSTRACT),
        having(title="", abstract=OTHER_ABSTRACT),
    )
    assert [len(group) for group in partition(records)] == [2, 1]


def test_a_record_without_title_joins_the_one_that_has_its_abstract() -> None:
    records = entries(having(title="", abstract=ABSTRACT), having(title=GARDENS, abstract=ABSTRACT))
    (paper,) = merge(records).papers
    assert paper.title.plain == GARDENS


def test_no_record_is_lost_and_no_address_given_twice() -> None:
    chance = random.Random(5)
    words = "paper flower lamp garden petal evening water number editorial erratum".split()
    records: list[Entry] = [
        entry(
            " ".join(chance.choices(words, k=chance.randint(0, 4))),
            place,
            authors=chance.choice([(), ADA, GRACE]),
            date=chance.choice([None, "2019", "2020"]),
            abstract=chance.choice(["", ABSTRACT, OTHER_ABSTRACT]),
        )
        for place in range(300)
    ]
    papers = merge(records).papers
    seen = sorted(sighting.position for paper in papers for sighting in paper.sightings)
    assert seen == list(range(300))
    assert len({paper.id for paper in papers}) == len(papers)
    assert not {paper.id for paper in papers} & {a for paper in papers for a in paper.aliases}
