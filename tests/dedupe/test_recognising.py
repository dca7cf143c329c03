"""Which of the works that a service offers are the paper: only sure ones, and the known traps."""

from __future__ import annotations

from typing import Any

import pytest

from builder.dedupe.offered import combine_fields, list_references
from builder.dedupe.recognising import Rulings, recognise_one
from builder.model.records import Entry
from tests.records import ABSTRACT, OTHER_ABSTRACT, entry

TITLE = "Growing Small Gardens of Paper Flowers under a Lamp"
SHORT = "Multimodal Deep Learning"
ADA, WEI, MIRA = "Ada Wendel", "Wei Lin", "Mirabel Oakhurst"


def taken(paper: Entry, *offered: Entry, **rulings: Any) -> list[int]:
    return list(recognise_one(paper, offered, Rulings(**rulings)).taken)


def unsure(paper: Entry, *offered: Entry) -> list[int]:
    found = recognise_one(paper, offered)
    assert not found.taken
    assert all(evidence for _, evidence in found.unsure)
    return [place for place, _ in found.unsure]


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        "growing small gardens of paper flowers under a lamp.",
        "Growing {Small} Gardens of <i>Paper</i> Flowers under a Lamp",
        "Growing Small Gardens of Paper Fl\N{LATIN SMALL LETTER O WITH DIAERESIS}wers under a Lamp",
        "Growing Small Gardens of Paper Flowres under a Lamp",
        f"{TITLE}: With a Subtitle of the Journal",
    ],
)
def test_a_title_however_it_is_written_is_found_by_its_abstract(title: str) -> None:
    assert taken(entry(TITLE, abstract=ABSTRACT), entry(title, abstract=ABSTRACT)) == [0]


def test_an_identifier_counts_where_the_title_does_not_contradict_it() -> None:
    paper = entry(TITLE, arxiv_id="2403.01234")
    assert taken(paper, entry(f"{TITLE} at Night", arxiv_id="2403.01234")) == [0]
    other = entry("Clocks That Run Backwards", arxiv_id="2403.01234")
    assert unsure(paper, other) == [0]


def test_the_evidence_is_told_in_words() -> None:
    found = recognise_one(entry(TITLE, abstract=ABSTRACT), [entry(TITLE, abstract=ABSTRACT)])
    assert found.evidence == "same title, same abstract"


def test_the_same_authors_are_enough_and_others_are_not() -> None:
    paper = entry(SHORT, authors=(ADA, WEI))
    assert taken(paper, entry(SHORT, authors=("A. Wendel", "W. Lin"))) == [0]
    assert taken(paper, entry(SHORT, authors=(MIRA, "Igor Calder"))) == []


def test_a_long_title_is_enough_where_nothing_else_is_known_and_a_short_one_is_not() -> None:
    assert taken(entry(TITLE, abstract=ABSTRACT), entry(TITLE, authors=(ADA,))) == [0]
    assert unsure(entry(SHORT, abstract=ABSTRACT), entry(SHORT, authors=(ADA,))) == [0]


def test_a_long_title_is_not_enough_if_another_work_has_it() -> None:
    offered = (
        entry(TITLE, authors=(ADA,), date="2001", venue="Hive Letters"),
        entry(TITLE, authors=(WEI,), date="2019", venue="Annals of Bread"),
    )
    assert unsure(entry(TITLE), *offered) == [0, 1]


def test_another_abstract_tells_namesakes_apart() -> None:
    paper = entry(SHORT, abstract=ABSTRACT)
    offered = entry(SHORT, abstract=OTHER_ABSTRACT), entry(SHORT, abstract=ABSTRACT)
    assert taken(paper, *offered) == [1]
    assert taken(paper, offered[0]) == []


def test_a_title_that_many_have_is_found_by_its_abstract() -> None:
    names = (ADA, WEI, MIRA, "Igor Calder")
    offered = [entry(SHORT, abstract=OTHER_ABSTRACT, authors=(name,)) for name in names]
    offered.append(entry(SHORT, abstract=ABSTRACT, authors=("Tomasz Nowak",)))
    assert taken(entry(SHORT, abstract=ABSTRACT), *offered) == [4]


def test_a_second_edition_of_a_data_set_is_another_work() -> None:
    paper = entry("MVImgNet: A Large-scale Dataset of Multi-view Images", abstract=ABSTRACT)
    second = "MVImgNet2.0: A Larger-scale Dataset of Multi-view Images"
    assert taken(paper, entry(second, abstract=ABSTRACT)) == []
    second = "MVImgNet2.0: A Large-scale Dataset of Multi-view Images"
    assert taken(paper, entry(second, abstract=ABSTRACT, authors=(ADA,))) == []
    assert taken(paper, entry(second), entry(paper.title.plain, abstract=ABSTRACT)) == [1]


