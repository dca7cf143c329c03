"""Keywords are searched as words of a paper's text."""

from __future__ import annotations

from builder.search import Document, build_index

from .toy import paper_of, titles


def with_keywords(title: str, text: str, *keywords: str) -> Document:
    return paper_of(title, text)._replace(keywords=keywords)


def test_a_keyword_finds_its_paper_and_counts_less_than_a_title() -> None:
    titled = paper_of("Knots", "A garden of rope.")
    keyed = with_keywords("Salt", "A garden of salt.", "knots")
    index = build_index([keyed, titled, paper_of("Ice", "A garden of ice.")])
    assert titles("knots", index) == ["Knots", "Salt"]


def test_a_keyword_is_a_phrase_that_runs_into_no_other() -> None:
    index = build_index([with_keywords("Salt", "A garden.", "graph theory", "rope knots")])
    assert titles('"graph theory"', index) == ["Salt"]
    assert titles('"theory rope"', index) == []
    assert titles('"garden graph"', index) == []
    assert titles('"graph knots"', index) == []


def test_spellings_of_a_keyword_count_once() -> None:
    once = build_index([with_keywords("Salt", "A garden.", "ice lamp")])
    twice = build_index([with_keywords("Salt", "A garden.", "ice lamp", "Ice Lamps")])
    assert once.lengths == twice.lengths
