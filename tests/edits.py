"""What owners change in a catalogue: each edit is made at random."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from builder.model.project import TEMPLATES, Project

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
