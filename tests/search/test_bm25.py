from __future__ import annotations

import pytest

from builder.search import answer_query, build_index, search
from builder.search.bm25 import compute_idf

from .toy import paper_of


@pytest.mark.parametrize(
    ("query", "share"),
    [("lanterns", 1.0), ("lantrens", 0.8), ("lamtrens", 0.6)],
    ids=["as written", "one slip", "two slips"],
)
def test_a_score_is_the_share_of_the_best_bm25_and_less_with_each_slip(
    query: str, share: float
) -> None:
    """Once in a text of mean length is 1 of at most 1.7, whatever the word's rarity."""
    index = build_index([paper_of("Ice", "Lanterns."), paper_of("Salt", "A garden.")])
    [hit] = search(index, query + " ")
    assert hit.score == pytest.approx(share / 1.7, abs=0.001)


def test_a_rare_word_takes_more_of_the_best_score() -> None:
    index = build_index([paper_of("Ice", "Lanterns."), *[paper_of("Salt", "A garden.")] * 8])
    rare, *_, common = search(index, "lanterns garden ")
    assert rare.score / common.score == pytest.approx(
        compute_idf(9, 1) / compute_idf(9, 8), rel=0.001
    )
    assert rare.score + common.score == pytest.approx(1 / 1.7, abs=0.001)


def test_a_word_that_every_document_has_finds_them_all() -> None:
    """Of a thousand, its rarity to three places is nothing."""
    index = build_index([paper_of("Salt", "A garden.")] * 1200)
    assert compute_idf(1200, 1200) == 0
    answer = answer_query(index, "garden ")
    assert answer.fitting == len(answer.hits) == 1200


def test_a_word_said_again_adds_less_than_before() -> None:
    """BM25 with k1 = 0.7, for texts of one length: 1, 1.26, 1.38, …, never more than 1.7."""
    texts = [" ".join(["lantern"] * n + ["salt"] * (6 - n)) for n in range(1, 6)]
    index = build_index([paper_of(f"Ice {n}", text) for n, text in enumerate(texts)])
    scores = {hit.document: hit.score for hit in search(index, "lantern ")}
    shares = [scores[n] / scores[0] for n in range(5)]
    assert shares == pytest.approx([1.7 * n / (n + 0.7) for n in range(1, 6)], abs=0.01)
