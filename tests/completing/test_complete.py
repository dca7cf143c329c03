"""Services complete papers and never replace what a listing said; the owner replaces anything."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.completing import complete
from builder.model.metadata import (
    FIELD_NAMES,
    SERVICE_TITLES,
    Completions,
    Correction,
    MetadataRecord,
)
from builder.model.problems import Problems
from builder.model.records import Keyword, Paper
from tests.papers import paper

from .records import correction, said

ORDER = tuple(SERVICE_TITLES)


def completed(
    papers: list[Paper],
    records: list[MetadataRecord],
    corrections: tuple[Correction, ...] = (),
    order: tuple[str, ...] = ORDER,
) -> tuple[tuple[Paper, ...], Completions, list[str]]:
    problems = Problems()
    found, completions = complete(papers, records, corrections, order, problems)
    return found, completions, [str(problem) for problem in problems]


def only(one: Paper, *records: MetadataRecord, **how: Any) -> tuple[Paper, Completions, list[str]]:
    [found], completions, problems = completed([one], list(records), **how)
    return found, completions, problems


def test_what_a_listing_left_out_is_filled_and_the_page_knows_from_where() -> None:
    record = said("a", identifier="arxiv:2403.01234", authors=("Ada Wendel",), date="2024-03-18")
    found, completions, problems = only(paper("a"), record)
    assert (found.authors, found.date, problems) == (("Ada Wendel",), "2024-03-18", [])
    [by] = completions.of_paper[found.id].given
    assert (by.by, by.fields) == ("arXiv", ("authors", "date"))
    assert by.url == "https://arxiv.org/abs/2403.01234"


def test_what_a_listing_said_stays_and_another_year_doi_id_or_authors_are_notes() -> None:
    one = paper("a", authors=("Ada Wendel",), date="2020", doi="10.1/x", arxiv_id="2403.01234")
    record = said(
        "a", authors=("Wei Lin",), date="2024", doi="10.1/y", arxiv_id="2403.09999", venue="Hive"
    )
    found, completions, problems = only(one, record)
    assert (found.authors, found.date, found.doi) == (one.authors, one.date, one.doi)
    assert found.venue == "Hive"
    assert problems == []
    notes = "\n".join(map(str, completions.notes))
    assert "sources/metadata/arxiv.jsonl:1: a: the listing has the year 2020" in notes
    assert "the DOI 10.1/x" in notes and "2403.09999" in notes and "Ada Wendel" in notes


def test_a_preprints_own_doi_and_the_year_before_are_no_contradictions() -> None:
    one = paper("a", date="2021", doi="10.48550/arxiv.2011.00001", authors=("A. Wendel",))
    record = said("a", date="2020", doi="10.1/x", authors=("Ada Wendel", "Wei Lin"))
    assert only(one, record)[1].notes == ()


def test_the_first_service_in_the_owners_order_wins_and_her_own_files_come_first() -> None:
    records = [said("a", name, authors=(name,)) for name in ("arxiv", "crossref", "from")]
    assert only(paper("a"), *records[:2])[0].authors == ("arxiv",)
    assert only(paper("a"), *records[:2], order=("crossref", "arxiv"))[0].authors == ("crossref",)
    assert only(paper("a"), *records)[0].authors == ("from",)


def test_a_published_venue_and_doi_come_before_a_preprints_and_the_arxiv_id_stays() -> None:
    preprint = said(
        "a", doi="10.48550/arxiv.2403.01234", venue="arXiv.org", arxiv_id="2403.01234", date="2022"
    )
    journal = said(
        *("a", "crossref"),
        doi="10.1/x",
        venue="Hive Letters",
        volume="3",
        pages="7-12",
        date="2024",
    )
    found = only(paper("a"), preprint, journal)[0]
    assert (found.venue, found.volume, found.pages) == ("Hive Letters", "3", "7-12")
    assert (found.doi, found.arxiv_id, found.date) == ("10.1/x", "2403.01234", "2024")
    assert only(paper("a"), preprint)[0].date == "2022"
    assert found.pdf_url == "https://arxiv.org/pdf/2403.01234"


def test_pages_of_another_venue_are_not_mixed_with_the_listings_own() -> None:
    listed = paper("a", venue="Hive Letters", date="2024")
    assert only(listed, said("a", venue="Annals of Bread", pages="7"))[0].pages is None
    assert only(listed, said("a", venue="Hive Letters", date="2023", pages="7"))[0].pages is None
    assert only(listed, said("a", venue="Hive Letters", date="2024", pages="7"))[0].pages == "7"


def test_an_orcid_completes_an_author_whom_the_listing_names_so() -> None:
    one = paper("a", authors=("Ada Wendel",))
    orcids = (("Ada Wendel", "0000-0002-1825-0097"), ("Wei Lin", "0000-0001-5109-3700"))
    assert only(one, said("a", orcids=orcids))[0].orcids == orcids[:1]


def test_keywords_get_the_name_that_the_catalogue_uses() -> None:
    one, two = paper("a"), paper("b", keywords=(Keyword(name="neural networks"),))
    [found, _], *_ = completed([one, two], [said("a", keywords=("Neural Network", "bread"))])
    assert found.keywords == (
        Keyword(name="neural networks", spellings=("Neural Network",)),
        Keyword(name="bread"),
    )


def test_a_record_follows_a_paper_to_its_new_slug_unless_two_papers_had_the_old_one() -> None:
    one = paper("new", aliases=("old",))
    assert only(one, said("old", date="2024"))[0].date == "2024"
    found, completions, _ = completed([one, paper("other", aliases=("old",))], [said("old")])
    assert [p.date for p in found] == [None, None]
    assert "no paper is called old" in str(completions.notes[0])


def test_the_owner_corrects_anything_and_the_paper_keeps_its_id() -> None:
    one = paper("a", title="A Titel", authors=("Wei Lin",), date="2020", venue="Hive")
    change = correction("A Titel", ("venue",), title="A Title", date="2021", abstract="New.")
    found, completions, problems = only(one, said("a", doi="10.1/x"), corrections=(change,))
    assert (found.id, found.title.plain, found.abstract.plain) == ("a", "A Title", "New.")
    assert (found.date, found.venue, found.authors, found.doi) == (
        "2021",
        None,
        ("Wei Lin",),
        "10.1/x",
    )
    told = completions.of_paper[found.id]
    assert told.corrected == ("title", "abstract", "date", "venue")
    assert told.reason == "The journal says so."
    assert problems == []


def test_an_address_that_is_given_is_linked_and_one_that_was_wrong_is_not() -> None:
    code, wrong, right = (f"https://github.com/toys/{name}" for name in ("a", "b", "c"))
    assert only(paper("a"), said("a", code_url=code))[0].links == (code,)
    one = paper("a", code_url=wrong, links=("https://toys.example/", wrong))
    found, *_ = only(one, corrections=(correction("a", code_url=right),))
    assert found.links == ("https://toys.example/", right)


def test_a_pdf_follows_the_arxiv_id_unless_the_owner_removes_it() -> None:
    one = paper("a", arxiv_id="2403.01234", pdf_url="https://arxiv.org/pdf/2403.01234")

    def pdf_of(removed: tuple[str, ...] = (), **fields: str) -> str | None:
        return only(one, corrections=(correction("a", removed, **fields),))[0].pdf_url

    assert pdf_of(("pdf_url",)) is None
    assert pdf_of(("arxiv_id",)) is None
    assert pdf_of(arxiv_id="2403.09999") == "https://arxiv.org/pdf/2403.09999"
    assert pdf_of(date="2024") == one.pdf_url


def test_a_corrected_field_is_not_told_to_be_from_a_service() -> None:
    change = correction("a", date="2021")
    _, completions, _ = only(paper("a"), said("a", date="2024"), corrections=(change,))
    assert completions.of_paper[paper("a").id].given == ()


def test_a_correction_of_no_paper_or_of_two_is_a_problem() -> None:
    papers = [paper("a", title="One"), paper("b", title="One")]
    _, _, problems = completed(papers, [], (correction("One"), correction("c")))
    assert [problem.partition("but ")[2] for problem in problems] == [
        "2 papers are called 'One'",
        "none is called 'c'",
    ]


LISTED = st.fixed_dictionaries(
    {},
    optional={
        "authors": st.lists(st.sampled_from(("Ada Wendel", "Wei Lin")), min_size=1).map(tuple),
        "date": st.sampled_from(("2020", "2024-03", "1999-12-31")),
        "venue": st.sampled_from(("Hive Letters", "arXiv", "Proceedings of Toys")),
        "volume": st.sampled_from(("3", "4")),
        "doi": st.sampled_from(("10.1/x", "10.48550/arxiv.2403.01234")),
        "arxiv_id": st.sampled_from(("2403.01234", "2403.09999")),
        "pdf_url": st.just("https://toys.example/a.pdf"),
        "code_url": st.just("https://github.com/toys/a"),
    },
)


@given(
    LISTED,
    st.lists(st.tuples(st.sampled_from(("from", *ORDER)), LISTED), max_size=4),
    st.permutations(ORDER),
)
def test_no_field_of_a_listing_is_ever_replaced_and_no_paper_added(
    listed: dict[str, Any], records: list[tuple[str, dict[str, Any]]], order: list[str]
) -> None:
    one = paper("a", **listed)
    said_of_it = [said("a", name, **fields) for name, fields in records]
    papers, *_ = completed([one], [*said_of_it, said("b", date="2024")], (), tuple(order))
    [found] = papers
    for name in (*FIELD_NAMES, "sightings", "aliases", "versions"):
        if getattr(one, name):
            assert getattr(found, name) == getattr(one, name)


@pytest.mark.parametrize("count", [1, 3])
def test_the_order_of_the_records_does_not_matter(count: int) -> None:
    records = [said("a", name, authors=(name,), date="2024") for name in ORDER[:count]]
    assert only(paper("a"), *records)[:2] == only(paper("a"), *reversed(records))[:2]
