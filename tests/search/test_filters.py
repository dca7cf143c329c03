from __future__ import annotations

import re

import pytest

from builder.search import answer_query, build_index
from builder.search.fields import FIELD_NAMES
from builder.search.notes import describe_note
from tests import ROOT

from .test_notes import INDEX
from .toy import page_of, paper_of, titles

FIRST, SECOND, THIRD = "Additive mechanisms", "Matryoshka boats", "Shining strings"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("source:one", [FIRST, SECOND]),
        ('source:"Inside the harbour"', [FIRST, SECOND]),
        ('source:"inside THE har"', [FIRST, SECOND]),
        ("source:inside", [FIRST, SECOND, THIRD]),
        ("tag:boats", [SECOND]),
        ("tag:Paper", [SECOND]),
        ('TAG:"large language models"', [FIRST, THIRD]),
        ("tag:large source:two", [THIRD]),
        ("tag:unused", []),
        ("tag:big", [FIRST, THIRD]),
        ('tag:""', []),
        ("tag:language", []),
    ],
)
def test_a_filter_takes_ids_names_and_their_beginnings(query: str, found: list[str]) -> None:
    assert sorted(titles(query, INDEX)) == found


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("tag:language", "There is no tag “language”. The nearest: Large language models."),
        ("tag:bouts", "There is no tag “bouts”. The nearest: Paper boats."),
        ("tag:llm", "There is no tag “llm”. The nearest: Large language models."),
        ("-source:harbours", "There is no source “harbours”. The nearest: Inside the harbour."),
        ("tag:zzz", "There is no tag “zzz”."),
    ],
)
def test_a_filter_that_fits_nothing_names_the_nearest(query: str, note: str) -> None:
    assert [describe_note(note) for note in answer_query(INDEX, query).notes] == [note]


def test_the_nearest_value_has_the_word_in_most_of_its_papers() -> None:
    papers = [paper_of(f"Paper n{n}", "LLM" if n < 2 else "", ("all",)) for n in range(9)]
    papers.append(paper_of("Paper n9", "LLM", ("few",)))
    [note] = answer_query(build_index(papers), "tag:llm").notes
    assert note.near == ("few",)


@pytest.mark.parametrize("query", ["tag:unused", "tag:boats", "source:inside boats"])
def test_a_filter_that_fits_needs_no_note(query: str) -> None:
    assert answer_query(INDEX, query).notes == ()


def test_the_browser_has_the_same_fields() -> None:
    script = (ROOT / "docs/assets/javascripts/shared/text.js").read_text("utf-8")
    [fields] = re.findall(r"FIELDS = \[(.*?)\]", script)
    assert re.findall(r'"(\w+)"', fields) == list(FIELD_NAMES)


UNTAGGED = build_index(
    [
        paper_of("Lanterns", tags=("lamps",)),
        paper_of("Evenings", "none lamp"),
        paper_of("Mornings", "none"),
        page_of("tags/lamps", "Lamps"),
    ]
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tag:none", ["Evenings", "Mornings"]),
        ('tag:"not tagged"', ["Evenings", "Mornings"]),
        ("-tag:none", ["Lanterns"]),
        ("tag:none lamp", ["Evenings"]),
        ("tag:no", []),
    ],
)
def test_papers_without_a_tag_are_found(query: str, found: list[str]) -> None:
    assert sorted(titles(query, UNTAGGED)) == found


def test_having_no_tag_is_never_offered_as_the_nearest_tag() -> None:
    [note] = answer_query(UNTAGGED, "tag:nose").notes
    assert note.near == ()


def test_where_all_have_a_tag_asking_for_none_finds_nothing_and_is_no_mistake() -> None:
    index = build_index([paper_of("Lanterns", tags=("lamps",)), page_of("tags/lamps", "Lamps")])
    answer = answer_query(index, "tag:none")
    assert (answer.hits, answer.notes) == ((), ())
