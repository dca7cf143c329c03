from __future__ import annotations

import pytest

from builder.learning import training_texts
from builder.learning.training_texts import (
    TrainingText,
    Vocabulary,
    collect_vocabulary,
    make_training_texts,
    split_sentences,
)

PAPERS = [
    ("Lanterns in Fog", "A lantern keeps the evening of the harbour. It folds α-lamps, twice."),
    ("Paper Boats", "A boat of paper knows the tide. What the sea did is told by zyxt."),
    ("", ""),
]
NAMES = ["Light. About lanterns.", "Light. About  lanterns.", " "]
GENERAL = ["the", "lantern", "evening", "river", "##ing", "don't", "two words", "river"]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_texts, "MIXTURES", 60)
    monkeypatch.setattr(training_texts, "QUESTIONS", 60)


VOCABULARY = collect_vocabulary(GENERAL, (f"{title} {text}" for title, text in PAPERS))


def made(papers: list[tuple[str, str]] = PAPERS, seed: int = 0) -> tuple[TrainingText, ...]:
    return make_training_texts(papers, NAMES, VOCABULARY, seed)


def test_general_words_are_whole_words_once_in_their_order() -> None:
    assert VOCABULARY.general == ("the", "lantern", "evening", "river")


def test_special_words_are_those_of_the_papers_that_are_not_general() -> None:
    assert {"α", "lamps", "zyxt", "lanterns"} <= set(VOCABULARY.special)
    assert not set(VOCABULARY.special) & set(VOCABULARY.general)
    assert VOCABULARY.special[:2] == ("a", "of")


def test_of_many_special_words_the_most_frequent_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_texts, "MAX_CATALOGUE_WORDS", 2)
    assert collect_vocabulary([], ["sea fog sea", "sea fog salt"]).special == ("sea", "fog")


def test_the_same_arguments_give_the_same_texts_and_another_seed_others() -> None:
    assert made() == made() != made(seed=1)


def test_nothing_is_empty_and_each_text_is_there_once() -> None:
    texts = [text.text for text in made()]
    assert all(text == " ".join(text.split()) != "" for text in texts)
    assert len(set(texts)) == len(texts)


def test_every_word_and_name_and_title_and_sentence_is_among_them() -> None:
    texts = {text.text for text in made()}
    sentences = {sentence for _, abstract in PAPERS for sentence in split_sentences(abstract)}
    titles = {title for title, _ in PAPERS if title}
    assert {*VOCABULARY.general, *VOCABULARY.special, *titles, *sentences} <= texts
    assert "Light. About lanterns." in texts
    assert "{}" not in "".join(texts)


def test_words_of_papers_weigh_more_than_words_of_anything() -> None:
    weights = {text.text: text.weight for text in made()}
    assert weights["Paper Boats"] > weights["zyxt"] > weights["river"] > 0


@pytest.mark.parametrize(
    ("papers", "vocabulary"),
    [
        ([], VOCABULARY),
        ([("", "")], VOCABULARY),
        (PAPERS, Vocabulary(general=(), special=("sea",))),
        (PAPERS[:1], Vocabulary(general=("the",), special=())),
    ],
    ids=["no papers", "an empty paper", "no general words", "one paper"],
)
def test_little_is_no_fault(papers: list[tuple[str, str]], vocabulary: Vocabulary) -> None:
    texts = make_training_texts(papers, [], vocabulary)
    assert {*vocabulary.general, *vocabulary.special} <= {text.text for text in texts}


def test_sentences_end_before_a_capital_and_short_ones_join() -> None:
    text = "A boat folds, i.e. it bends twice. The sea, at 3.5 knots, is told. No. Fog stays here!"
    assert split_sentences(text) == (
        "A boat folds, i.e. it bends twice.",
        "The sea, at 3.5 knots, is told. No. Fog stays here!",
    )
    assert split_sentences("") == ()
