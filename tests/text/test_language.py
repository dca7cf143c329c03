"""Words are compared by the rules of their language."""

from __future__ import annotations

import pickle

import pytest

from builder.text.language import ENGLISH, GERMAN, OTHER, Language, find_language
from builder.text.words import split_lower_words


def german(word: str) -> str:
    (folded,) = split_lower_words(word)
    return GERMAN.make_term(folded.lower())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Haus", "Häuser"),
        ("Häusern", "Haeuser"),
        ("Uhr", "Uhren"),
        ("groß", "große"),
        ("Straße", "Strassen"),
        ("Müller", "Mueller"),
        ("Laterne", "Laternen"),
        ("schnell", "schnellste"),
        ("Analyse", "Analysen"),
        ("Modells", "Modelle"),
    ],
)
def test_german_forms_of_a_word_have_one_term(one: str, other: str) -> None:
    assert german(one) == german(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Uhr", "Ohr"), ("neu", "nun"), ("Mauer", "Maus"), ("Quelle", "Qualle")]
)
def test_other_german_words_have_another(one: str, other: str) -> None:
    assert german(one) != german(other)


@pytest.mark.parametrize("word", ["für", "fuer", "über", "daß", "dass", "und"])
def test_german_stop_words_are_known_in_every_spelling(word: str) -> None:
    (folded,) = split_lower_words(word)
    assert GERMAN.is_stop_word(folded)


@pytest.mark.parametrize("language", [ENGLISH, GERMAN, OTHER])
def test_a_language_is_the_same_one_in_another_process(language: Language) -> None:
    assert pickle.loads(pickle.dumps(language)) is language


def test_a_tag_names_its_language_and_any_other_is_compared_as_written() -> None:
    assert find_language("en-GB") is ENGLISH
    assert find_language("de-AT") is GERMAN
    assert find_language("fr") is OTHER
    assert OTHER.make_term("maisons") == "maisons"
    assert not OTHER.is_stop_word("the")
