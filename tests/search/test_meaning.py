"""Papers found by what they mean, with vectors made by hand."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from builder.model.meaning import UNIT, Meaning
from builder.search import Index, answer_query, build_index, index_catalogue, search
from builder.search.meaning import compute_cosines, encode_query
from tests.papers import catalogue_of, paper

from .toy import page_of, paper_of, titles
from .toy_meaning import (
    BEES,
    BREAD,
    LIGHT,
    NOTHING,
    SEA,
    STARS,
    WORDS,
    encoder_of,
    files_of,
    index_of,
    meaning_of,
)

MATTERS = index_of(
    {
        paper_of("Lamps in Fog", "A lantern for the harbour."): LIGHT,
        paper_of("Candles", "Wax and evening."): LIGHT + BEES // 5,
        paper_of("Ovens", "Flour and patience."): BREAD,
        paper_of("Yeast", "A warm evening."): BREAD + SEA // 5,
        paper_of("Hives", "Wax again."): BEES,
        paper_of("Currents", "The pull of the moon."): SEA,
        paper_of("Boats", "They fold."): SEA,
        paper_of("Ropes", "They hold."): SEA // 2 + BEES // 2,
    }
)


def fitting(query: str, index: Index = MATTERS) -> list[str]:
    answer = answer_query(index, query)
    return [index.documents[hit.document].title for hit in answer.hits[: answer.fitting]]


def test_papers_without_a_word_of_the_query_are_found_by_meaning() -> None:
    assert sorted(fitting("loaf ")) == ["Ovens", "Yeast"]
    assert titles("loaf ", MATTERS)[0] == "Ovens"
    assert titles("loaf ", replace(MATTERS, meaning=None)) == []


def test_of_papers_that_mean_the_same_the_one_with_the_word_comes_first() -> None:
    assert fitting("lantern glow ") == ["Lamps in Fog", "Candles"]
    assert search(MATTERS, "lantern ")[0].score > search(MATTERS, "glow ")[0].score


def test_a_misspelt_word_means_what_the_right_one_does() -> None:
    assert fitting("lanttern ") == fitting("lantern ")


def test_a_query_about_nothing_in_the_catalogue_fits_nothing_but_names_what_is_nearest() -> None:
    answer = answer_query(MATTERS, "comet ")
    assert answer.fitting == 0
    assert len(answer.hits) == 8


def test_a_paper_with_every_word_fits_however_far_it_is() -> None:
    assert fitting("comet patience ") == ["Ovens"]
    papers = {paper_of("Salt", f"A comet. {'Grain of sand. ' * 90}"): BREAD}
    far = index_of(papers | {paper_of(f"Oven {n}"): BREAD for n in range(9)})
    assert search(far, "comet ")[0].score < 0.6
    assert fitting("comet ", far) == ["Salt"]


def test_a_bound_between_the_mean_and_the_best_separates_what_fits() -> None:
    """Of ten the cosines are 1, 0.9, 0.3 and nothing: the mean is 0.22, the bound 0.44."""
    papers = {
        paper_of("Lamps"): LIGHT,
        paper_of("Candles"): 9 * LIGHT // 10 + 44 * SEA // 100,
        paper_of("Dusk"): 3 * LIGHT // 10 + 95 * SEA // 100,
        **{paper_of(f"Bread {n}"): BREAD for n in range(7)},
    }
    assert fitting("glow ", index_of(papers)) == ["Lamps", "Candles"]
    related = [[-1]] * 2 + [[0]] + [[-1]] * 7
    assert fitting("glow ", index_of(papers, related)) == ["Lamps", "Candles", "Dusk"]


def test_words_without_a_meaning_find_what_they_found_before() -> None:
    for query in ("evening ", "wax evening ", "quasar ", "", "-wax"):
        assert answer_query(MATTERS, query) == answer_query(replace(MATTERS, meaning=None), query)


@pytest.mark.parametrize("query", ['"lantern for"', 'glow "lantern for the harbour"'])
def test_a_query_with_a_phrase_is_of_words_alone(query: str) -> None:
    found = search(MATTERS, query)
    assert found == search(replace(MATTERS, meaning=None), query)
    assert titles(query, MATTERS) == ["Lamps in Fog"]


def test_what_is_excluded_or_filtered_stays_out() -> None:
    assert "Yeast" not in titles("loaf -warm", MATTERS)
    tagged = index_of({paper_of("Ovens", tags=("heat",)): BREAD, paper_of("Yeast"): BREAD})
    assert titles("loaf tag:heat ", tagged) == ["Ovens"]


def test_the_query_is_moved_towards_the_first_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    index = index_of(
        {
            paper_of("Rye", "Tide."): BEES,
            paper_of("Oats", "Tide."): STARS,
            **{paper_of(f"Lamp {name}"): LIGHT + STARS // 2 for name in ("one", "two", "three")},
        }
    )
    assert titles("glow tide ", index)[-2:] == ["Oats", "Rye"]
    monkeypatch.setattr("builder.search.meaning.FEEDBACK_SHARE", (0, 10))
    assert titles("glow tide ", index)[-2:] == ["Rye", "Oats"]


def test_a_query_far_from_all_papers_is_not_moved() -> None:
    index = index_of({paper_of("Rye"): BREAD + STARS // 5, paper_of("Oats"): BREAD})
    scores = {hit.document: hit.score for hit in search(index, "comet ")}
    assert scores == {0: pytest.approx(2 * 0.2 / np.sqrt(1.04) * 1.15, abs=1e-4), 1: 0}


def test_a_paper_gains_by_those_related_to_it() -> None:
    papers = {
        paper_of("Rye", "A glow."): BREAD,
        paper_of("Oats", "A glow."): BREAD,
        paper_of("Lamp"): LIGHT,
        paper_of("Hive"): BEES,
    }
    assert titles("glow ", index_of(papers))[:3] == ["Lamp", "Rye", "Oats"]
    related = [[3, -1], [2, -1], [1, -1], [0, -1]]
    assert titles("glow ", index_of(papers, related))[:3] == ["Lamp", "Oats", "Rye"]


def test_a_paper_gains_by_its_best_tag() -> None:
    papers = {paper_of("Rye", "A glow."): BREAD, paper_of("Oats", "A glow."): BREAD}
    index = index_of(papers, crusts=BREAD, sparks=LIGHT)
    assert index.meaning
    assert titles("glow ", index) == ["Rye", "Oats", "sparks"]
    tagged = replace(index.meaning, tagged=np.array([[0, -1], [0, 1]]))
    assert titles("glow ", replace(index, meaning=tagged)) == ["Oats", "Rye", "sparks"]


def test_tags_near_in_meaning_come_first_and_far_ones_not_at_all() -> None:
    papers = {paper_of("Lamps", tags=("sparks", "crusts")): LIGHT}
    index = index_of(papers, crusts=BREAD, sparks=LIGHT)
    answer = answer_query(index, "glow ")
    assert [index.documents[group].id for group in answer.groups] == ["tags/sparks"]
    assert answer_query(replace(index, meaning=None), "glow ").groups == ()


def test_a_tag_with_one_of_many_words_is_not_shown() -> None:
    papers = {paper_of("Lamps", tags=("crusts",)): LIGHT}
    index = index_of(papers, crusts=NOTHING)
    assert answer_query(index, "crusts glow quay lamps ").groups == ()
    assert len(answer_query(index, "crusts ").groups) == 1


def test_a_tag_without_papers_is_not_shown() -> None:
    index = index_of({paper_of("Lamps"): LIGHT}, sparks=LIGHT)
    assert answer_query(index, "glow ").groups == ()


def test_listings_are_found_by_name_and_pages_by_a_word_of_their_title() -> None:
    documents = [
        paper_of("Lamps", listings=("harbour",)),
        page_of("sources/harbour", "Inside the harbour"),
        page_of("about", "About loaves", "Bread.")._replace(kind="page"),
        page_of("help", "Help", "About loaves and bread.")._replace(kind="page"),
    ]
    index = build_index(documents, meaning_of([LIGHT]))
    shown = {q: answer_query(index, q).groups for q in ("harbour ", "loaves ", "glow ")}
    assert shown == {"harbour ": (1,), "loaves ": (2,), "glow ": ()}


def test_a_tag_means_what_its_definition_and_its_papers_do() -> None:
    vectors = np.array([LIGHT, BREAD, BREAD], np.int8)
    found = index_catalogue(
        replace(
            catalogue_of(paper("a"), paper("b"), paper("c"), tags={"b": ("one",), "c": ("one",)}),
            meaning=Meaning(
                encoder=encoder_of(WORDS), papers=vectors, tags=np.array([BEES, SEA], np.int8)
            ),
        )
    )
    assert found.meaning
    assert found.meaning.others.tolist() == [[0, 127, 127, 0, 0], [0, 0, 0, 127, 0]]


def test_an_empty_catalogue_answers_nothing() -> None:
    index = build_index([], meaning_of([]))
    assert answer_query(index, "glow ").hits == ()
    assert json.loads(files_of(index)["meaning-papers-0.json"]) == {
        "vectors": "",
        "related": [],
        "tags": [],
    }


def test_one_paper_alone_fits_what_it_means_and_not_what_it_does_not() -> None:
    index = index_of({paper_of("Lamps"): LIGHT})
    assert fitting("glow ", index) == ["Lamps"]
    assert fitting("loaf ", index) == []


def test_papers_without_a_vector_are_found_by_their_words() -> None:
    index = index_of({paper_of("Lamps"): NOTHING, paper_of("Ovens"): NOTHING})
    assert fitting("glow lamps ", index) == ["Lamps"]
    assert fitting("glow ", index) == []


def test_a_query_vector_has_one_length_in_whole_numbers_and_none_without_known_words() -> None:
    encoder = encoder_of(WORDS)
    vector = encode_query(encoder, ["glow", "loaf", "quasar"])
    assert vector is not None
    assert vector.tolist() == [23170, 23170, 0, 0, 0]
    assert encode_query(encoder, ["quasar"]) is None
    assert compute_cosines(vector, np.array([LIGHT, NOTHING], np.int8)).tolist() == [
        pytest.approx(np.sqrt(0.5), abs=1e-4),
        0,
    ]


def test_the_network_changes_the_sum_where_it_is_above_nothing() -> None:
    """Where the light is above the bias, a thousandth of the rest becomes bread."""
    inner = np.array([[2], [-2], [0], [0], [0]], np.int8)
    outer = np.array([[0, 3, 0, 0, 0]], np.int8)
    encoder = replace(
        encoder_of(WORDS), inner=inner, outer=outer, inner_bias=np.array([-534]), gain=6
    )
    light, bread = encode_query(encoder, ["glow"]), encode_query(encoder, ["loaf"])
    assert light is not None
    assert bread is not None
    change = (2 * UNIT - 534) * 3 / 6
    assert light[1] / light[0] == pytest.approx(change / UNIT, abs=1e-4)
    assert bread.tolist() == [0, UNIT, 0, 0, 0]


def test_a_name_that_nothing_has_keeps_the_other_from_meaning_something() -> None:
    assert fitting("glow ") != []
    assert titles("glow hintonx ", MATTERS) == []
    assert titles("glow candles hintonx ", MATTERS)[0] == "Candles"
