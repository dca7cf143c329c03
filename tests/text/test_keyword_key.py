"""Which spellings are one keyword, and which are not."""

from __future__ import annotations

import pytest

from builder.text.keyword_key import keyword_key


@pytest.mark.parametrize(
    "spellings",
    [
        ("paper lantern", "Paper Lanterns", "paper-lantern", "PAPER LANTERNS", "paperlantern"),
        ("LLM", "LLMs", "llm"),
        ("bee colony", "Bee Colonies"),
        ("colour of tides", "color of tides"),
        ("tide optimisation", "Tide Optimization"),
        ("Erdős number", "Erdos numbers"),
        ("β-knots", "beta knot"),
        ("cs.CL", "cs.cl"),
    ],
)
def test_spellings_of_one_keyword_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len(set(map(keyword_key, spellings))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AIDS", "aid"),
        ("C", "C++"),
        ("C++", "C#"),
        ("analysis", "analyst"),
        ("universe", "university"),
        ("灯", "籠"),
    ],
)
def test_other_keywords_have_other_keys(one: str, other: str) -> None:
    assert keyword_key(one) != keyword_key(other)


@pytest.mark.parametrize("keyword", ["🔥", "...", "日本", "\ud800", "a" * 500])
def test_no_keyword_has_an_empty_key(keyword: str) -> None:
    assert keyword_key(keyword)
