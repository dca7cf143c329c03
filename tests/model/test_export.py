"""What exports share."""

from __future__ import annotations

from builder.model.export import compact_json


def test_compact_json_has_no_spaces_and_keeps_letters() -> None:
    assert compact_json({"é": [1, "漢"], "b": None}) == '{"é":[1,"漢"],"b":null}'.encode()


def test_half_a_character_does_not_stop_an_export() -> None:
    assert compact_json("a\ud800") == b'"a?"'
