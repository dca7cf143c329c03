"""The three forms of a text: what is seen in listings is shown properly."""

from __future__ import annotations

import pytest

from builder.text import Text
from tests.strict_html import assert_balanced, parse_strictly


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
    assert parse_strictly(text.html).text
    assert_balanced(text.tex)


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
    parse_strictly(text.html)
    assert_balanced(text.tex)
    assert "<script" not in text.html
    assert r"\input" not in text.tex and r"\newcommand" not in text.tex


def test_an_unknown_macro_in_a_formula_is_shown_as_written() -> None:
    assert parse_strictly(Text(r"$\model + 1$").html).text == r"\model+1"


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
    assert list(dict.fromkeys(parse_strictly(text.html).links)) == links


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
