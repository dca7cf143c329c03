"""`python -m builder search`, as people and programs read it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from builder.__main__ import main
from tests.library import SOURCES


def run_search(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["search", "--sources", str(SOURCES), *arguments])


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run_search("--json", "Wei", "Lin").stdout)
    return found


def test_json_gives_authors_year_and_venue_where_known(rows: list[dict[str, Any]]) -> None:
    first = rows[0]
    assert "Wei Lin" in first["authors"]
    assert isinstance(first["year"], int)
    assert first["venue"]
    assert {"id", "title", "url", "score"} <= first.keys()
    unknown = [row for row in rows if "authors" not in row]
    assert all(row.get("authors") != [] and row.get("year", 1) for row in rows)
    assert all({"id", "title", "url", "score"} == row.keys() for row in unknown)


def test_text_has_a_byline_where_something_is_known() -> None:
    said = run_search("Wei Lin").stdout.splitlines()
    title, byline, score = said[:3]
    assert title
    assert byline.startswith("  Wei Lin") or "Wei Lin" in byline
    assert " · 20" in byline
    assert "/papers/" in score


def test_a_value_that_there_is_not_is_told_on_standard_error() -> None:
    done = run_search("--json", "author:liin")
    assert json.loads(done.stdout) == []
    assert done.stderr == "There is no author “liin”. The nearest: Wei Lin, W. Lin, Wei Lin.\n"


def test_a_program_may_ask_for_a_year() -> None:
    found = json.loads(run_search("--json", "year:2019..2021").stdout)
    assert {row["year"] for row in found} == {2019, 2020, 2021}
