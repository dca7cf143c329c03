from __future__ import annotations

import pytest

from builder.search import answer_query, build_index
from builder.search.notes import Note, describe_note

from .toy import page_of, paper_of, titles

INDEX = build_index(
    [
        paper_of(
            "Additive mechanisms", "Attention adds. Whether a string is done.", ("big",), ("one",)
        ),
        paper_of(
            "Matryoshka boats", "A checker for citations of boats.", ("boats", "bigger"), ("one",)
        ),
        paper_of("Shining strings", "LLM hosts fog.", ("big",), ("two",)),
        paper_of("The and of", "Fog."),
        page_of("tags/boats", "Paper boats"),
        page_of("tags/big", "Large language models"),
        page_of("tags/bigger", "Huge"),
        page_of("tags/unused", "Unused lanterns"),
        page_of("sources/one", "Inside the harbour"),
        page_of("sources/two", "Inside the fog"),
    ]
)
EVERYDAY = "climate weather hospital plants stocks drone cheating cheaper shrinking telling".split()


def notes(query: str) -> list[str]:
    return [describe_note(note) for note in answer_query(INDEX, query).notes]


@pytest.mark.parametrize("word", EVERYDAY)
def test_an_english_word_never_becomes_another(word: str) -> None:
    assert titles(f"{word} ", INDEX) == []
    assert titles(f"{word} boats ", INDEX) == titles("boats ", INDEX)
    assert notes(f"{word} ")[0].startswith(f"No paper has “{word}”.")


@pytest.mark.parametrize(
    ("query", "first", "meant"),
    [
        ("aditive ", "Additive mechanisms", "additive"),
        ("matroyshka ", "Matryoshka boats", "matryoshka"),
        ("atention ", "Additive mechanisms", "attention"),
    ],
)
def test_a_misspelling_is_corrected_and_said(query: str, first: str, meant: str) -> None:
    assert titles(query, INDEX) == [first]
    assert notes(query) == [f"No paper has “{query[:-1]}”; showing results for “{meant}”."]


def test_a_clear_misspelling_counts_beside_other_words_but_less_than_the_word_itself() -> None:
    right, wrong = (answer_query(INDEX, f"{word} fog ").hits for word in ("boats", "baots"))
    score = {hit.document: hit.score for hit in right}
    assert {hit.document for hit in wrong} == set(score)
    assert all(hit.score <= score[hit.document] for hit in wrong)
    assert sum(hit.score for hit in wrong) < sum(score.values())


def test_a_doubtful_misspelling_counts_only_where_nothing_else_answers() -> None:
    index = build_index([paper_of("A", "Velna."), paper_of("B", "Velta."), paper_of("Fog")])
    assert sorted(titles("velka ", index)) == ["A", "B"]
    assert titles("velka fog ", index) == ["Fog"]
    note, lacking = answer_query(index, "velka fog ").notes
    assert (lacking.kind, lacking.field, lacking.words) == ("no field", "author", ("velka",))
    assert (note.kind, note.words, note.near) == ("unknown", ("velka",), ("velna", "velta"))
    assert note.query == "velna fog "
    first, second, lacking = answer_query(index, "avelka velka").notes
    assert (first.query, second.query, lacking.words) == ("", "avelka velna", ("avelka", "velka"))


def test_forms_of_one_family_are_a_clear_correction() -> None:
    index = build_index(
        [paper_of("A", "Lanternist."), paper_of("B", "Lanternish."), paper_of("Fog")]
    )
    assert sorted(titles("lanternis fog ", index)) == ["A", "B", "Fog"]
    [note] = answer_query(index, "lanternis fog ").notes
    assert (note.kind, note.near) == ("corrected", ("lanternish",))


def test_a_word_like_no_other_is_only_named() -> None:
    assert notes("qqqqqq boats ") == [
        "No paper has “qqqqqq”.",
        "This catalogue lists no authors.",
    ]
    assert titles("qqqqqq boats ", INDEX) == titles("boats ", INDEX)


def test_a_note_has_the_query_with_the_other_word() -> None:
    [note] = answer_query(INDEX, 'Matroyshka "boats of" -fog ').notes
    assert note == Note(
        kind="corrected",
        words=("matroyshka",),
        near=("matryoshka",),
        query='matryoshka "boats of" -fog ',
    )


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("a", "“a” is too common to search for."),
        ("with it", "“with”, “it” are too common to search for."),
        ("-it", "“it” is too common to search for."),
    ],
)
def test_stop_words_alone_are_too_common(query: str, note: str) -> None:
    assert titles(query, INDEX) == []
    assert notes(query) == [note]


def test_stop_words_are_passed_over_in_silence_beside_others() -> None:
    assert notes('"it is" the boats ') == []
    assert titles('"it is" the boats ', INDEX) == titles("boats ", INDEX)


def test_a_title_of_stop_words_is_found_by_them() -> None:
    assert titles("the and of", INDEX) == ["The and of"]
    assert notes("the and of") == []


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("-boats", "Matryoshka boats"),
        ('-"citations of boats"', "Matryoshka boats"),
        ("-tag:boats", "Matryoshka boats"),
        ("-source:two", "Shining strings"),
    ],
)
def test_a_query_that_only_excludes_has_all_other_papers(query: str, missing: str) -> None:
    every = [document.title for document in INDEX.documents[: INDEX.papers]]
    assert sorted([*titles(query, INDEX), missing]) == sorted(every)


def test_a_word_that_only_a_tag_has_is_in_no_paper_but_finds_the_tag() -> None:
    assert notes("lanterns ") == ["No paper has “lanterns”."]
    assert titles("lanterns ", INDEX) == ["Unused lanterns"]
    assert notes("huge boats ") == ["No paper has “huge”."]


def test_a_name_in_camel_case_is_not_asked_for_by_its_short_parts() -> None:
    index = build_index([paper_of("Le mot juste", "A word for le and la.")])
    answer = answer_query(index, "Yann LeMot")
    assert [hit.document for hit in answer.hits] == [0]  # "mot" is a word of the title
    answer = answer_query(index, "Yann LeCun")
    assert answer.hits == ()
    assert [describe_note(note) for note in answer.notes] == [
        "No paper has “yann”.",
        "No paper has “lecun”.",
        "This catalogue lists no authors.",
    ]
    assert answer.notes[-1].words == ("Yann", "LeCun")
