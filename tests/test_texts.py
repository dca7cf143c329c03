"""The three forms of a text: what is seen in listings, and any text at all."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.texts import Text

ALLOWED = {"a": {"href", "rel"}, "strong": set(), "em": set(), "sup": set(), "sub": set()}
MATH = set(
    "math mrow mi mo mn mtext mspace msup msub msubsup mover munder munderover mfrac msqrt mroot "
    "mtable mtr mtd mstyle mpadded mphantom menclose mmultiscripts".split()
)


class Strict(HTMLParser):
    """Fails on any element, attribute or nesting that the builder does not write."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED or tag in MATH, tag
        if tag in ALLOWED:
            assert {name for name, _ in attrs} == ALLOWED[tag]
        for name, value in attrs:
            assert not name.startswith("on") and name not in ("style", "class", "id", "src")
            if name == "href":
                assert value is not None and re.match(r"https?://", value)
                assert "a" not in self.open
                self.links.append(value)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError("a declaration")

    def handle_pi(self, data: str) -> None:
        raise AssertionError("a processing instruction")


def parsed(html: str) -> Strict:
    parser = Strict()
    parser.feed(str.__str__(html))
    parser.close()
    assert parser.open == []
    return parser


def balance(tex: str) -> None:
    """As BibTeX counts: every brace, also behind a backslash."""
    depth = 0
    for character in tex:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize(
    ("source", "plain", "html", "tex"),
    [
        (r"na\"{\i}ve", "naïve", "naïve", r"na\"{\i}ve"),
        (r"S\'umulas", "Súmulas", "Súmulas", r"S\'umulas"),
        (r"{\'E}cole Erd\H{o}s", "École Erdős", "École Erdős", r"{\'E}cole Erd\H{o}s"),
        (r"S\o ren \AA ngstr\"om", "Søren Ångström", "Søren Ångström", r"S{\o}ren {\AA}ngstr\"om"),
        (r"5\% of", "5% of", "5% of", r"5\% of"),
        ("5% of all", "5% of all", "5% of all", r"5\% of all"),
        (r"\textbf{Uni} x", "Uni x", "<strong>Uni</strong> x", r"\textbf{Uni} x"),
        (r"{\em a b} c", "a b c", "<em>a b</em> c", r"\emph{a b} c"),
        (r"{\it only}", "only", "<em>only</em>", r"\emph{only}"),
        (
            r"\emph{a \textbf{b}}",
            "a b",
            "<em>a <strong>b</strong></em>",
            r"\emph{a \textbf{b}}",
        ),
        (r"the {\tau} .", "the τ .", "the τ .", r"the {\ensuremath{\tau}} ."),
        ("``quotes''", "“quotes”", "“quotes”", "``quotes''"),
        ('``a first noun."', "“a first noun.”", "“a first noun.”", "``a first noun.''"),
        ("`Known' content", "`Known' content", "`Known&#39; content", "`Known' content"),
        ("''informative''", "''informative''", None, "''informative''"),
        ("``left open", "``left open", "``left open", "``left open"),
        ("<SEG> token", "<SEG> token", "&lt;SEG&gt; token", r"\textless{}SEG\textgreater{} token"),
        ("p(x|z)", "p(x|z)", "p(x|z)", r"p(x\textbar{}z)"),
        ("BT^2 and x_i", "BT^2 and x_i", "BT^2 and x_i", r"BT\textasciicircum{}2 and x\_i"),
        ("a *b* _c_", "a *b* _c_", "a *b* _c_", r"a *b* \_c\_"),
        (
            r"our \model wins",
            r"our \model wins",
            r"our \model wins",
            r"our \textbackslash{}model wins",
        ),
        (r"e.g.\ this", "e.g. this", "e.g. this", r"e.g.\ this"),
        ("entropy~(VNE)", "entropy (VNE)", "entropy (VNE)", "entropy~(VNE)"),
        ("~4M, 10~20, x~N(0,1)", "~4M, 10~20, x~N(0,1)", "~4M, 10~20, x~N(0,1)", None),
        (
            "{a, b} sets",
            "{a, b} sets",
            "{a, b} sets",
            r"\textbraceleft{}a, b\textbraceright{} sets",
        ),
        ("h_{c,t} in R^{d}", "h_{c,t} in R^{d}", "h_{c,t} in R^{d}", None),
        ("$5 and $10", "$5 and $10", "$5 and $10", r"\$5 and \$10"),
        ("US$5-$10 or 7$", "US$5-$10 or 7$", "US$5-$10 or 7$", r"US\$5-\$10 or 7\$"),
        ("$5 and 10$", "$5 and 10$", "$5 and 10$", r"\$5 and 10\$"),
        (r"\$5 \& \_ \#", "$5 & _ #", "$5 &amp; _ #", r"\$5 \& \_ \#"),
        ("1--5 and a---b", "1–5 and a—b", "1–5 and a—b", "1--5 and a---b"),
        ("a -- b --flag --- x", "a -- b --flag --- x", "a -- b --flag --- x", None),
        (r"C:\users\new", r"C:\users\new", r"C:\users\new", None),
        (r"it\'s", r"it\'s", None, None),
        (
            r"\cite{a}",
            r"\cite{a}",
            r"\cite{a}",
            r"\textbackslash{}cite\textbraceleft{}a\textbraceright{}",
        ),
        (r"10\textsuperscript{2}", "10²", "10<sup>2</sup>", r"10\textsuperscript{2}"),
        (r"\today \input{x}", r"\today \input{x}", r"\today \input{x}", None),
        (r"\frac{a}{b}", "a/b", None, r"\ensuremath{\frac{a}{b}}"),
    ],
)
def test_tex_in_running_text_is_read_and_the_rest_is_shown_as_written(
    source: str, plain: str, html: str | None, tex: str | None
) -> None:
    text = Text(source)
    assert text.plain == plain
    assert html is None or text.html == html
    assert tex is None or text.tex == tex


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("$R^2$", "R²"),
        (r"$\mu$", "μ"),
        (r"\(h_{c,t}\)", "h_{c,t}"),
        (r"\[ h_{c,t} = \mu + pos_t \]", "h_{c,t} = μ + pos_t"),
        (r"$$\frac{a+b}{2}$$", "(a+b)/2"),
        (r"$\mathbb{R}^{d_x}$", "ℝ^{d_x}"),
        (r"$O(n\log n)$", "O(n log n)"),
        (r"$\{x \mid x > 0\}$", "{x | x > 0}"),
        (r"2$^{nd}$", "2nd"),
        (r"$10^{-3}$", "10⁻³"),
        (r"$\hat{x}$", "x̂"),
        (r"\begin{equation} a = b \end{equation}", "a = b"),
        (r"\begin{align} a &= b \\ c &= d \end{align}", "a = b c = d"),
    ],
)
def test_a_formula_is_mathml_and_reads_well_without_it(source: str, plain: str) -> None:
    text = Text(source)
    assert text.plain == plain
    assert "<math" in text.html
    assert parsed(text.html).text
    balance(text.tex)


