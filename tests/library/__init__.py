"""The toy library: forty invented papers in listings of seven formats, and a crowd made of them.

Tests of the program use it, so that they know nothing of what an owner puts into `sources/`.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from bench.synthetic import recombined
from builder.model.problems import Problems
from builder.model.project import Project
from builder.reading.listings import read_listings
from tests import ROOT

LIBRARY = ROOT / "tests" / "library"
SOURCES = LIBRARY / "sources"
CONFIG = LIBRARY / "mkdocs.yml"
"""Our settings, but for the name and the address."""

_PEOPLE = ("Mirabel Oakhurst", "Wei Lin", "Tomasz Wędrowski", "Amara Diallo-Penn", "I. Calder-Roy")
_STRAYS: tuple[dict[str, object], ...] = (
    {"id": "stray-1", "title": "Quiet Evenings", "authors": ["Wei Lin"], "year": 2011},
    {"id": "stray-2", "title": "Dull Mornings", "authors": ["Amara Diallo-Penn"], "year": 2012},
)
"""Papers that no rule fits."""
_VENUES = ("Hive Letters", "Annals of Transparent Machines", "Journal of Small Weather")


def toy_project() -> Project:
    """The toy library with the project's own pages, templates and settings."""
    return Project(sources=SOURCES, docs=ROOT / "docs", templates=ROOT / "templates", config=CONFIG)


def crowded_sources(folder: Path, papers: int) -> Path:
    """Copy the library's sources to `folder`; add `papers` more, and two that have no tag."""
    shutil.copytree(SOURCES, folder)
    records = (*crowd(papers), *_STRAYS)
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (folder / "listings" / "crowd.jsonl").write_text("".join(lines), "utf-8")
    return folder


def crowd(papers: int) -> Iterator[dict[str, object]]:
    """Records whose texts are pieces of the library's; the same ones at every call."""
    entries = read_listings(SOURCES / "listings", {}, Problems()).entries
    chance = random.Random(papers)
    for number, (title, abstract) in enumerate(recombined(entries, papers, chance)):
        record = {
            "id": f"crowd-{number}",
            "title": title,
            "abstract": abstract,
            "authors": chance.sample(_PEOPLE, chance.randint(1, 3)),
            "year": 2000 + number % 25,
            "venue": chance.choice(_VENUES),
        }
        code = f"https://github.com/toy-library/crowd-{number}"
        yield {**record, "code_url": code} if number % 3 == 0 else record
