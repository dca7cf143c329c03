"""A build after any change writes what a build from nothing writes."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder import pipeline
from builder.model.problems import Problems
from builder.model.project import TEMPLATES, Project
from builder.pipeline import OWNED_NAMES, build
from tests import ROOT
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


Edit = Callable[[Project, random.Random], None]


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_text("utf-8")
    path.write_text(change(before), "utf-8")


def choose(path: Path, begin: str, chance: random.Random) -> str:
    """A line of a file that begins so."""
    return chance.choice([line for line in path.read_text("utf-8").split("\n") if begin in line])


def add_record(toy: Project, chance: random.Random) -> None:
    record = {
        "title": f"A Lantern for Moth {chance.randrange(1000)}",
        "abstract": "We light a lamp and count the moths that come to it at dusk.",
        "authors": ["Mirabel Oakhurst"],
        "year": 2019,
    }
    with (toy.sources / "listings" / "gears.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(record) + "\n")


def remove_record(toy: Project, chance: random.Random) -> None:
    line = choose(toy.sources / "listings" / "gears.jsonl", "{", chance)
    rewrite(toy.sources / "listings" / "gears.jsonl", lambda text: text.replace(line + "\n", "", 1))


def change_one_abstract(toy: Project, chance: random.Random) -> None:
    rewrite(
        toy.sources / "listings" / "gears.jsonl",
        lambda text: text.replace("A clock of brass hides", "A clock of brass now hides", 1),
    )


def change_abstract(toy: Project, chance: random.Random) -> None:
    word = f"tide{chance.randrange(100)}"
    path = toy.sources / "listings" / chance.choice(["gears.jsonl", "drawer.bib", "bakery.ris"])
    rewrite(path, lambda text: text.replace(" the ", f" the {word} ", 1))


def break_record(toy: Project, chance: random.Random) -> None:
    with (toy.sources / "listings" / "gears.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('{"title": "Cut off\n')


def add_listing(toy: Project, chance: random.Random) -> None:
    path = toy.sources / "listings" / f"more-{chance.randrange(1000)}.jsonl"
    path.write_text(json.dumps({"title": "Bees at Noon", "abstract": "Honey keeps."}) + "\n")


def remove_listing(toy: Project, chance: random.Random) -> None:
    (toy.sources / "listings" / "hive.json").unlink(missing_ok=True)


def change_definition(toy: Project, chance: random.Random) -> None:
    line = choose(toy.sources / "tags.yml", 'definition: "', chance)
    changed = line.replace('definition: "', 'definition: "Surely, ', 1)
    rewrite(toy.sources / "tags.yml", lambda text: text.replace(line, changed, 1))


def change_phrases(toy: Project, chance: random.Random) -> None:
    word = chance.choice(["clock", "honey", "loaf", "winter"])
    rewrite(toy.sources / "tags.yml", lambda t: t.replace("words: [", f"words: [{word}, ", 1))


def comment_tags(toy: Project, chance: random.Random) -> None:
    rewrite(toy.sources / "tags.yml", lambda text: f"# {chance.random()}\n{text}")


def tag_by_hand(toy: Project, chance: random.Random) -> None:
    path = toy.sources / "tag_assignments.yml"
    rewrite(
        path, lambda text: text.replace("[light, memory]", "[light]", 1) + '"No such": [light]\n'
    )


def rule(toy: Project, chance: random.Random) -> None:
    rewrite(toy.sources / "same_work.yml", lambda text: text.replace("merge:", "merge: []\nx:", 1))


def rename_site(toy: Project, chance: random.Random) -> None:
    rewrite(toy.config, lambda text: text.replace("site_name: ", "site_name: More ", 1))


def change_settings(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    settings = yaml.safe_load(path.read_text("utf-8"))
    change(settings)
    path.write_text(yaml.safe_dump(settings), "utf-8")


def change_language(toy: Project, chance: random.Random) -> None:
    """The one of the interface, and of the papers where no other is stated."""

    def change(settings: dict[str, Any]) -> None:
        other = "en" if settings.get("theme") == {"language": "de"} else "de"
        settings["theme"] = {"language": other}

    change_settings(toy.config, change)


def change_language_of_papers(toy: Project, chance: random.Random) -> None:
    language = chance.choice(["de", "fr"])
    settings = {"catalogue": {"papers_language": language}}
    change_settings(toy.config, lambda before: before.update(extra=settings))


def translate(toy: Project, chance: random.Random) -> None:
    own = toy.templates / "languages" / "de.po"
    own.parent.mkdir(exist_ok=True)
    ours = TEMPLATES / "languages" / "de.po"
    text = (own if own.exists() else ours).read_text("utf-8")
    own.write_text(text.replace("gleicher Titel", "selber Titel"), "utf-8")


def change_listing(toy: Project, name: str, **stated: object) -> None:
    change_settings(
        toy.sources / "listings.yml", lambda all_: all_.setdefault(name, {}).update(stated)
    )


def change_encoding(toy: Project, chance: random.Random) -> None:
    change_listing(toy, "gears.jsonl", encoding=chance.choice(["latin-1", "cp1252"]))


def change_year(toy: Project, chance: random.Random) -> None:
    year, venue = chance.randrange(1990, 2020), f"Annals {chance.randrange(9)}"
    change_listing(toy, chance.choice(["000_harbour.txt", "hive.json"]), year=year, venue=venue)


def change_format(toy: Project, chance: random.Random) -> None:
    change_listing(toy, "drawer.bib", format=chance.choice(["ris", "bibtex"]))


def add_folder(toy: Project, chance: random.Random) -> None:
    place = toy.sources / "listings" / "box" / f"{chance.randrange(9)}"
    place.mkdir(parents=True, exist_ok=True)
    (place / "one.jsonl").write_text(json.dumps({"title": f"Moth {chance.random()}"}) + "\n")


def empty_folder(toy: Project, chance: random.Random) -> None:
    (toy.sources / "listings" / "empty").mkdir(exist_ok=True)


def link_folder(toy: Project, chance: random.Random) -> None:
    (toy.sources / "listings" / f"link-{chance.randrange(10**6)}").symlink_to(toy.docs)


def change_template(toy: Project, chance: random.Random) -> None:
    name = chance.choice(["paper.md.j2", "_macros.md.j2", "tag.md.j2"])
    own = toy.templates / name
    text = (own if own.exists() else TEMPLATES / name).read_text("utf-8")
    own.write_text(text.replace("<div", '<div data-changed="x"', 1), "utf-8")


def write_by_hand(toy: Project, chance: random.Random) -> None:
    (toy.docs / "about.md").write_text(f"# About\nA lantern, {chance.random()}.\n", "utf-8")


def spoil_docs(toy: Project, chance: random.Random) -> None:
    """Somebody edits, removes and adds what was generated."""
    pages = sorted((toy.docs / "papers").glob("*.md"))
    chance.choice(pages).write_text("spoilt", "utf-8")
    chance.choice(pages).unlink()
    (toy.docs / "tags" / "stranger.md").write_text("x", "utf-8")
    (toy.docs / ".built.json").unlink(missing_ok=True)


def forget(toy: Project, chance: random.Random) -> None:
    """What was remembered is damaged, or gone."""
    for path in sorted((toy.root / "memory").glob("*/*")):
        if chance.random() < 0.3:
            path.write_bytes(path.read_bytes()[:-9])
        elif chance.random() < 0.3:
            path.unlink()


def stay(toy: Project, chance: random.Random) -> None:
    """Change nothing."""


EDITS: tuple[Edit, ...] = (
    *(add_record, remove_record, change_abstract, break_record, add_listing, remove_listing),
    *(change_definition, change_phrases, comment_tags, tag_by_hand, rule, rename_site),
    *(change_template, write_by_hand, spoil_docs, forget, stay, change_language, translate),
    *(change_language_of_papers, change_encoding, change_year, change_format),
    *(add_folder, empty_folder, link_folder),
)


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
    text_of = pipeline.read_listings.__globals__["text_of"]
    monkeypatch.setitem(
        pipeline.read_listings.__globals__,
        "text_of",
        lambda path, *rest: (read.append(path), text_of(path, *rest))[1],
    )
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
    read_listings = pipeline.read_listings
    shutil.rmtree(toy.cache)

    def read_while_someone_saves(*given: Any) -> Any:
        path.write_bytes(saved)
        return read_listings(*given)

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "read_listings", read_while_someone_saves)
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
