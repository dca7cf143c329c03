"""The page on formats tells of every reader."""

from __future__ import annotations

import pytest

from builder.model.problems import Problems
from builder.model.reader import Reader, Source
from builder.model.records import ListingId
from builder.reading.listings import READERS
from tests import ROOT

PAGE = (ROOT / "docs" / "formats.md").read_text("utf-8")


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_every_reader_has_a_row_with_its_suffixes_and_a_section(reader: Reader) -> None:
    row = next(line for line in PAGE.split("\n") if line.startswith(f"| `{reader.name}` |"))
    assert row.rstrip(" |").endswith(" ".join(f"`{suffix}`" for suffix in reader.suffixes))
    assert f"\n## {reader.name}\n" in PAGE


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_every_example_is_recognised_and_read_without_a_fault(reader: Reader) -> None:
    section = PAGE.partition(f"\n## {reader.name}\n")[2].partition("\n## ")[0]
    if "```" not in section:
        assert reader.name == "saved-page"  # too long for an example
        return
    text = section.split("```")[1].partition("\n")[2]
    source = Source(file="example", listing=ListingId("example"), suffix=".txt", text=text)
    fitting = [other for other in READERS if other.recognises(source)]
    assert max(fitting, key=lambda other: other.priority) is reader
    problems = Problems()
    entries = list(reader.read(source, problems))
    assert [str(problem) for problem in problems] == []
    assert entries[0].title.plain in ("Counting Sheep", "Notes on the Analytical Engine")
