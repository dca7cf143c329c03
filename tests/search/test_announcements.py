from __future__ import annotations

import pytest

from builder.search import build_index, search
from builder.search.announcements import is_announcement, strip_announcements

from .toy import page_of, paper_of


@pytest.mark.parametrize(
    "sentence",
    [
        "Code is available at https://example.org/boats.",
        "Our code and models will be released.",
        "We release the source code and trained models at https://example.org/boats",
        "The code of LampBench will be made publicly available.",
        "Project page: https://example.org/boats/",
        "Code: https://example.org/boats.",
        "To facilitate future research, we will make our code publicly available.",
        "All code and model checkpoints are open sourced under a standard MIT license.",
        "Our code is available on GitHub.",
    ],
)
def test_a_sentence_that_only_announces_is_known(sentence: str) -> None:
    assert is_announcement(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "We release a benchmark of 640 lanterns in eleven kinds of fog at https://example.org.",
        "Labelled data is available for a few languages only.",
        "Source code is read by a model that finds faults.",
        "Our model writes code.",
        "Population codes are robust to noise.",
        "Our code and models are publicly available and can be used to embed unseen text.",
        "We compile the largest currently available dataset of garden path sentences.",
        "Large datasets are available.",
        "They are found at https://example.org/boats.",
        "Our data shows that models release heat.",
        "",
    ],
)
def test_a_sentence_with_content_stays(sentence: str) -> None:
    assert not is_announcement(sentence)


def test_only_the_sentence_goes() -> None:
    text = "Boats fold. Code is at https://e.org/a.b. They bend, i.e. fold! Our code is public."
    assert strip_announcements(text) == "Boats fold. They bend, i.e. fold!"
    assert strip_announcements("Boats  fold.\nTwice.") == "Boats  fold.\nTwice."


def test_a_paper_is_not_found_by_an_announcement_but_keeps_its_text() -> None:
    announced = paper_of("Boats", "Boats fold. Our code is available at https://example.org/x.")
    about = paper_of("Programs", "A model that writes code.")
    page = page_of("tags/code", "Programs", "Our code is available.")
    index = build_index([announced, about, page])
    assert [hit.document for hit in search(index, "code ")] == [1, 2]
    assert index.documents[0].text == announced.text
