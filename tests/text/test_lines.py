"""Text on one line, without what no page or file may hold."""

from __future__ import annotations

import pytest

from builder.text.lines import (
    blank_unprintable,
    collapse_spaces,
    printable_line,
    replace_unprintable,
    title_line,
    truncate,
    visible_line,
)


def test_what_no_page_can_hold_is_replaced_and_told() -> None:
    assert replace_unprintable("a\ud800b\x07") == (
        "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}",
        "U+D800",
    )
    assert replace_unprintable("a\nb\tc é 漢") == ("a\nb\tc é 漢", "")


def test_what_no_file_can_hold_becomes_a_space_and_lines_stay() -> None:
    assert blank_unprintable("a\x00b\x0bc\x85d\ud800e\uffff") == "a b c d e "
    assert blank_unprintable("a\nb\tc é 漢") == "a\nb\tc é 漢"


def test_a_line_has_single_spaces_and_none_around_it() -> None:
    assert collapse_spaces(" a\n\tb\u2003c ") == "a b c"
    assert printable_line("a\x00\nb\x07") == "a b"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("a few words", "a few words"),
        ("a few wordy words", "a few…"),
        ("a word, wordy words", "a word…"),
        ("wordswithoutanend", "wordswithou…"),
        ("a wordswithoutanend", "a wordswith…"),
    ],
)
def test_a_text_is_cut_after_a_word_where_one_ends_late_enough(text: str, start: str) -> None:
    assert truncate(text, 11) == start


@pytest.mark.parametrize(
    "text",
    [
        *("", " \n", "\x07", "\u200b\u2060", "\u202a\u202c", "\ufeff"),
        *("\u3164\u115f", "\u2800", "\ufe0f", "\u00ad", "\U000e0041"),
    ],
)
def test_a_line_of_which_nothing_is_seen_is_empty_and_such_a_title_untitled(text: str) -> None:
    assert visible_line(text) == ""
    assert title_line(text) == "Untitled"
    assert title_line(f"A{text}Title").startswith("A")
