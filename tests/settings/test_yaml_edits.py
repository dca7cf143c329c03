"""Edits of YAML texts: one value changes, everything else stays as it is written."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from builder.model.problems import BuilderError
from builder.settings.yaml_edits import append_item, put_value

ITEM = {"records": ["1", "2"], "comment": 'Wh"y'}
BLOCK = '- records: ["1", "2"]\n    comment: "Wh\\"y"\n'


@pytest.mark.parametrize(
    ("before", "keys", "value", "after"),
    [
        ("", ["a"], "b", 'a: "b"\n'),
        ("# Ours.\n", ["a"], ["b"], "# Ours.\n\na: [b]\n"),
        (
            '"é 😀": [a]  # c\nb: d\n',
            ["é 😀"],
            ["x", "no", "B, c"],
            '"é 😀": [x, "no", "B, c"]  # c\nb: d\n',
        ),
        ("a: [b,\n  c]\n", ["a"], "x", 'a: "x"\n'),
        ("a:\n- b\n- c # d\n\n# e\nf: g", ["a"], ["X"], 'a: ["X"] # d\n\n# e\nf: g'),
        ("a: |\n  b\n  c\nd: e\n", ["a"], "x", 'a: "x"\nd: e\n'),
        ("a:\nd: e\n", ["a"], "x", 'a: "x"\nd: e\n'),
        ("a: b\n", ["null"], "x", 'a: b\n"null": "x"\n'),
        ("a: b\n", ["c: d # e"], "x", 'a: b\n"c: d # e": "x"\n'),
        ("a: {b: c}\n", ["a", "d"], "x", 'a: {b: c, d: "x"}\n'),
        ("a: {}\n", ["a", "d"], "x", 'a: {d: "x"}\n'),
        ("a:\n   b: c # d\ne: f\n", ["a", "g"], "x", 'a:\n   b: c # d\n   g: "x"\ne: f\n'),
        ("a:\n  b: c\n", ["d", "e"], "x", 'a:\n  b: c\nd:\n  e: "x"\n'),
        ("{a: b}\n", ["c"], "x", '{a: b, c: "x"}\n'),
        ("a: b\r\nc: d\r\n", ["a"], "x", 'a: "x"\r\nc: d\r\n'),
    ],
)
def test_a_value_is_put_where_it_belongs(
    before: str, keys: Sequence[str], value: str | list[str], after: str
) -> None:
    assert put_value(before, keys, value) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"merge:\n  {BLOCK}"),
        ("merge: []\nkeep_apart: []\n", f"merge:\n  {BLOCK}keep_apart: []\n"),
        ("merge:\nkeep_apart:\n", f"merge:\n  {BLOCK}keep_apart:\n"),
        ("keep_apart: []\n", f"keep_apart: []\nmerge:\n  {BLOCK}"),
        ("merge:\n  - a: b # c\n# d\n", f"merge:\n  - a: b # c\n  {BLOCK}# d\n"),
        ("merge: [{a: b}]\n", 'merge: [{a: b}, {records: ["1", "2"], comment: "Wh\\"y"}]\n'),
    ],
)
def test_an_item_comes_last_in_its_list(before: str, after: str) -> None:
    assert append_item(before, "merge", ITEM) == after


@pytest.mark.parametrize(
    ("before", "keys"),
    [
        ("- a\n", ["c"]),
        ("a: b\n...\n", ["c"]),
        ("a: &x [1]\nb: *x\n", ["b"]),
        ("a: # why\n  b\n", ["a"]),
        ("a: b\n", ["a", "c"]),
    ],
)
def test_what_cannot_be_edited_safely_is_left_to_its_owner(before: str, keys: list[str]) -> None:
    with pytest.raises(BuilderError, match=r"^(?:a: )?edit it by hand: "):
        put_value(before, keys, "x")
