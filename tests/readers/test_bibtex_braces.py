"""Which braces of a BibTeX value only keep capitals."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.readers._bibtex_braces import strip_case_braces
from builder.text import Text


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("{BERT}: {P}re-training", "BERT: Pre-training"),
        ("{{The {GPT} Family}}", "The GPT Family"),
        ('a {"}Machine{"}', 'a "Machine"'),
        (r"{\"U}ber Erd\H{o}s and Erd{\H{o}}s", "Über Erdős and Erdős"),
        (r"na\"{\i}ve {\em {SQL} only}", "naïve SQL only"),
        (r"\textbf{{GPU}s} in {R}$^{2}$", "GPUs in R²"),
        (r"$\frac{a}{b}$ and \frac{a}{b}", "a/b and a/b"),
        (r"\{a, b\} {\%}", "{a, b} %"),
        (r"\textless{}{GPT} x\_{N} x_{N}", "<GPT x_N x_{N}"),
        ("a-{}-b -{}-{}- ?{}` {}x -{}x", "a--b --- ?` x -x"),
        (r"{Metal\textendash{Oxide}\textemdash{} {S}mall}", "Metal–Oxide— Small"),
        (r"{\textsubscript{x}N} {\LaTeX3} {\"Uber alles}", "xN LaTeX3 Über alles"),
        (r"{\LaTeX}s {Human\textendash}Robot {\o}re", "LaTeXs Human–Robot øre"),
        (r"{\bf all of it} {\c c} {\MF}", r"all of it ç {\MF}"),
        ("{x", "{x"),
        ("x}", "x}"),
        ("R^{d_{x}}", "R^{d_{x}}"),
    ],
)
def test_only_the_braces_that_keep_capitals_go(value: str, plain: str) -> None:
    assert Text(strip_case_braces(value)).plain == plain


@settings(deadline=None)
@given(st.text(alphabet='{}\\$^_a" '))
def test_nothing_but_braces_goes(value: str) -> None:
    left = strip_case_braces(value)
    assert [c for c in left if c not in "{}"] == [c for c in value if c not in "{}"]
