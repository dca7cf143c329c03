"""What readers take from a field."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.readers._field_values import (
    FieldError,
    find_arxiv,
    find_doi,
    is_code,
    joined_date,
    parse_address,
    parse_arxiv,
    parse_date,
    parse_doi,
    parse_year,
    plain_tex,
    shown,
    without_markup,
)


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("https://doi.org/10.1000/ABC", "10.1000/abc"),
        ("http://dx.doi.org/10.2337/db12-836-1328", "10.2337/db12-836-1328"),
        ("doi:10.1000/A%2FB", "10.1000/a/b"),
        ("DOI 10.1000/abc.", "10.1000/abc"),
        ("(see 10.1016/S0140-6736(05)66540-5)", "10.1016/s0140-6736(05)66540-5"),
        ("https://link.example/10.1007/978-3-030-01234-9_1.pdf", "10.1007/978-3-030-01234-9_1"),
        ("https://onlinelibrary.example/doi/10.1002/abc/full?x=1", "10.1002/abc"),
        ("https://aclanthology.org/2020.acl-main.1/", "10.18653/v1/2020.acl-main.1"),
        (
            "https://aclanthology.org/2022.findings-emnlp.12.pdf",
            "10.18653/v1/2022.findings-emnlp.12",
        ),
    ],
)
def test_a_doi_is_bare_and_lower_case(text: str, doi: str) -> None:
    assert parse_doi(text) == doi


@pytest.mark.parametrize(
    "text",
    ["", "none", "10.1/x", "10.1000/.", "doi.org/", "https://aclanthology.org/2022.lrec-1.5"],
)
def test_what_is_no_doi_is_refused(text: str) -> None:
    assert find_doi(text) is None
    with pytest.raises(FieldError, match="expected a DOI"):
        parse_doi(text)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("2403.01234", "2403.01234"),
        ("2403.01234v12", "2403.01234"),
        ("arXiv:0704.0001v1", "0704.0001"),
        ("cs/0112017", "cs/0112017"),
        ("math.GT/0309136v2", "math/0309136"),
        ("https://arxiv.org/abs/2403.01234v2", "2403.01234"),
        ("http://arxiv.org/pdf/hep-th/9901001.pdf", "hep-th/9901001"),
        ("https://huggingface.co/papers/2403.01234", "2403.01234"),
        ("https://doi.org/10.48550/arXiv.2403.01234", "2403.01234"),
        ("https://ar5iv.labs.arxiv.org/html/2403.01234", "2403.01234"),
        ("abs/1706.03762", "1706.03762"),
    ],
)
def test_an_arxiv_id_parts_from_its_version(text: str, id_: str) -> None:
    assert parse_arxiv(text) == id_


@pytest.mark.parametrize("text", ["", "2413.01234", "2403.123", "12345", "10.1000/2403.0"])
def test_what_is_no_arxiv_id_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="expected an arXiv id"):
        parse_arxiv(text)


@pytest.mark.parametrize(
    "text", ["pages 2403.01234", "10.1000/2403.01234", "https://example.org/2403.01234"]
)
def test_a_number_elsewhere_is_no_arxiv_id(text: str) -> None:
    assert find_arxiv(text) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024", "2024"),
        (2024, "2024"),
        ("2024-03", "2024-03"),
        ("2024-3-8", "2024-03-08"),
        ("2024/03/18/", "2024-03-18"),
        ("2019///", "2019"),
        ("2024-03-18T17:59:59.000Z", "2024-03-18"),
        ("March 2024", "2024-03"),
        ("18 Mar 2024", "2024-03-18"),
        ("Mar 18, 2024", "2024-03-18"),
        ("2024 Mar 18", "2024-03-18"),
        ("2nd Sept. 1999", "1999-09-02"),
    ],
)
def test_a_date_is_iso_with_what_is_known(text: str | int, date: str) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("20l9", "expected a date"),
        ("", "expected a date"),
        ("0024", "year from 1600 to 2199"),
        ("2200", "year from 1600 to 2199"),
        ("2024-13", "month from 1 to 12"),
        ("2024-02-30", "day of that month"),
        ("18 Foo 2024", "month from 1 to 12"),
    ],
)
def test_an_impossible_date_is_refused(text: str, wanted: str) -> None:
    with pytest.raises(FieldError, match=wanted):
        parse_date(text)


@pytest.mark.parametrize("text", ["20l9", "19", "20190", "-2019", "2019-"])
def test_a_year_has_four_digits(text: str) -> None:
    with pytest.raises(FieldError, match="four digits"):
        parse_year(text)


def test_a_date_is_joined_from_its_parts() -> None:
    assert joined_date("2024", "sep", None) == "2024-09"
    assert joined_date("2024", "9", "1") == "2024-09-01"
    assert joined_date("2024", "", "") == "2024"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("arxiv.org/abs/2403.01234", "https://arxiv.org/abs/2403.01234"),
        ("www.example.org", "https://www.example.org"),
        ("10.1000/ABC", "https://doi.org/10.1000/ABC"),
    ],
)
def test_an_address_is_http_or_https(text: str, address: str) -> None:
    assert parse_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "//example.org",
        "https://",
        "http://[::1",
        'https://example.org/"onclick="',
        "https://example.org/a b",
        "no",
        "",
    ],
)
def test_any_other_address_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="http or https"):
        parse_address(text)


def test_a_host_of_source_code_is_known() -> None:
    assert is_code("https://github.com/example/x")
    assert not is_code("https://github.com.example.org/x")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<jats:title>Abstract</jats:title><jats:p>We see.</jats:p>", "We see."),
        ("H<sub>2</sub>O &amp; <i>E. coli</i>", "H2O & E. coli"),
        ("the <SEG> token", "the <SEG> token"),
        ("a < b > c", "a < b > c"),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_known_markup_goes_and_the_rest_stays(text: str, plain: str) -> None:
    assert without_markup(text).split() == plain.split()


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"Erd{\H{o}}s", "Erdős"),
        (r"Schr{\"o}dinger", "Schrödinger"),
        (r"Fran\c{c}ois~C.", "François C."),
        ("{IEEE} Trans.", "IEEE Trans."),
        ("100% done {x}", "100% done x"),
        ("A {", "A"),
    ],
)
def test_tex_of_a_short_field_becomes_letters(tex: str, plain: str) -> None:
    assert plain_tex(tex).strip() == plain


def test_a_value_is_shown_on_one_short_line() -> None:
    assert shown("a\nb") == r"'a\nb'"
    assert shown("x" * 60) == repr("x" * 60)
    assert shown("x" * 61) == repr("x" * 57 + "...")
    assert (shown(None), shown(True), shown([1]), shown({})) == (
        "null",
        "true",
        "a list",
        "an object",
    )


@settings(deadline=None)
@given(st.text())
def test_any_text_is_parsed_or_refused(text: str) -> None:
    for parse in (parse_address, parse_arxiv, parse_date, parse_doi, parse_year):
        try:
            parse(text)
        except FieldError as error:
            assert str(error).startswith("expected")
    plain_tex(text)
    without_markup(text)
