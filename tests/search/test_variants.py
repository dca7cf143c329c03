from __future__ import annotations

import re
import tracemalloc

import pytest

from builder.search import Index, build_index, search
from builder.search.analysis import Terms, tokenise
from builder.search.english import is_english, list_english_words
from builder.search.query import parse_query
from builder.text.language import ENGLISH
from builder.text.variants import RULES
from tests import ROOT

from .toy import paper_of, titles

PAIRS = """
colour color, behaviour behavior, behavioural behavioral, neighbouring neighboring, harbour harbor
modelling modeling, labelled labeled, generalise generalize, tokenisation tokenization
optimiser optimizer, organisational organizational, analyse analyze, analysing analyzing
centre center, centred centered, fibres fibers, kilometre kilometer, catalogue catalog
dialogues dialogs, analogue analog, defence defense, licence license, practise practice
programme program, judgement judgment, ageing aging, fulfil fulfill, grey gray, sceptical skeptical
artefacts artifacts, mould mold, aluminium aluminum, paediatric pediatric, anaesthesia anesthesia
haemoglobin hemoglobin, leukaemia leukemia, oestrogen estrogen, foetal fetal, manoeuvre maneuver
"""


@pytest.mark.parametrize("pair", [tuple(pair.split()) for pair in re.split("[,\n]", PAIRS.strip())])
def test_both_spellings_are_one_term(pair: tuple[str, str]) -> None:
    british, american = pair
    assert ENGLISH.make_term(british) == ENGLISH.make_term(american)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("supervise", "supervision"),
        ("precise", "precision"),
        ("revised", "revision"),
        ("noise", "noising"),
    ],
)
def test_forms_of_a_word_that_is_spelt_in_one_way_stay_together(one: str, other: str) -> None:
    assert ENGLISH.make_term(one) == ENGLISH.make_term(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("promise", "prom"),
        ("our", "or"),
        ("four", "for"),
        ("hour", "hor"),
        ("genre", "gener"),
        ("exercise", "exert"),
        ("metre", "metric"),
        ("parse", "parze"),
        ("advertise", "advert"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert ENGLISH.make_term(one) != ENGLISH.make_term(other)


def test_a_query_in_either_spelling_finds_the_same_papers() -> None:
    index = build_index([paper_of("Colour"), paper_of("The color of fog"), paper_of("Fog")])
    assert titles("colour ", index) == titles("color ", index)
    assert len(search(index, "colours ")) == 2


def test_the_browser_has_the_same_rules() -> None:
    script = (ROOT / "docs/assets/javascripts/search/variants.js").read_text("utf-8")
    found = re.findall(r"\[\s*/(.+)/g,\s*\"(.*)\",?\s*\]", script)
    assert found == list(RULES)


def index_of(*texts: str) -> Index:
    return build_index([paper_of(f"Paper n{n}", text) for n, text in enumerate(texts)])


FORMS = ("GPT2", "GPT-2", "GPT 2", "gpt-2", "gpt 2")


@pytest.mark.parametrize("query", FORMS)
def test_a_name_with_a_number_is_found_however_it_is_written(query: str) -> None:
    index = index_of("We study GPT2.", "A lens for GPT-2 heads.", "On GPT 2.", "GPT in 2 steps.")
    hits = search(index, query)
    assert sorted(hit.document for hit in hits) == [0, 1, 2]
    assert hits == search(index, FORMS[0])


@pytest.mark.parametrize("query", ["multilingual", "multi-lingual", "multi lingual"])
def test_a_compound_is_found_however_it_is_written(query: str) -> None:
    index = index_of(
        "Multilingual fog.", "Multi-lingual fog.", "Multi lingual.", "Lingual and multi."
    )
    hits = search(index, query)
    assert sorted(hit.document for hit in hits) == [0, 1, 2]
    assert hits == search(index, "multilingual")


@pytest.mark.parametrize("query", ["zeroshot", "zero-shot", "zero shot", "ZeroShot"])
def test_a_word_that_papers_write_apart_is_asked_apart(query: str) -> None:
    index = index_of("A zero-shot boat.", "One zero shot.", "A shot at zero.", "Fog.", "A shotgun.")
    assert {hit.document for hit in search(index, query)} == {0, 1, 2, 4}
    assert search(index, query) == search(index, "zero shot")


@pytest.mark.parametrize("form", ["multilingual", "multi-lingual", "multi lingual"])
def test_phrases_meet_too(form: str) -> None:
    index = index_of("Multilingual fog.", "Multi-lingual fog.", "A fog that is multilingual.")
    assert sorted(hit.document for hit in search(index, f'"{form} fog"')) == [0, 1]


def test_a_phrase_finds_a_part_of_a_compound_in_its_place() -> None:
    index = index_of("Large multi-lingual fog.", "Multilingual.", "Lingual or large fog, multi.")
    assert [hit.document for hit in search(index, '"lingual fog"')] == [0]
    assert [hit.document for hit in search(index, '"large multi"')] == [0]


def test_a_word_without_end_takes_no_more_room_than_it_has() -> None:
    endless = "ab" * 10_000
    tracemalloc.start()
    tokens = tokenise(f"{endless} {'fog ' * 40} gpt 2", Terms([endless, "gpt2"]))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 50 * len(endless)
    assert [tokens[0].term, tokens[-1].term] == [endless, "gpt2"]


@pytest.mark.parametrize("length", [28, 29, 30, 31, 40])
def test_long_words_are_joined_too(length: int) -> None:
    known = Terms(["x" * length + "y2"])
    tokens = tokenise(f"{'fog ' * 40} {'x' * length} y2", known)
    assert tokens[-1].term == "x" * length + "y2"


@pytest.mark.parametrize("length", [29, 30, 31, 32, 40])
def test_long_words_are_joined_in_an_index_too(length: int) -> None:
    word = "x" * length
    index = index_of(f"A {word} y2.", f"{word}y2 of {word} the {word}.")
    assert {hit.document for hit in search(index, f'"{word}y2"')} == {0, 1}


def test_of_three_words_the_first_two_are_joined() -> None:
    index = index_of("A data set up north.", "Dataset, setup.")
    places = {
        term: posting.positions[0]
        for term, postings in index.postings.items()
        for posting in postings
        if posting.document == 0 and posting.in_text
    }
    assert places.keys() == {"dataset", "data", "set", "up", "north"}
    assert places["dataset"] == places["data"] == places["set"]
    assert [places[term] - places["dataset"] for term in ("up", "north")] == [1, 2]


@pytest.mark.parametrize("text", ["to day", "3 1", "vitamin b", "model ability", "FrozenBi LM"])
def test_some_neighbours_are_never_one_word(text: str) -> None:
    joined = text.replace(" ", "").lower()
    tokens = tokenise(text, Terms([ENGLISH.make_term(joined), f"{joined}x"]))
    assert joined not in [token.word for token in tokens]


@pytest.mark.parametrize("query", ["GPT2", "GPT-2"])
def test_a_number_may_stand_apart_in_every_paper(query: str) -> None:
    index = index_of("A lens for GPT-2.", "GPT in 2 steps.", "Fog.")
    assert search(index, query) == search(index, "GPT 2")
    assert len(search(index, query)) == 2


def test_a_word_is_asked_apart_only_where_some_paper_has_both_in_sequence() -> None:
    assert search(index_of("Fire, then water."), "firewater") == ()
    assert len(search(index_of("Fire, then water.", "Fire water."), "firewater")) == 2


def test_words_after_a_word_that_is_asked_apart_keep_their_distance() -> None:
    index = index_of("Zero-shot learning.", "Learning zero-shot.")
    assert [hit.document for hit in search(index, '"zeroshot learning"')] == [0]


def test_a_joined_word_at_the_end_may_still_be_typed() -> None:
    assert parse_query("on gpt 2", Terms(["gpt2"])).unfinished_word == "gpt2"


def test_the_english_words_are_sorted_and_plain() -> None:
    lines = (ROOT / "builder/search/english.txt").read_text("utf-8").splitlines()
    words = [line for line in lines if not line.startswith("#")]
    assert words == sorted(set(words))
    assert all(map(is_english, ("weather", "colour", "color", "shrinking")))
    assert not any(map(is_english, ("wether", "gpt", "", "Weather")))
    assert list_english_words()["w"] == tuple(word for word in words if word[0] == "w")
    assert all(re.fullmatch("[a-z]{4,}", word) for word in words)
