"""Which names can be of one person: pairs of invented names, labelled by hand."""

from __future__ import annotations

import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.people.names import may_be_one, parse_name

SAME = """
Ada Oakhurst | ADA OAKHURST
Inés Calder-Roy | Ines Calder-Roy
Inés Calder-Roy | Inés Calder Roy
Jörg Wendel | Joerg Wendel
Jörg Wendel | Jorg Wendel
Søren Kjær | Soren Kjaer
Jan van der Toy | Jan Van Der Toy
Anne-Marie Toy | Anne Marie Toy
Xiao-Ping Wendel | Xiaoping Wendel
Mirabel O'Hurst | Mirabel O’Hurst
J. R. R. Toyken | J.R.R. Toyken
J. R. R. Toyken | JRR Toyken
Ada B. Oakhurst | Ada B Oakhurst
Oakhurst A. | A. Oakhurst
Tomás García-Márquez | Tomás García Márquez
Peter Wendel Jr. | Peter Wendel Jr
Peter Wendel Junior | Peter Wendel Jr.
The Tidal Consortium | the Tidal Consortium
灯籠花子 | 灯籠花子
"""
"""Two spellings of one full name."""

FITTING = """
A. Oakhurst | Ada Oakhurst
A. Oakhurst | Ada B. Oakhurst
A. B. Oakhurst | Ada Oakhurst
A. B. Oakhurst | Ada Bea Oakhurst
Ada Oakhurst | Ada B. Oakhurst
Ada B. Oakhurst | Ada Bea Oakhurst
A. Calder-Roy | Ada Calder Roy
T. García-Márquez | Tomás García Márquez
J.-P. Toy | Jean-Paul Toy
J. Toy | Jean-Paul Toy
JP Toy | Jean-Paul Toy
J. van der Toy | Jan van der Toy
X. Wendel | Xiao-Ping Wendel
X. P. Wendel | Xiao-Ping Wendel
Deng Xiaoping | Xiaoping Deng
Deng Xiao-Ping | Xiaoping Deng
P. Wendel Jr. | Peter Wendel Jr.
"""
"""Names of one person, if something else speaks for it."""

OTHER = """
Ada Oakhurst | Ida Oakhurst
Ada Oakhurst | Ada Wendel
Ada Oakhurst | Alma Oakhurst
A. Oakhurst | Ida Oakhurst
Ada B. Oakhurst | Ada C. Oakhurst
A. B. Oakhurst | A. C. Oakhurst
Ada Oakhurst | Ada Bea Oakhurst
A. Oakhurst | Ada Bea Oakhurst
Jean Toy | Jean-Paul Toy
Jean-Paul Toy | Jean-Luc Toy
Jan Toy | Jan van der Toy
Ada Roy | Ada Calder-Roy
Tomás García | Tomás García Márquez
T. Márquez | Tomás García Márquez
Peter Wendel | Peter Wendel Jr.
Peter Wendel III | Peter Wendel Jr.
Mari Anne Toy | Marianne Toy
Ada Oakhurst Wendel | Ada Wendel
Plato | Plato Wendel
The Tidal Consortium | Tidal Consortium
Robert Oakhurst | J. Robert Oakhurst
Wei Lin | Wen Lin
"""
"""Names that no other evidence makes one person's."""


def pairs(text: str) -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in line.split("|")) for line in text.strip().splitlines()]


@pytest.mark.parametrize("pair", pairs(SAME))
def test_two_spellings_of_a_full_name_share_a_key(pair: tuple[str, str]) -> None:
    one, other = map(parse_name, pair)
    assert one.keys & other.keys
    assert may_be_one(one, other)


@pytest.mark.parametrize("pair", pairs(FITTING))
def test_initials_and_turned_names_fit_but_are_not_the_same(pair: tuple[str, str]) -> None:
    one, other = map(parse_name, pair)
    assert not one.keys & other.keys
    assert may_be_one(one, other) and may_be_one(other, one)


@pytest.mark.parametrize("pair", pairs(OTHER))
def test_names_that_say_otherwise_never_fit(pair: tuple[str, str]) -> None:
    one, other = map(parse_name, pair)
    assert not may_be_one(one, other) and not may_be_one(other, one)


@pytest.mark.parametrize(
    ("text", "given", "family", "suffix"),
    [
        ("Ada Oakhurst", "ada", "oakhurst", ""),
        ("Ludwig van der Toy", "ludwig", "van der toy", ""),
        ("Vincent Van Toy", "vincent", "van toy", ""),
        ("Maria de la Cruz Wendel", "maria", "de la cruz wendel", ""),
        ("Martin L. King Jr.", "martin l", "king", "jr"),
        ("D E Wendel", "d e", "wendel", ""),
        ("Plato", "", "plato", ""),
        ("ada oakhurst", "ada", "oakhurst", ""),
        ("LI Wei", "l i", "wei", ""),
        ("OAKHURST ADA B", "oakhurst ada", "b", ""),
    ],
)
def test_a_name_is_taken_apart_as_bibtex_does(
    text: str, given: str, family: str, suffix: str
) -> None:
    name = parse_name(text)
    assert " ".join(" ".join(unit) for unit in name.given) == given
    assert (name.family, name.suffix) == (family, suffix)


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Mirabel Oakhurst", True),
        ("Wei Lin", False),
        ("Lin Wei", False),
        ("Xiaodong Lin", True),
        ("M. Oakhurst", False),
        ("Plato", False),
    ],
)
def test_a_short_given_name_of_a_common_family_tells_little(text: str, tells: bool) -> None:
    assert parse_name(text).is_distinctive is tells


def test_a_sentence_is_no_name_of_given_and_family_name() -> None:
    assert parse_name("A. " + "long sentence in the field of authors " * 2).given == ()


@given(texts=st.lists(st.text(), min_size=2, max_size=4))
def test_any_text_is_a_name(texts: list[str]) -> None:
    for one, other in combinations(map(parse_name, texts), 2):
        assert may_be_one(one, other) == may_be_one(other, one)
        assert may_be_one(one, one)


@pytest.mark.parametrize(
    "text", ["Ada " * 5_000, "A. " * 5_000, "a" * 50_000, "A-" * 20_000 + "B C"]
)
def test_a_name_without_end_costs_little(text: str) -> None:
    start = time.process_time()
    parse_name(text)
    assert time.process_time() - start < 2
