"""What readers take from a field."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.readers._field_values import (
    FieldError,
    format_value,
    join_date,
    parse_address,
    parse_arxiv,
    parse_date,
    parse_doi,
    parse_year,
    strip_markup,
    tex_to_text,
)


def test_an_identifier_is_taken_from_its_field_or_refused() -> None:
    assert parse_doi("https://doi.org/10.1000/ABC") == "10.1000/abc"
    assert parse_arxiv(" 2403.01234v2 ") == "2403.01234"
    with pytest.raises(FieldError, match="expected a DOI"):
        parse_doi("10.1/x")
    with pytest.raises(FieldError, match="expected an arXiv id"):
        parse_arxiv("2413.01234")


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
        ("1993-00-00", "1993"),
        ("1993-05-00", "1993-05"),
        ("Summer 1993", "1993"),
        ("2017-23", "2017"),
        ("12/21/2011", "2011"),
        ("July-October 1985", "1985"),
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


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("August, 2005", "2005"),
        ("1988??", "1988"),
        ("[2007]", "2007"),
        ("1996 [1985]", "1996"),
        ("[1990]2002", "2002"),
        ("2005/06", "2005"),
        ("1973--1974", "1973"),
        ("1985a", "1985"),
        ("2019-", "2019"),
    ],
)
def test_a_year_is_found_among_other_words(text: str, year: str) -> None:
    assert parse_year(text) == year


@pytest.mark.parametrize(
    "text", ["20l9", "19", "20190", "-2019", "1983 and 1987", "In press", "1" * 101]
)
def test_a_year_has_four_digits(text: str) -> None:
    with pytest.raises(FieldError, match="four digits"):
        parse_year(text)


def test_a_date_is_joined_from_its_parts() -> None:
    assert join_date("2024", "sep", None) == "2024-09"
    assert join_date("2024", "9", "1") == "2024-09-01"
    assert join_date("2024", "", "") == "2024"


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
        "https://example.org:99999/",
        "no",
        "",
    ],
)
def test_any_other_address_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="http or https"):
        parse_address(text)


@pytest.mark.parametrize("text", ["https://ada:secret@example.org/", "http://ada@[::1]/a"])
def test_an_address_that_would_publish_a_secret_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="without a user name"):
        parse_address(text)


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
    assert strip_markup(text).split() == plain.split()


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
    assert tex_to_text(tex).strip() == plain


def test_a_value_is_shown_on_one_short_line() -> None:
    assert format_value("a\nb") == r"'a\nb'"
    assert format_value("x" * 60) == repr("x" * 60)
    assert format_value("x" * 61) == repr("x" * 57 + "...")
    assert (format_value(None), format_value(True), format_value([1]), format_value({})) == (
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
    tex_to_text(text)
    strip_markup(text)
