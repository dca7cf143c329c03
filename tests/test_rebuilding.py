"""A build after any change writes what a build from nothing writes."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builder import papers
from builder.model.problems import Problems
from builder.model.project import Project
from builder.pipeline import OWNED_NAMES, build
from builder.reading import listings
from tests import ROOT
from tests.edits import (
    EDITS,
    Edit,
    add_listing,
    change_definition,
    change_language,
    change_one_abstract,
    change_template,
    change_year,
    comment_tags,
    translate,
    write_by_hand,
)
from tests.library import CONFIG, SOURCES
from tests.library.meaning import add_meaning

SEED = 17


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A copy of the library with a memory of its own."""
    shutil.copytree(SOURCES, tmp_path / "sources")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "about.md").write_text("# About\nA toy.\n", "utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        f"INHERIT: {ROOT / 'mkdocs.yml'}\nsite_name: Toys\nsite_url: https://toys.example/\n"
    )
    monkeypatch.setattr(Project, "cache", tmp_path / "memory")
    project = Project(
        sources=tmp_path / "sources",
        docs=tmp_path / "docs",
        templates=tmp_path / "templates",
        config=tmp_path / "mkdocs.yml",
    )
    add_meaning(replace(project, config=CONFIG))
    return project


def written(docs: Path) -> dict[str, bytes]:
    files = (path for name in OWNED_NAMES for path in [docs / name, *(docs / name).rglob("*")])
    return {str(path.relative_to(docs)): path.read_bytes() for path in files if path.is_file()}


def build_from_nothing(toy: Project, folder: Path) -> tuple[dict[str, bytes], list[str]]:
    folder.mkdir()
    for path in toy.docs.glob("*.md"):
        if path.name not in OWNED_NAMES:
            shutil.copy(path, folder)
    problems = Problems()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Project, "cache", folder / "memory")
        build(replace(toy, docs=folder), problems)
    return written(folder), [str(problem) for problem in problems]


def test_any_changes_in_any_order_give_the_bytes_and_problems_of_a_build_from_nothing(
    toy: Project, tmp_path: Path
) -> None:
    chance = random.Random(SEED)
    build(toy, Problems())
    # One at a time: with another, a change may be seen that would not be by itself.
    for number, edit in enumerate(chance.sample(EDITS, len(EDITS))):
        edit(toy, chance)
        problems = Problems()
        build(toy, problems)
        files, told = build_from_nothing(toy, tmp_path / f"clean-{number}")
        now = written(toy.docs)
        differing = {name for name in files.keys() | now.keys() if files.get(name) != now.get(name)}
        assert not differing, edit.__name__
        assert [str(problem) for problem in problems] == told, edit.__name__


@pytest.mark.parametrize(
    ("edit", "spared"),
    [
        (comment_tags, {"papers", "tags", "related", "people", "reading"}),
        (change_definition, {"papers", "phrases in papers", "nearness", "people", "reading"}),
        (change_template, {"papers", "tags", "related", "people", "reading"}),
        (write_by_hand, {"papers", "tags", "related", "people", "reading"}),
        (change_language, {"papers", "vocabulary", "people", "reading"}),
        (translate, {"papers", "tags", "related", "people", "reading"}),
        (change_year, {"vocabulary", "reading"}),
        (change_one_abstract, {"vocabulary", "people"}),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_change_spares_the_stages_that_do_not_ask_for_it(
    toy: Project, edit: Edit, spared: set[str]
) -> None:
    build(toy, Problems())
    memory = toy.root / "memory"
    before = {name: {path.name for path in (memory / name).glob("*")} for name in spared}
    assert all(before.values())
    edit(toy, random.Random(SEED))
    build(toy, Problems())
    for name in spared:
        assert {path.name for path in (memory / name).glob("*")} == before[name], name


def test_one_more_listing_is_the_only_file_that_is_read(
    toy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(toy, Problems())
    read: list[Path] = []
    text_of = listings.text_of

    def note_and_read(path: Path, *others: Any) -> Any:
        read.append(path)
        return text_of(path, *others)

    monkeypatch.setattr(listings, "text_of", note_and_read)
    add_listing(toy, random.Random(SEED))
    build(toy, Problems())
    [path] = read
    assert path.name.startswith("more-")


@pytest.mark.parametrize(
    "file",
    ["listings/gears.jsonl", "listings/more.jsonl", "tags.yml", "corrections.yml"],
)
@pytest.mark.parametrize("then", ["taken back", "left"])
def test_what_is_saved_while_a_build_reads_is_not_taken_for_what_was_there_before(
    toy: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, then: str
) -> None:
    path = toy.sources / file
    before = path.read_bytes() if path.exists() else None
    saved = {
        "listings/more.jsonl": b'{"title": "A Moth", "abstract": "It flies."}\n',
        "listings/gears.jsonl": (before or b"").replace(b" brass ", b" golden ", 1),
        "tags.yml": (before or b"").replace(b"definition: ", b"definition: Again, ", 1),
        "corrections.yml": (
            b"gears-of-glass-seeing-what-a-clock-is-about-to-do:\n  venue: Noon\n  reason: So.\n"
        ),
    }[file]
    assert saved != before
    read_listings = papers.read_listings
    shutil.rmtree(toy.cache)

    def read_while_someone_saves(*given: Any) -> Any:
        path.write_bytes(saved)
        return read_listings(*given)

    with monkeypatch.context() as patch:
        patch.setattr(papers, "read_listings", read_while_someone_saves)
        build(toy, Problems())
    assert path.read_bytes() == saved
    if then == "taken back" and before is None:
        path.unlink()
    elif then == "taken back":
        path.write_bytes(before or b"")
    build(toy, Problems())
    assert written(toy.docs) == build_from_nothing(toy, tmp_path / "clean")[0]


def test_only_pages_that_show_what_has_changed_are_written(toy: Project) -> None:
    build(toy, Problems())
    change_one_abstract(toy, random.Random(SEED))
    before = {path: path.stat().st_mtime_ns for path in (toy.docs / "papers").glob("*.md")}
    build(toy, Problems())
    changed = {path.stem for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert "gears-of-glass-seeing-what-a-clock-is-about-to-do" in changed
    assert len(changed) < len(before) / 2
