"""What a list says of a paper in one sentence."""

from __future__ import annotations

import time

import pytest

from builder.text.aim import find_aim, split_sentences, summarise

BACKGROUND = "Birds sing at dawn. Little is known of why."


@pytest.mark.parametrize(
    "aim",
    [
        "In this paper, the songs of forty birds are compared.",
        "We propose a model of song.",
        "Here, we first investigate when birds sing.",
        "To this end, we therefore introduce Chirp (e.g. for finches), a corpus of songs.",
        "This work examines why birds sing at dawn.",
        "The aim of this study is a theory of song.",
        "We show that birds sing when it is quiet.",
        "Our measurements span ten years.",
    ],
)
def test_the_sentence_that_states_the_aim_is_found(aim: str) -> None:
    assert (
        find_aim(f"{BACKGROUND} {aim} It beats what was known, by Smith et al. and others.") == aim
    )


def test_the_surest_sentence_wins_and_what_only_adds_to_it_does_not() -> None:
    abstract = (
        "We often hear birds. Additionally, we propose a score. "
        "We study how they sing. We find a lot."
    )
    assert find_aim(abstract) == "We study how they sing."


def test_an_abstract_that_does_not_speak_of_the_work_gives_its_first_sentence() -> None:
    assert find_aim(BACKGROUND) == "Birds sing at dawn."
    assert find_aim("Vögel singen. Warum, ist unbekannt.") == "Vögel singen."
    assert find_aim("") == ""


def test_no_sentence_ends_with_an_abbreviation_or_within_a_number() -> None:
    text = "As J. Smith et al. (Fig. 2) say, e.g. Finches sing 3.5 hours. “Why?” Nobody knows!"
    assert split_sentences(text) == (
        "As J. Smith et al. (Fig. 2) say, e.g. Finches sing 3.5 hours.",
        "“Why?”",
        "Nobody knows!",
    )


def test_a_summary_is_whole_where_it_fits_and_else_cut_after_a_word() -> None:
    abstract = f"{BACKGROUND} We propose a model of song."
    assert summarise(abstract, 40) == "We propose a model of song."
    assert summarise(abstract, 20) == "We propose a model…"


@pytest.mark.parametrize("part", ["we, quickly", "this our ", "a. ", "We also ", "ly", "this new "])
def test_no_abstract_takes_long(part: str) -> None:
    start = time.process_time()
    find_aim(part * 20_000)
    assert time.process_time() - start < 2