@pytest.mark.parametrize(
    ("source", "display"), [("$x$", "inline"), (r"\[x\]", "block"), ("$$x$$", "block")]
)
def test_display_formulas_stand_on_a_line_of_their_own(source: str, display: str) -> None:
    assert f'<math display="{display}">' in Text(source).html


@pytest.mark.parametrize(
    "source",
    [
        r"$\model + 1$",
        r"$\href{javascript:alert(1)}{x}$",
        r"$\style{color:red}{x} \class{a}{b}$",
        r"$\text{<script>alert(1)</script>}$",
        r"$\newcommand{\a}{\a\a}\a$",
        r"$\input{/etc/passwd}$",
        r"$\unicode{x3c}script\unicode{x3e}$",
        r"$\frac{1}$",
        r"$x \begin{foo}$",
        "$" + "{" * 500 + "}" * 500 + "$",
        r"$\left( x$",
    ],
)
def test_a_formula_that_is_none_is_readable_text_and_harmless(source: str) -> None:
    text = Text(source)
    parsed(text.html)
    balance(text.tex)
    assert "<script" not in text.html
    assert r"\input" not in text.tex and r"\newcommand" not in text.tex


def test_an_unknown_macro_in_a_formula_is_shown_as_written() -> None:
    assert parsed(Text(r"$\model + 1$").html).text == r"\model+1"


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ("Code: https://github.com/a/b.", ["https://github.com/a/b"]),
        ("(see https://a.org/b), or not", ["https://a.org/b"]),
        ("https://a.org/b_(c) and https://a.org/d)", ["https://a.org/b_(c)", "https://a.org/d"]),
        ('"https://a.org" https://b.org/?!', ["https://a.org", "https://b.org/"]),
        ("https://a.org/~me/x_y. https://a.org/~me/x_y", ["https://a.org/~me/x_y"]),
        ("Code:~https://a.org/b.", ["https://a.org/b"]),
        ("athttp://a.org:80/b", ["http://a.org:80/b"]),
        (r"\url{https://a.org/b\_c}", ["https://a.org/b_c"]),
        (
            r"\href{https://a.org}{here}\footnote{\url{https://b.org}}",
            ["https://a.org", "https://b.org"],
        ),
        (r"\textbf{https://a.org}", ["https://a.org"]),
        ("**https://a.org/b**", ["https://a.org/b"]),
        ("<https://a.org/b>", ["https://a.org/b"]),
        ("https://例え.jp/パス。次", ["https://例え.jp/パス"]),
        ("HTTPS://a.org/B", ["https://a.org/B"]),
        ("https:// http://. https://? http://[ https://a:b:c", []),
        ("javascript:alert(1) data:text/html,x ftp://a.org www.a.org", []),
        (r"\href{javascript:alert(1)}{x} \url{data:text/html,y}", []),
        (r"\href{javascript://a.org/%0aalert(1)}{x} \url{ftp://a.org/x}", []),
    ],
)
def test_only_web_addresses_become_links_without_the_punctuation_after_them(
    source: str, links: list[str]
) -> None:
    text = Text(source)
    assert list(text.links) == links
    assert list(dict.fromkeys(parsed(text.html).links)) == links


