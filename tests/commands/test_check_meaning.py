"""What a check says of what was learnt: notes for the owner, never a fault."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from builder.commands.check import check
from builder.model.project import Project
from tests.library import SOURCES, toy_project
from tests.library.meaning import add_meaning


@pytest.fixture
def own(tmp_path: Path) -> Project:
    """A copy of the toy library, to be changed."""
    shutil.copytree(SOURCES, tmp_path / "sources")
    return replace(toy_project(), sources=tmp_path / "sources")


def notes(project: Project) -> list[str]:
    report = check(project)
    assert report.problems == ()
    folder = str(project.sources / "meaning")
    return [note.message for note in report.notes if note.origin.file == folder]


def learn_every_paper(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.library.meaning.LEFT_OUT", 10**9)
    add_meaning(project)


def test_that_nothing_was_learnt_is_noted_with_what_to_run(own: Project) -> None:
    [note] = notes(own)
    assert (
        note == "nothing was learnt, so search goes by words alone: run `python -m builder learn`"
    )


def test_nothing_is_noted_where_every_paper_was_learnt(
    own: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn_every_paper(own, monkeypatch)
    assert notes(own) == []


def test_papers_that_are_new_to_what_was_learnt_are_counted(
    own: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn_every_paper(own, monkeypatch)
    listing = own.sources / "listings" / "new.jsonl"
    records = [{"id": t, "title": t, "abstract": t} for t in ("Kites over Marshes", "Reeds")]
    listing.write_text(json.dumps(records[0]) + "\n")
    assert [note.partition(" new")[0] for note in notes(own)] == ["1 paper is"]
    listing.write_text("".join(json.dumps(record) + "\n" for record in records))
    assert [note.partition(" new")[0] for note in notes(own)] == ["2 papers are"]


def test_that_another_language_goes_by_words_is_noted(own: Project, tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: Spielzeug\ntheme: {name: material, language: de}\n")
    [note] = notes(replace(own, config=config))
    assert note.endswith("`python -m builder learn` reads English, not 'de'")


def test_damaged_files_are_a_fault(own: Project) -> None:
    add_meaning(own)
    (own.sources / "meaning" / "words.npz").write_bytes(b"")
    [problem] = check(own).problems
    assert "cannot be read" in problem.message
