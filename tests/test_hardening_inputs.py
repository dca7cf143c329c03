"""What is to be read may be a pipe or a device; what is told may be obeyed by a terminal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder import __main__ as program
from builder.model.problems import BuilderError, Origin, Problem

from .test_hardening import toy_sources


@pytest.fixture
def toys(tmp_path: Path) -> Path:
    return toy_sources(tmp_path / "sources", "Counting Sheep", "Wooden Abacus")


def build(toys: Path) -> tuple[int, str]:
    arguments = ["build", "--sources", str(toys), "--docs", str(toys.parent / "docs")]
    done = CliRunner().invoke(program.main, arguments)
    return done.exit_code, done.stderr


def test_a_pipe_among_listings_is_a_problem_and_the_rest_is_built(toys: Path) -> None:
    os.mkfifo(toys / "listings" / "pipe.bib")
    (toys / "listings" / "zero.txt").symlink_to("/dev/zero")
    code, said = build(toys)
    assert code == 1
    assert "listings/pipe.bib: expected a file, got a device or a pipe" in said
    assert "listings/zero.txt: expected a file, got a device or a pipe" in said
    assert (toys.parent / "docs" / "papers" / "counting-sheep.md").is_file()


@pytest.mark.parametrize("name", ["sources/tags.yml", "sources/metadata/pipe", "docs/pipe.md"])
def test_a_pipe_anywhere_else_stops_the_build_with_one_line(toys: Path, name: str) -> None:
    path = toys.parent / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    code, said = build(toys)
    assert (code, len(said.splitlines())) == (1, 1)
    assert said.startswith("error: ")
    assert f"{name.removeprefix('sources/')}: expected a file, got a device or a pipe" in said


def test_a_folder_that_may_not_be_read_is_one_line(
    toys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    said = CliRunner().invoke(program.main, ["check", "--sources", str(toys)])
    assert said.exit_code == 1
    assert said.stderr.splitlines() == [
        f"error: {toys / 'listings'}: cannot read or write: Permission denied"
    ]


def test_a_message_is_one_line_that_no_terminal_and_no_workflow_obeys() -> None:
    wild = "x\n::error file=a::pwned \x1b[31m\u202e"
    tame = r"x ::error file=a::pwned \x1b[31m\u202e"
    assert str(Problem(origin=Origin(file="a.yml", line=1), message=wild)) == f"a.yml:1: {tame}"
    assert str(BuilderError(wild)) == tame
