"""Values are told apart by what they are, not by where they lie."""

from __future__ import annotations

from functools import partial

import pytest

from builder.model.records import Facet
from builder.model.wording import message
from builder.output.describing import Describer
from builder.pages.data import format_size
from builder.text import Text


def describe(value: object) -> str:
    return Describer().describe(value)


def make_facet(name: str) -> Facet:
    return Facet(id="a", name=name, definition="")


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        ([1, "a"], [1, "a"], [1, "b"]),
        (["1"], ["1"], [1]),
        ((1,), (1,), [1]),
        ({"a": None}, {"a": None}, {"a": ""}),
        (Text("A <b>"), Text("A <b>"), Text("A b")),
        (make_facet("A"), make_facet("A"), make_facet("B")),
        (message("same title"), message("same title"), "same title"),
        (format_size, format_size, describe),
        (partial(format_size, words=1), partial(format_size, words=1), partial(format_size)),
    ],
)
def test_the_same_values_are_described_alike_and_others_are_not(
    one: object, same: object, other: object
) -> None:
    assert describe(one) == describe(same) != describe(other)


def test_what_is_no_value_is_never_the_same() -> None:
    one = object()
    assert describe(one) != describe(one)
    inner = (number for number in (1, 2))
    assert describe({"rows": inner}) != describe({"rows": inner})
