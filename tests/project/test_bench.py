"""`make bench` where something it needs is not there: one line for each topic, no traceback."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import bench.__main__ as program
from bench import data
from bench.figure import Bench, Figure, Missing
from tests import ROOT


def made(*found: Figure | Missing, name: str = "toys") -> Bench:
    return Bench(name=name, title="Toys", measure=lambda: found)


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ((Figure(name="speed", value=1.0, goal=">= 1"),), 0),
        ((Figure(name="speed", value=0.5, goal=">= 1"),), 1),
        ((Missing(what="a toy"),), 0),
        ((Figure(name="speed", value=0.5, goal=">= 1"), Missing(what="a toy")), 1),
    ],
)
def test_a_missed_goal_is_a_failure_and_what_is_missing_is_none(
    found: tuple[Figure | Missing, ...], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "_collect_benches", lambda: (made(*found),))
    assert program.main([]) == code


def test_what_is_missing_is_named_once_and_counted_at_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking = made(Missing(what="a toy (set TOYS=DIR)"), name="lacking")
    monkeypatch.setattr(program, "_collect_benches", lambda: (lacking, made()))
    program.main([])
    said = capsys.readouterr().out
    assert "\n  lacking: needs a toy (set TOYS=DIR)\n" in said
    assert said.endswith("\n1 of 2 topics lack something: lacking\n")


@pytest.mark.parametrize(
    ("topic", "what"),
    [
        ("dedup", "dedup (set EVALUATION=DIR)"),
        ("related", "tag-labels.jsonl (set EVALUATION=DIR)"),
        ("search", "queries.jsonl (set EVALUATION=DIR)"),
        ("bibliographies", "a folder of files for each source (set BIBLIOGRAPHIES=DIR)"),
        ("explorer", "Chromium (install it, or set CHROMIUM=PATH)"),
        ("weights", "Chromium (install it, or set CHROMIUM=PATH)"),
    ],
)
def test_a_topic_says_what_it_lacks_before_it_measures(
    topic: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "EVALUATION", tmp_path)
    monkeypatch.setattr(data, "BIBLIOGRAPHIES", tmp_path / "none")
    monkeypatch.setenv("CHROMIUM", "no-such-browser")
    measure = importlib.import_module(f"bench.{topic}").BENCH.measure
    assert next(iter(measure())) == Missing(what=what)


def imports(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_bench_knows_no_test() -> None:
    for path in (ROOT / "bench").glob("*.py"):
        assert not [name for name in imports(path.read_text()) if name.split(".")[0] == "tests"]
