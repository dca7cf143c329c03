"""Scripts get the translations of what they say, and no others."""

from __future__ import annotations

import json

from builder.layout.js_words import find_said, write_words
from builder.mkdocs_site.joining import join_scripts
from builder.model.wording import ENGLISH, Wording

GERMAN = Wording(
    language="de",
    messages={
        "Copy": ("Kopieren",),
        "Close": ("Schließen",),
        "Tags": ("Schlagwörter",),
        "%(number)s paper": ("%(number)s Paper", "%(number)s Papers"),
    },
)
SCRIPT = """
// say("in a comment")
export function put() {
  say("Copy");
  sayNumber(
    "%(number)s paper",
    "%(number)s papers",
    2,
  );
  sayAround("Or \\"this\\": %(it)s", { it });
  essay("nothing");
}
"""


def read_words(script: str) -> dict[str, object]:
    start = script.index("{}, ") + 4
    words: dict[str, object] = json.loads(script[start : script.index(");\n", start)])
    return words


def test_what_is_said_is_found_in_literals() -> None:
    assert find_said([SCRIPT]) == {
        "Copy": None,
        "%(number)s paper": "%(number)s papers",
        'Or "this": %(it)s': None,
    }


def test_only_what_is_said_is_written_with_a_text_for_each_way_to_count() -> None:
    assert read_words(write_words(find_said([SCRIPT]), GERMAN)) == {
        "": "de",
        "Copy": "Kopieren",
        "%(number)s paper": {"one": "%(number)s Paper", "other": "%(number)s Papers"},
    }


def test_english_adds_nothing() -> None:
    assert write_words(find_said([SCRIPT]), ENGLISH) == ""


def test_a_page_has_the_words_of_its_own_script_beside_those_of_every_page() -> None:
    scripts = {
        "shared/words.js": "export const say = (text) => text;",
        "frame.js": 'import { say } from "./shared/words.js";\nsay("Copy");',
        "own.js": 'import { say } from "./shared/words.js";\nsay("Copy");\nsay("Close");',
    }
    frame, own = join_scripts(["frame.js"], scripts, GERMAN)
    assert read_words(frame) == {"": "de", "Copy": "Kopieren"}
    assert read_words(own["own.js"]) == {"": "de", "Close": "Schließen"}
    assert "catalogueWords" not in join_scripts(["frame.js"], scripts)[0]
