"""Broken files: each fault is told with its line and costs no other record."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from builder import readers
from builder.model.problems import Problems
from builder.model.reader import Source
from builder.model.records import ListingId
from builder.reading.listings import read_file
from tests.broken_json import BROKEN_JSON
from tests.broken_texts import BROKEN_TEXTS

BROKEN = {**BROKEN_JSON, **BROKEN_TEXTS}


@pytest.mark.parametrize(
    ("module", "text", "titles", "told"),
    [
        pytest.param(module, *case, id=f"{module}: {name}")
        for module, cases in BROKEN.items()
        for name, *case in cases
    ],
)
def test_a_fault_is_told_with_its_line_and_costs_no_other_record(
    module: str, text: str, titles: list[str], told: list[str]
) -> None:
    reader = importlib.import_module(f"builder.readers.{module}").READER
    suffix = reader.suffixes[0]
    source = Source(file="listing", listing=ListingId("listing"), suffix=suffix, text=text)
    problems = Problems()
    entries = list(reader.read(source, problems))
    assert [entry.title.source for entry in entries] == titles
    lines = [str(problem).removeprefix("listing:") for problem in problems]
    assert len(lines) == len(told), lines
    for line, start in zip(lines, told, strict=True):
        assert line.startswith(start)


def test_every_reader_has_a_table_of_broken_files() -> None:
    names = {
        path.stem
        for path in Path(readers.__path__[0]).glob("*.py")
        if not path.stem.startswith("_") and path.stem != "saved_page"
    }
    assert set(BROKEN) == names


def test_a_library_that_logs_does_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.bib"
    broken.write_text("@misc{a, title={A}}\n@misc{x, title={X", "utf-8")
    read_file(broken, ListingId("broken"), Problems())
    assert capsys.readouterr() == ("", "")
    assert "bibtexparser" in sys.modules
