"""The page on formats tells of every reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.listings import READERS
from builder.reader import Reader

PAGE = (Path(__file__).parent.parent / "docs" / "formats.md").read_text("utf-8")


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_every_reader_has_a_row_with_its_suffixes_and_a_section(reader: Reader) -> None:
    row = next(line for line in PAGE.split("\n") if line.startswith(f"| `{reader.name}` |"))
    assert row.rstrip(" |").endswith(" ".join(f"`{suffix}`" for suffix in reader.suffixes))
    assert f"\n## {reader.name}\n" in PAGE