@pytest.mark.parametrize("title", [f"{TITLE} 2", f"{TITLE}, Second Edition", f"{TITLE}: Part II"])
def test_a_number_that_only_one_title_has_is_another_edition(title: str) -> None:
    assert taken(entry(TITLE, abstract=ABSTRACT), entry(title, abstract=ABSTRACT)) == []


@pytest.mark.parametrize(
    "title",
    [
        f"Retraction: {TITLE}",
        f"Retraction Note to: {TITLE}",
        f"Erratum to {TITLE}",
        f"Correction: {TITLE}",
        f"Comment on {TITLE}",
    ],
)
def test_a_notice_about_the_paper_is_not_the_paper(title: str) -> None:
    paper = entry(TITLE, abstract=ABSTRACT, authors=(ADA,))
    assert taken(paper, entry(title, abstract=ABSTRACT, authors=(ADA,))) == []


def test_a_notice_with_the_papers_own_title_is_not_the_paper() -> None:
    paper = entry(TITLE, authors=(ADA, WEI))
    notice = entry(TITLE, authors=(ADA, WEI), kind="notice", doi="10.1000/notice")
    assert taken(paper, notice) == []
    assert taken(paper, notice, entry(TITLE, authors=(ADA, WEI), doi="10.1000/paper")) == [1]


def test_a_thesis_is_not_the_paper_of_its_name() -> None:
    paper = entry(TITLE, abstract=ABSTRACT, authors=(ADA, WEI, MIRA))
    assert unsure(paper, entry(TITLE, authors=(ADA,))) == [0]
    thesis = entry(TITLE, abstract=ABSTRACT, authors=(ADA,), kind="thesis")
    found = recognise_one(entry(TITLE, abstract=ABSTRACT), [thesis])
    assert not found.taken
    assert found.unsure[0][1].startswith("a thesis, ")


def test_serial_titles_are_never_taken_by_their_title() -> None:
    paper = entry("Introduction", authors=(ADA, WEI))
    assert taken(paper, entry("Introduction", authors=(ADA, WEI))) == []


def test_a_preprint_and_its_publication_are_both_taken() -> None:
    paper = entry(TITLE, abstract=ABSTRACT)
    preprint = entry(TITLE, authors=(ADA, WEI), date="2022", venue="arXiv", arxiv_id="2203.01234")
    journal = entry(TITLE, authors=(ADA, WEI), date="2024", venue="Journal of Lamps", doi="10.1/x")
    assert taken(paper, preprint, journal) == [0, 1]


def test_two_publications_of_one_title_are_for_the_owner() -> None:
    first = entry(
        TITLE, authors=(ADA, WEI), date="1999", venue="Proceedings of the Lamp Conference"
    )
    second = entry(TITLE, authors=(ADA, WEI), date="2003", venue="Journal of Lamps")
    assert unsure(entry(TITLE, authors=(ADA, WEI)), first, second) == [0, 1]
    assert taken(entry(TITLE, authors=(ADA, WEI), date="2003"), first, second) == [1]


def test_the_owner_decides() -> None:
    paper, other = entry(SHORT, abstract=ABSTRACT), entry("Clocks That Run Backwards")
    found = recognise_one(paper, [other], Rulings(same={0: "Renamed."}))
    assert (found.taken, found.evidence) == ((0,), "by hand: Renamed.")
    right = entry(SHORT, abstract=ABSTRACT)
    assert taken(paper, right, other=frozenset({0})) == []


def test_nothing_offered_is_nothing_found() -> None:
    assert recognise_one(entry(TITLE), []).unsure == ()


def test_what_a_preprint_and_its_publication_say_together_is_the_publication() -> None:
    preprint = entry(TITLE, authors=(ADA, WEI), date="2022", venue="arXiv", arxiv_id="2203.01234")
    journal = entry(TITLE, authors=(ADA, WEI), date="2024", venue="Journal of Lamps", doi="10.1/x")
    fields = combine_fields([preprint, journal])
    assert (fields.venue, fields.date, fields.doi) == ("Journal of Lamps", "2024", "10.1/x")
    assert fields.arxiv_id == "2203.01234"
    assert combine_fields([preprint]).date == "2022"


@pytest.mark.parametrize(
    ("service", "fields", "references"),
    [
        ("crossref", {"doi": "10.1/x", "key": "10.1/X"}, ("doi:10.1/x", "crossref:X")),
        (
            "openalex",
            {"doi": "10.48550/arxiv.2203.01234", "arxiv_id": "2203.01234", "key": "https://o/W1"},
            ("arxiv:2203.01234", "doi:10.48550/arxiv.2203.01234", "openalex:W1"),
        ),
        ("from", {"key": "a b"}, ("from:first.txt:a_b",)),
        ("from", {}, ("from:first.txt:1",)),
    ],
)
def test_an_offered_work_has_names_for_the_owner(
    service: str, fields: dict[str, str], references: tuple[str, ...]
) -> None:
    assert list_references(service, entry(TITLE, **fields)) == references
