"""What the site says in its language."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest

from builder.model.wording import (
    ENGLISH,
    Wording,
    join_messages,
    message,
    message_number,
)

GERMAN = Wording(
    language="de",
    messages={
        "Tags": ("Schlagwörter",),
        "%(title)s, page %(number)s": ("%(title)s, Seite %(number)s",),
        "%(number)s paper": ("ein Paper", "%(number)s Paper"),
        "%(number)s year apart": ("%(number)s Jahr auseinander", "%(number)s Jahre auseinander"),
        "same title": ("gleicher Titel",),
        "“%(text)s”": ("„%(text)s“",),
        "words: %(words)s": ("Wörter: %(words)s",),
    },
)
POLISH = Wording(
    language="pl",
    plural="(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)",
)


def test_english_needs_no_translation() -> None:
    assert ENGLISH.gettext("Tags") == "Tags"
    assert ENGLISH.ngettext("%(number)s paper", "%(number)s papers", 1) == "1 paper"
    assert ENGLISH.ngettext("%(number)s paper", "%(number)s papers", 1024) == "1,024 papers"


def test_a_translation_stands_for_the_text_and_what_has_none_stays_english() -> None:
    assert GERMAN.gettext("Tags") == "Schlagwörter"
    assert GERMAN.gettext("%(title)s, page %(number)s", title="A", number=2) == "A, Seite 2"
    assert GERMAN.gettext("100% new") == "100% new"
    assert GERMAN.ngettext("%(number)s paper", "%(number)s papers", 1) == "ein Paper"
    assert GERMAN.ngettext("%(number)s paper", "%(number)s papers", 1024) == "1.024 Paper"


@pytest.mark.parametrize(
    ("words", "number", "day"),
    [
        (ENGLISH, "12,345.5", "18 March 2024"),
        (GERMAN, "12.345,5", "18. März 2024"),
        (Wording(language="xx"), "12,345.5", "March 18, 2024"),
    ],
)
def test_numbers_and_days_are_written_as_the_language_does(
    words: Wording, number: str, day: str
) -> None:
    assert words.format_number(12345.5) == number
    assert words.format_day(dt.date(2024, 3, 18)) == day


def test_a_message_is_english_until_it_is_told() -> None:
    reason = join_messages(
        ", ",
        [
            message_number("%(number)s year apart", "%(number)s years apart", 3),
            message("same title"),
            "as the owner says",
            "",
        ],
    )
    assert reason == "3 years apart, same title, as the owner says"
    assert GERMAN.tell(reason) == "3 Jahre auseinander, gleicher Titel, as the owner says"
    assert GERMAN.tell("same title") == "same title"


def test_a_message_within_a_message_is_told_too() -> None:
    quoted = join_messages(", ", [message("“%(text)s”", text=text) for text in ("tide", "moon")])
    said = message("words: %(words)s", words=quoted)
    assert said == "words: “tide”, “moon”"
    assert GERMAN.tell(said) == "Wörter: „tide“, „moon“"


def test_a_message_survives_the_way_to_another_process() -> None:
    said = pickle.loads(pickle.dumps(message("same title")))
    assert GERMAN.tell(said) == "gleicher Titel"


def test_plural_forms_are_given_by_the_categories_of_browsers() -> None:
    assert ENGLISH.sample_forms() == {"one": 0, "other": 1}
    assert POLISH.sample_forms() == {"few": 1, "many": 2, "one": 0}
