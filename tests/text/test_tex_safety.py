"""Signs and braces between text and TeX."""

from __future__ import annotations

import pytest

from builder.text.tex_safety import TEX_ESCAPES, brace_depths, braces_pair


@pytest.mark.parametrize(
    ("tex", "in_tex", "in_bibtex"),
    [
        ("", True, True),
        ("{a{b}}", True, True),
        ("{a", False, False),
        ("}{", False, False),
        (r"\{", True, False),
        (r"\{a\}", True, True),
        (r"\}\{", True, False),
        (r"{a\}", False, True),
        (r"\\{a}", True, True),
    ],
)
def test_an_escaped_brace_is_one_to_bibtex_alone(tex: str, in_tex: bool, in_bibtex: bool) -> None:
    assert braces_pair(tex) is in_tex
    assert braces_pair(tex, bibtex=True) is in_bibtex


def test_depths_say_how_deep_a_text_is_nested() -> None:
    assert list(brace_depths("{a{b}}}")) == [1, 2, 1, 0, -1]


def test_what_stands_for_a_sign_has_braces_that_pair() -> None:
    assert all(braces_pair(tex, bibtex=True) for tex in TEX_ESCAPES.values())
