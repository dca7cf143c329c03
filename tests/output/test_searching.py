"""What was kept for questions is used only while nothing that it depends on has changed."""

from __future__ import annotations

import shutil

import pytest

from builder.model.project import Project
from builder.output.searching import recall_search
from builder.pipeline import gather_search
from builder.runtime.memory import Memory
from tests.library import SOURCES


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A library that a question was answered of, with settings that lie below others."""
    root = tmp_path_factory.mktemp("library")
    shutil.copytree(SOURCES, root / "sources")
    (root / "docs").mkdir()
    (root / "docs" / "about.md").write_text("# About\n\nA toy.\n", "utf-8")
    (root / "below.yml").write_text("site_url: !ENV [TOYS_URL, 'https://toys.example/']\n", "utf-8")
    (root / "mkdocs.yml").write_text("INHERIT: below.yml\nsite_name: Toys\n", "utf-8")
    project = Project(
        sources=root / "sources",
        docs=root / "docs",
        templates=root / "templates",
        config=root / "mkdocs.yml",
    )
    gather_search(project)
    return project


def is_kept(project: Project) -> bool:
    return recall_search(project, Memory(project.cache)) is not None


def test_what_was_kept_is_used(asked: Project) -> None:
    assert is_kept(asked)
    base = recall_search(asked, Memory(asked.cache))
    assert base is not None
    assert base.url == "https://toys.example/"


@pytest.mark.parametrize(
    "name", ["sources/tags.yml", "mkdocs.yml", "below.yml", "docs/about.md", "docs/new.md"]
)
def test_not_where_a_file_has_changed(asked: Project, name: str) -> None:
    path = asked.root / name
    before = path.read_bytes() if path.exists() else None
    path.write_bytes((before or b"") + b"\n# Changed\n")
    assert not is_kept(asked)
    if before is None:
        path.unlink()
    else:
        path.write_bytes(before)
    assert is_kept(asked)


def test_not_where_a_variable_of_the_settings_has_changed(
    asked: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOYS_URL", "https://more.example/")
    assert not is_kept(asked)
    monkeypatch.delenv("TOYS_URL")
    monkeypatch.setenv("OF_NO_CONCERN", "1")
    assert is_kept(asked)
