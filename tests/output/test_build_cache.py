from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import pipeline
from builder.model.problems import Problems
from builder.model.project import Project
from builder.pipeline import build
from builder.runtime.hashing import hash_program
from tests import ROOT
from tests.library import SOURCES

PAGE = "Get trending papers in your email inbox!\nSubscribe{title}\nAn abstract of the paper.\n"


@pytest.fixture
def toy(tmp_path: Path) -> Project:
    listings = tmp_path / "sources" / "listings"
    listings.mkdir(parents=True)
    (listings / "a.txt").write_text(PAGE.format(title="A first paper"), "utf-8")
    shutil.copy(SOURCES / "tags.yml", tmp_path / "sources")
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "about.md").write_text("# About\n", "utf-8")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return Project(
        sources=tmp_path / "sources",
        docs=docs,
        templates=ROOT / "templates",
        config=tmp_path / "mkdocs.yml",
    )


def test_an_unchanged_catalogue_is_not_gathered_again(
    toy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = build(toy, Problems())
    monkeypatch.setattr(pipeline, "gather", None)
    again, report = build(toy, Problems())
    assert again == first
    assert (report.written, report.unchanged, report.removed) == (0, first.files, 0)


def test_problems_are_reported_again_when_nothing_changed(toy: Project) -> None:
    (toy.sources / "listings.yml").write_text("a.txt: {colour: red}\n", "utf-8")
    first, second = Problems(), Problems()
    build(toy, first)
    build(toy, second)
    assert list(first) == list(second) != []


def paper(toy: Project) -> Path:
    return toy.docs / "papers" / "a-first-paper.md"


def as_long(path: Path) -> None:
    """Change a file a second later, so that it keeps its length."""
    later = path.stat().st_mtime_ns + 10**9
    path.write_text("x" * path.stat().st_size)
    os.utime(path, ns=(later, later))


@pytest.mark.parametrize(
    ("change", "written", "removed"),
    [
        (lambda toy: paper(toy).unlink(), 1, 0),
        (lambda toy: paper(toy).write_text("somebody wrote here"), 1, 0),
        (lambda toy: as_long(paper(toy)), 1, 0),
        (lambda toy: paper(toy).with_name("stranger.md").write_text("x"), 0, 1),
    ],
    ids=["removed", "changed", "changed to the same length", "added"],
)
def test_what_somebody_did_to_generated_files_is_put_right(
    toy: Project, change: Callable[[Project], None], written: int, removed: int
) -> None:
    build(toy, Problems())
    before = paper(toy).read_bytes()
    change(toy)
    _, report = build(toy, Problems())
    assert (report.written, report.removed) == (written, removed)
    assert paper(toy).read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda toy: (toy.sources / "listings" / "a.txt").write_text(PAGE.format(title="Other")),
        lambda toy: (toy.sources / "tags.yml").write_text("- {slug: x, name: X, facet: y}\n"),
        lambda toy: (toy.docs / "about.md").write_text("# Another title\n"),
        lambda toy: toy.config.write_text("site_name: Another name\n"),
    ],
    ids=["listing", "tags", "page", "settings"],
)
def test_a_change_of_any_input_is_seen(toy: Project, change: Callable[[Project], None]) -> None:
    build(toy, Problems())
    change(toy)
    _, report = build(toy, Problems())
    assert report.written > 0


def test_a_setting_that_comes_from_the_environment_is_seen(
    toy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy.config.write_text("site_name: Toys\nsite_url: !ENV [TOY_URL, 'https://a.example/']\n")
    build(toy, Problems())
    monkeypatch.setenv("TOY_URL", "https://b.example/")
    _, report = build(toy, Problems())
    assert report.written > 0
    assert "https://b.example/" in (toy.docs / "api" / "papers.json").read_text("utf-8")


def test_another_version_of_python_builds_anew(
    toy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(toy, Problems())
    monkeypatch.setattr(sys, "version", "4.0")
    monkeypatch.setattr(pipeline, "gather", None)
    # A process looks once which version it is.
    hash_program.cache_clear()
    with pytest.raises(TypeError):
        build(toy, Problems())
    hash_program.cache_clear()


def test_a_note_of_the_last_build_that_cannot_be_read_is_no_harm(toy: Project) -> None:
    build(toy, Problems())
    (toy.docs / ".built.json").write_text('{"fingerprint": [')
    _, report = build(toy, Problems())
    assert (report.written, report.removed) == (0, 0)
