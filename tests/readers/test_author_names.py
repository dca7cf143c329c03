"""Author names, joined and turned in the many ways of real files."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.readers._author_names import normalise_name, parse_tex_names, split_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Lovelace", ["Ada Lovelace"]),
        ("Lovelace, Ada", ["Ada Lovelace"]),
        ("Baird, J. K.", ["J. K. Baird"]),
        ("Plato", ["Plato"]),
        ("Zhou, Xiangdong and Lan, Jian", ["Xiangdong Zhou", "Jian Lan"]),
        ("LoCurto, J. J., Jr. and Swan, K. G.", ["J. J. LoCurto Jr.", "K. G. Swan"]),
        ("Gray Heppner Jr, D.; Tang, D. B.", ["D. Gray Heppner Jr", "D. B. Tang"]),
        ("Ackert, J.; Koh, Gckw; et al.,", ["J. Ackert", "Gckw Koh"]),
        ("Timothy Griffin, Richard Hull", ["Timothy Griffin", "Richard Hull"]),
        (
            "Ada Lovelace, Grace Hopper and Alan Turing",
            ["Ada Lovelace", "Grace Hopper", "Alan Turing"],
        ),
        (
            "OpenAI, Josh Achiam, Steven Adler",
            ["OpenAI", "Josh Achiam", "Steven Adler"],
        ),
        ("Smith, J., Doe, A.", ["J. Smith", "A. Doe"]),
        ("Smith JK, Doe A", ["JK Smith", "A Doe"]),
        ("van der Berg, Jan Willem", ["Jan Willem van der Berg"]),
        ("Adeli K.Lewis G. F.", ["K. Adeli", "G. F. Lewis"]),
        ("Kim-Mitsuyama S.Le Quang K.", ["S. Kim-Mitsuyama", "K. Le Quang"]),
        ("Bruen R.O'Reilly M. E.", ["R. Bruen", "M. E. O'Reilly"]),
        ("Suresha, A B, C D, E F, G H, I J", ["Suresha", "A B", "C D", "E F", "G H", "I J"]),
        ("D.Scott Mackay", ["D.Scott Mackay"]),
        ("Sergio D. Sierra M.; Ada Lovelace", ["Sergio D. Sierra M.", "Ada Lovelace"]),
        ("Samuel H. Christie V.", ["Samuel H. Christie V."]),
        ("David Levin I.W.; Ada Lovelace", ["David Levin I.W.", "Ada Lovelace"]),
        ("Adeli K.; Ada Lovelace; van Dyck A. B.", ["K. Adeli", "Ada Lovelace", "A. B. van Dyck"]),
        ("Le Quang K.; Adeli K.", ["K. Le Quang", "K. Adeli"]),
        ("H&#252;seyin &#214;zg&#252;r Tan, Wei Li", ["Hüseyin Özgür Tan", "Wei Li"]),
        ("Robert Downey, Jr.", ["Robert Downey Jr."]),
        ("Plato, Aristotle, Kant, Hume", ["Plato, Aristotle, Kant, Hume"]),
        ("Granger, Richard H. Jr.; Doe, Eva Iv", ["Richard H. Granger Jr.", "Eva Iv Doe"]),
        ("", []),
        (" ; ,", []),
    ],
)
def test_names_part_only_where_they_cannot_be_misread(text: str, names: list[str]) -> None:
    assert list(split_names(text)) == names


@pytest.mark.parametrize(
    ("tex", "names"),
    [
        (r"Erd{\H{o}}s, P{\'a}l and {Google Team} and others", ["Pál Erdős", "Google Team"]),
        ("van Putten, Jr., W. L.", ["W. L. van Putten Jr."]),
        ("{Barnes and Noble, Inc.}", ["Barnes and Noble, Inc."]),
        ("{van der Waals}, Johannes", ["Johannes van der Waals"]),
        (
            "Brinch Hansen, Per AND Ludwig van Beethoven",
            ["Per Brinch Hansen", "Ludwig van Beethoven"],
        ),
        ("a, b, c, d", ["a, b, c, d"]),
        (
            "Granger, Richard H. Jr. and King, Martin L. III",
            ["Richard H. Granger Jr.", "Martin L. King III"],
        ),
        (r"Pe\~na-Sierra, R. and M. Pe\~{n}a", ["R. Peña-Sierra", "M. Peña"]),
        (r"\Thanh and {\Thanh}", ["Thanh", "Thanh"]),
        ("", []),
    ],
)
def test_bibtex_names_follow_bibtex(tex: str, names: list[str]) -> None:
    assert list(parse_tex_names(tex)) == names


@given(st.text(alphabet=st.sampled_from("Ab .,;{}\\\"&'~$%é\n"), max_size=80))
def test_any_text_gives_names_without_line_breaks(text: str) -> None:
    for name in (*split_names(text), *parse_tex_names(text), normalise_name(text)):
        assert name == " ".join(name.split())


@pytest.mark.parametrize(
    "word", ["Lovelace ", "Ada and ", "A. ", "Smith, J., ", "{a", "Lovelace A.", "et al ", "Jr, "]
)
@pytest.mark.parametrize("split", [split_names, parse_tex_names])
def test_the_time_of_a_name_field_grows_with_its_length(
    split: Callable[[str], tuple[str, ...]], word: str
) -> None:
    started = time.process_time()
    split(word * (50_000 // len(word)))
    assert time.process_time() - started < 2
