"""Catalogues of any size, made from the words of the real one; the same bytes every time."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from slugify import slugify

from builder.model.catalogue import Catalogue
from builder.model.problems import Problems
from builder.model.records import Assignment, Entry, Keyword, Paper, PaperId, Sighting
from builder.people import find_people, find_venues
from builder.reading.listings import read_listings

from .data import ROOT

LISTINGS = 5
"""How many files the papers are spread over."""
REPEAT_EVERY = 12
"""Every so many papers, one stands in a second listing too."""
PEOPLE_PER_PAPER = 3
"""People for each paper of a bibliography: 90,000 for 30,000 papers."""

_HEAD = (
    "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\n"
    "byAK and the research community\n\nMar 18\n\n"
)
_SYLLABLES = tuple("ba,co,di,fe,gra,hu,jo,ki,lu,ma,no,po,qua,ra,si,to,ul,ve,xi,zo".split(","))


def write_synthetic_sources(folder: Path, papers: int) -> None:
    """Fill `folder` with saved pages of `papers` different papers and the owner's `tags.yml`.

    Texts are pieces of three real papers each, so that tags, formulas and links occur about as
    often as in the real catalogue; each title starts with an invented name, so that the
    vocabulary grows with the catalogue and no two papers are the same work.
    """
    listings = folder / "listings"
    listings.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "sources" / "tags.yml", folder / "tags.yml")
    pages: list[list[str]] = [[] for _ in range(LISTINGS)]
    for number, record in enumerate(_make_records(papers)):
        home = number * LISTINGS // papers
        pages[home].append(record)
        if number % REPEAT_EVERY == 0:
            pages[(home + 1) % LISTINGS].append(record)
    for number, records in enumerate(pages):
        name = f"{number:03d}_synthetic.txt"
        (listings / name).write_text(_HEAD + "".join(records), "utf-8")


def write_synthetic_bibliography(folder: Path, papers: int) -> None:
    """Like `write_synthetic_sources`, with `PEOPLE_PER_PAPER` people, years, venues and keywords.

    How many papers somebody has follows Lotka's law (A. J. Lotka, "The frequency distribution of
    scientific productivity", 1926) with the exponent 3: of six authors five have one paper.
    """
    listings = folder / "listings"
    listings.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "sources" / "tags.yml", folder / "tags.yml")
    chance = random.Random(papers)
    bylines = _make_bylines(papers, chance)
    names: set[str] = set()
    venues = [f"Journal of {_invent_name(names, chance)} Studies" for _ in range(papers // 100 + 5)]
    keywords = [_invent_name(names, chance).lower() for _ in range(papers // 20 + 20)]
    read = read_listings(ROOT / "sources" / "listings", {}, Problems())
    lines = [
        json.dumps(
            {
                "title": title,
                "abstract": abstract,
                "authors": authors,
                "year": 2025 - int(25 * chance.random() ** 2),
                "venue": venues[int(len(venues) * chance.random() ** 2)],
                "keywords": chance.sample(keywords, 4),
            }
        )
        for (title, abstract), authors in zip(
            recombined(read.entries, papers, chance), bylines, strict=True
        )
    ]
    for number in range(LISTINGS):
        part = lines[number * papers // LISTINGS : (number + 1) * papers // LISTINGS]
        (listings / f"{number:03d}_bibliography.jsonl").write_text("\n".join(part) + "\n", "utf-8")


def _make_bylines(papers: int, chance: random.Random) -> list[list[str]]:
    """The authors of each paper; one at least, and nobody twice."""
    families: set[str] = set()
    firsts: set[str] = set()
    surnames = [_invent_name(families, chance) for _ in range(4000)]
    given = [_invent_name(firsts, chance) for _ in range(400)]
    people = papers * PEOPLE_PER_PAPER
    numbers = chance.sample(range(len(surnames) * len(given)), people)
    shares = [n**-3 for n in range(1, 51)]
    shelves: list[list[str]] = [[] for _ in range(papers)]
    for number, times in zip(numbers, chance.choices(range(1, 51), shares, k=people), strict=True):
        name = f"{given[number % len(given)]} {surnames[number // len(given)]}"
        for paper in chance.sample(range(papers), min(times, papers)):
            shelves[paper].append(name)
    for shelf in shelves:
        chance.shuffle(shelf)
    return [shelf or [f"{given[n % 400]} {surnames[n % 4000]}"] for n, shelf in enumerate(shelves)]


def make_synthetic_catalogue(
    folder: Path, catalogue: Catalogue, papers: int, *, bibliography: bool = False
) -> Catalogue:
    """Return `papers` synthetic papers with the tags, facets and site of `catalogue`.

    The stages that merge and tag take minutes for many papers; here every title is a paper, and
    has three tags, the first of the owner's list more often than the last. Those of a
    `bibliography` have people, years, venues and keywords.
    """
    (write_synthetic_bibliography if bibliography else write_synthetic_sources)(folder, papers)
    read = read_listings(folder / "listings", {}, Problems())
    entries: dict[PaperId, list[Entry]] = {}
    for entry in read.entries:
        entries.setdefault(PaperId(slugify(entry.title.plain, max_length=80)), []).append(entry)
    rng = random.Random(papers)
    tags = [tag.id for tag in catalogue.tags]
    found = tuple(_make_paper(id_, entries[id_]) for id_ in sorted(entries))
    tag_numbers = {
        paper.id: sorted({int(50 * rng.random() ** 2) for _ in range(3)}) for paper in found
    }
    return replace(
        catalogue,
        papers=found,
        listings=read.listings,
        assignments={
            id_: tuple(
                Assignment(tag=tags[n % len(tags)], strength=0.5, by="machine", reason="")
                for n in numbers
            )
            for id_, numbers in tag_numbers.items()
        },
        related={paper.id: () for paper in found},
        matches=(),
        people=find_people(found, (), Problems()),
        venues=find_venues(found),
    )


def _make_paper(id_: PaperId, entries: Sequence[Entry]) -> Paper:
    return Paper(
        id=id_,
        title=entries[0].title,
        abstract=entries[0].abstract,
        authors=entries[0].authors,
        date=entries[0].date,
        venue=entries[0].venue,
        keywords=tuple(Keyword(name=keyword) for keyword in entries[0].keywords),
        sightings=tuple(
            Sighting(listing=entry.listing, position=entry.position, label=None)
            for entry in entries
        ),
    )


def _make_records(papers: int) -> Iterator[str]:
    """Each paper as a saved page has it: title and abstract, a blank line after each."""
    read = read_listings(ROOT / "sources" / "listings", {}, Problems())
    for title, abstract in recombined(read.entries, papers, random.Random(papers)):
        yield f"{title}\n\n{abstract}\n\n"


def recombined(
    entries: Sequence[Entry], papers: int, chance: random.Random
) -> Iterator[tuple[str, str]]:
    """Titles and abstracts of `papers` new papers, made from pieces of those of `entries`."""
    titles = [entry.title.source.split() for entry in entries]
    abstracts = [entry.abstract.source.split() for entry in entries]
    names: set[str] = set()
    for _ in range(papers):
        parents = [chance.randrange(len(titles)) for _ in range(3)]
        title = _mix_words([titles[parent] for parent in parents], chance.randint(5, 10), 4, chance)
        length = len(abstracts[parents[0]]) or 100
        abstract = _mix_words([abstracts[parent] for parent in parents], length, 14, chance)
        yield f"{_invent_name(names, chance)}: {' '.join(title)}", f"{' '.join(abstract)}."


def _mix_words(
    parents: Sequence[Sequence[str]], length: int, piece: int, rng: random.Random
) -> list[str]:
    """`length` words or a few more: runs of up to `piece` words from parents in turn."""
    usable = [words for words in parents if words] or [["Representation"]]
    found: list[str] = []
    while len(found) < length:
        words = rng.choice(usable)
        start = rng.randrange(len(words))
        found += words[start : start + rng.randint(2, piece)]
    return found


def _invent_name(names: set[str], rng: random.Random) -> str:
    """An invented name that `names` does not have yet; it is added."""
    while True:
        name = "".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))).capitalize()
        if rng.random() < 0.3:
            name += f"-{rng.randint(2, 99)}"
        if name not in names:
            names.add(name)
            return name
