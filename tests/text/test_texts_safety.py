"""Any text at all, however ugly: no form of it does harm, and Markdown passes over it."""

from __future__ import annotations

import re

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.text import Text
from tests.strict_html import assert_balanced, parse_strictly

UGLY = [
    "<script>alert(1)</script>",
    "</p></div><img src=x onerror=alert(1)>",
    "{{ 7*7 }} {% raw %} {# x #}",
    "---\ntitle: x\n---",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "```python\nx\n```",
    "~~~\nx\n~~~",
    '--8<-- "mkdocs.yml"',
    "# Title\n\n* item\n1. one",
    "[[wiki]] [a](javascript:x) ![i](x)",
    "&lt;b&gt; &amp; &#60; &copy &",
    "\x02wzxhzdk:0\x03 \x02amp\x03 klzzwxh:0001",
    "<!-- a --> <![CDATA[x]]> <?php ?>",
    "**bold** __x__ ==y== ++z++ :smile: {.class #id}",
    "*[HTML]: x [^1]: note",
    "    indented",
    "<div markdown>*x*</div>",
]
EXTENSIONS = [
    "extra",
    "md_in_html",
    "toc",
    "pymdownx.superfences",
    "pymdownx.snippets",
    "pymdownx.emoji",
    "pymdownx.betterem",
    "pymdownx.tilde",
]
MARKDOWN = markdown.Markdown(extensions=EXTENSIONS)


def in_markdown(html: str) -> str:
    return MARKDOWN.reset().convert(f"<div>\n{html}\n</div>")


@pytest.mark.parametrize("source", UGLY)
def test_markdown_passes_over_a_text_in_an_html_block(source: str) -> None:
    text = Text(source)
    assert in_markdown(text.html) == f"<div>\n{text.html}\n</div>"
    assert parse_strictly(text.html).text == text.plain


@pytest.mark.parametrize("source", UGLY)
def test_nothing_in_a_text_is_taken_as_markup(source: str) -> None:
    text = Text(source)
    assert parse_strictly(text.html).links == []
    assert text.plain.split() == re.sub("[\x02\x03]", "", source).split()


PIECES = st.sampled_from(
    [
        *"\\{}$^_~`'\"-%&#<>|[]() \nax1.:/",
        *("\\textbf{", "{\\em ", "\\[", "\\]", "\\(", "\\)", "$$", "\\begin{equation}"),
        *("\\end{equation}", "https://a.b/", "\\url{", "\\href{", "\\frac", "``", '\\"', "\\i"),
        *("\\mathbb", "\\tau", "\\footnote{", "\\left", "\u202e", "\ud800", "\x02", "é"),
    ]
)
ANY = st.text() | st.lists(PIECES, max_size=40).map("".join)


@settings(deadline=None)
@given(ANY)
def test_any_text_has_three_safe_forms(source: str) -> None:
    text = Text(source)
    shown = parse_strictly(text.html)
    parse_strictly(text.html_without_links)
    assert_balanced(text.tex)
    assert tuple(dict.fromkeys(shown.links)) == text.links
    assert text.plain == " ".join(text.plain.split())
    for form in (text.plain, text.html, text.tex, text.source):
        form.encode()
        assert not re.search("[\x00-\x1f\x7f-\x9f]", form)
    assert in_markdown(text.html) == f"<div>\n{text.html}\n</div>"


@settings(deadline=None)
@given(st.text(alphabet=st.characters(categories=["L", "N"], include_characters=" .,;:!?()*+-")))
def test_text_without_special_characters_is_unchanged(source: str) -> None:
    written = " ".join(source.split()).replace("--", "-")
    text = Text(re.sub("(?i)http", "", written))
    assert text.source == text.plain == text.html == text.tex


@pytest.mark.parametrize(("letters", "breaks"), [(200, 0), (999, 0), (1000, 4), (1001, 5)])
def test_a_word_of_a_thousand_letters_may_break_at_every_two_hundredth(
    letters: int, breaks: int
) -> None:
    pieces = Text("a word " + "x" * letters).html.removeprefix("a word ").split("<wbr>")
    assert len(pieces) == breaks + 1
    assert {len(piece) for piece in pieces[:-1]} <= {200}
    assert "".join(pieces) == "x" * letters


@settings(deadline=None)
@given(ANY)
def test_escaping_keeps_every_letter(source: str) -> None:
    cleaned = Text(source).source
    text = Text(re.sub(r"[\\${}`~]|--+", "", cleaned))
    assert parse_strictly(text.html).text == text.plain
    assert text.plain.casefold() == text.source.casefold()


@pytest.mark.parametrize(
    "source",
    [
        "word " * 20_000,
        "{" * 10_000 + "}" * 10_000,
        "{\\em " * 10_000 + "}" * 10_000,
        "\\textbf{" * 10_000 + "}" * 10_000,
        '{\\"{' * 10_000,
        "$ a " * 1_000,
        "$a" * 50_000,
        "".join(f"$x_{{{n}}}$ " for n in range(10_000)),
        "\\[" * 50_000,
        "https://a" * 10_000,
        "https://a.b/" + ")" * 100_000,
        "``a" * 30_000,
        "\\href{" * 10_000,
        "\\mathbb{x}" + "^a" * 40_000,
    ],
    ids=lambda source: source[:12],
)
def test_no_text_is_too_long_or_too_deep(source: str) -> None:
    text = Text(source)
    parse_strictly(text.html)
    assert_balanced(text.tex)
    assert text.plain and text.links is not None