def test_inside_a_link_addresses_stay_text() -> None:
    text = Text("$x$ at https://a.org/b.")
    assert "<a" not in text.html_without_links
    assert "https://a.org/b." in text.html_without_links
    assert "<math" in text.html_without_links


@pytest.mark.parametrize(
    ("source", "cleaned"),
    [
        (" a \n\n b\t\u00a0c\u2028d ", "a b c d"),
        ("a\x00b\x02c\x03\x1bd\x7f\x9f", "abcd"),
        ("a\ud800b", "a\ufffdb"),
        ("\ufeffa\ufffe", "a"),
        ("a\u202eb\u202cc", "abc"),
        ("a\u2066b", "ab"),
        ("a\u2069\u2066b", "ab"),
        ("a\u2067b\u2069c", "a\u2067b\u2069c"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("   ", ""),
    ],
)
def test_what_no_document_may_hold_is_taken_out(source: str, cleaned: str) -> None:
    text = Text(source)
    assert text.source == text.plain == text.html == cleaned
    assert bool(text) == bool(cleaned)


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
    assert parsed(text.html).text == text.plain


@pytest.mark.parametrize("source", UGLY)
def test_nothing_in_a_text_is_taken_as_markup(source: str) -> None:
    text = Text(source)
    assert parsed(text.html).links == []
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
    shown = parsed(text.html)
    parsed(text.html_without_links)
    balance(text.tex)
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


@settings(deadline=None)
@given(ANY)
def test_escaping_keeps_every_letter(source: str) -> None:
    source = re.sub(r"[\\${}`~]|--", "", source)
    text = Text(source)
    assert parsed(text.html).text == text.plain
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
    parsed(text.html)
    balance(text.tex)
    assert text.plain and text.links is not None
