"""The words of a text."""

from __future__ import annotations

import pytest

from builder.text.words import fold, split_lower_words, stem


@pytest.mark.parametrize(("word", "term"), [("lay", "lay"), ("survey", "survey"), ("try", "tri")])
def test_words_in_y_are_stemmed_as_lunr_js_does(word: str, term: str) -> None:
    assert stem(word) == term


def test_accents_are_folded() -> None:
    assert fold("Café Ångström") == "Cafe Angstrom"


def test_a_word_is_what_a_search_would_find_it_by() -> None:
    assert split_lower_words("Plato's CLIP-style ﬁne don’t 日本 (.*)") == (
        "Plato",
        "CLIP",
        "style",
        "fine",
        "dont",
        "日",
        "本",
    )
