"""Merging: quality on labelled bibliographic sets, and speed on synthetic records."""

from __future__ import annotations

import csv
import json
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from rapidfuzz import fuzz, process

from builder.dedupe import merge, partition
from builder.model.problems import Origin, Problems
from builder.model.records import Entry, ListingId
from builder.reading.listings import read_file
from builder.text import Text
from builder.text.title_key import normalise_title

from .data import EVALUATION, missing
from .figure import Bench, Figure, Missing
from .memory import own_peak

Pairs = frozenset[tuple[str, str]]

GOALS = {"dblp_acm": 0.99, "asysd_diabetes": 0.99, "sr_respiratory": 0.98}
"""F1 required in addition to the combined baseline."""
PRECISION = 0.99
"""Asked for where records have abstracts."""


@dataclass(frozen=True, kw_only=True)
class LabelledSet:
    """A set of records and the pairs that are the same work."""

    name: str
    entries: tuple[Entry, ...]
    truth: Pairs
    left_out: Pairs
    """Versions of one work: neither right nor wrong."""
    cross_source: bool
    """Only pairs between two sources are labelled; the source is the id's first part."""
    baseline: float
    """F1 of the combined baseline."""

    def scored_pairs(self, pairs: Iterable[tuple[str, str]]) -> Pairs:
        """Return the pairs that are scored, the lower id first."""
        ordered = ((min(pair), max(pair)) for pair in pairs)
        return frozenset(
            (one, two)
            for one, two in ordered
            if (one, two) not in self.left_out
            and not (self.cross_source and one.split(":")[0] == two.split(":")[0])
        )


def read_labelled_sets() -> Iterator[LabelledSet]:
    """Read every set of the evaluation data; what a set's name means does not matter."""
    for folder in sorted(path.parent for path in (EVALUATION / "dedup").glob("*/truth.csv")):
        read = read_file(folder / "records.jsonl", ListingId("set"), Problems())
        if read is None:
            raise ValueError(f"{folder}: records.jsonl cannot be read")
        left_out = _read_pairs(folder / "version_pairs.csv")
        yield LabelledSet(
            name=folder.name,
            entries=read[1],
            truth=_read_pairs(folder / "truth.csv") - left_out,
            left_out=left_out,
            cross_source=(folder / "cross").exists(),
            baseline=json.loads((folder / "baseline.json").read_text())["f1"],
        )


def _read_pairs(path: Path) -> Pairs:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    return frozenset((min(row), max(row)) for row in rows)


def merged_pairs(entries: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    """Give the pairs that the builder merges."""
    for cluster in partition(entries):
        yield from combinations((entry.key or "" for entry in cluster), 2)


def pair_equal_titles(entries: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    """Give the pairs with the same normalised title."""
    groups: dict[str, list[str]] = {}
    for entry in entries:
        groups.setdefault(normalise_title(entry.title.plain), []).append(entry.key or "")
    for group in groups.values():
        yield from combinations(group, 2)


def pair_similar_titles(entries: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    """Give the pairs with a token-sort ratio of 93 or more and the same year."""
    by_year: dict[int | None, list[Entry]] = {}
    for entry in entries:
        by_year.setdefault(entry.year, []).append(entry)
    for group in by_year.values():
        titles = [" ".join(sorted(normalise_title(entry.title.plain).split())) for entry in group]
        for index, title in enumerate(titles):
            rest = titles[index + 1 :]
            for _, _, other in process.extract(
                title, rest, scorer=fuzz.ratio, score_cutoff=93, limit=None
            ):
                yield group[index].key or "", group[index + 1 + other].key or ""


METHODS: Mapping[str, Callable[[tuple[Entry, ...]], Iterator[tuple[str, str]]]] = {
    "equal titles": pair_equal_titles,
    "token sort >= 93 and year": pair_similar_titles,
}


def score_pairs(found: Pairs, truth: Pairs) -> tuple[float, float, float]:
    """Return precision, recall and F1 of pairs."""
    right = len(found & truth)
    precision = right / len(found) if found else 1.0
    recall = right / len(truth) if truth else 1.0
    return precision, recall, 2 * right / ((len(found) + len(truth)) or 1)


def _measure() -> Iterator[Figure | Missing]:
    if absent := missing("dedup"):
        yield absent
    else:
        yield from _quality_figures()
    yield from _speed_figures()


def _quality_figures() -> Iterator[Figure]:
    f1s: list[float] = []
    baselines: list[float] = []
    for one in read_labelled_sets():
        for name, method in METHODS.items():
            f1 = score_pairs(one.scored_pairs(method(one.entries)), one.truth)[2]
            yield Figure(name=f"{one.name}: {name}", value=f1, unit="F1")
        yield Figure(name=f"{one.name}: combined baseline", value=one.baseline, unit="F1")
        precision, recall, f1 = score_pairs(one.scored_pairs(merged_pairs(one.entries)), one.truth)
        with_abstracts = sum(bool(entry.abstract) for entry in one.entries) > len(one.entries) / 2
        goal = f">= {PRECISION}" if with_abstracts else ""
        yield Figure(name=f"{one.name}: ours", value=precision, unit="precision", goal=goal)
        yield Figure(name=f"{one.name}: ours", value=recall, unit="recall")
        bound = max(one.baseline, GOALS.get(one.name, 0.0))
        yield Figure(name=f"{one.name}: ours", value=f1, unit="F1", goal=f">= {bound}")
        f1s.append(f1)
        baselines.append(one.baseline)
    if f1s:
        mean = sum(baselines) / len(baselines)
        yield Figure(name="mean: combined baseline", value=mean, unit="F1")
        value = sum(f1s) / len(f1s)
        yield Figure(name="mean: ours", value=value, unit="F1", goal=f">= {mean:.4f}")


WORKS = 60_000
RECORDS = 100_000
SAME_TITLE = 10_000


def _speed_figures() -> Iterator[Figure]:
    """Merging runs on one core; its own time is counted, whatever else the machine does."""
    entries = make_records(WORKS, RECORDS)
    start = time.process_time()
    papers = merge(entries).papers
    seconds = time.process_time() - start
    yield Figure(name=f"{RECORDS:,} records into papers", value=seconds, unit="s", goal="<= 60")
    yield Figure(name=f"{RECORDS:,} records of {WORKS:,} works: papers", value=len(papers))
    yield Figure(
        name="peak memory of this run", value=own_peak() / 1024**2, unit="MB", goal="<= 2048"
    )
    half = make_records(WORKS // 2, RECORDS // 2)
    start = time.process_time()
    merge(half)
    growth = seconds / (time.process_time() - start)
    yield Figure(name="twice the records: times the time", value=growth, goal="<= 2.6")
    for named, differing in (("without more", False), ("with abstracts of their own", True)):
        start = time.process_time()
        merge(make_namesakes(SAME_TITLE, differing))
        seconds = time.process_time() - start
        name = f"{SAME_TITLE:,} records of one title {named}"
        yield Figure(name=name, value=seconds, unit="s", goal="<= 20")


def make_records(works: int, records: int) -> list[Entry]:
    """Return records of made-up works, the later ones with the usual differences.

    Words follow Zipf's law, as in real titles: a few are in every second one.
    """
    rng = random.Random(7)
    words = [
        "".join(rng.choices("abcdefghiklmnoprstu", k=rng.randint(3, 11))) for _ in range(30_000)
    ]
    weights = [1 / (rank + 5) for rank in range(len(words))]
    bag = rng.choices(words, weights=weights, k=works * 70)
    entries: list[Entry] = []
    for number in range(records):
        work = number % works
        text = bag[work * 70 : work * 70 + 70]
        title = text[: 5 + work % 8]
        if number >= works:
            title = _alter_title(title, rng)
        people = tuple(f"{text[50].title()} {text[51 + n].title()}" for n in range(work % 5))
        entries.append(
            Entry(
                origin=Origin(file="made.up", line=number + 1),
                listing=ListingId("made-up"),
                position=number + 1,
                title=Text(" ".join(title).capitalize()),
                abstract=Text(" ".join(text[13:]) if number % 3 else ""),
                authors=people,
                date=str(1990 + work % 35),
                venue=f"Journal of {text[60].title()}" if work % 2 else None,
            )
        )
    return entries


def _alter_title(title: list[str], rng: random.Random) -> list[str]:
    changed = list(title)
    place = rng.randrange(len(changed))
    kind = rng.randrange(4)
    if kind == 0:
        word = changed[place]
        changed[place] = word[1:] + word[0]
    elif kind == 1:
        changed.append("(abstract)")
    elif kind == 2 and len(changed) > 5:
        changed = changed[:-1]
    return changed


def make_namesakes(count: int, differing: bool) -> list[Entry]:
    """Return records that share their title, with or without an abstract of their own."""
    rng = random.Random(11)
    words = [str(number) + "th" for number in range(5_000)]
    return [
        Entry(
            origin=Origin(file="made.up", line=number + 1),
            listing=ListingId("made-up"),
            position=number + 1,
            title=Text("On the one title that everybody has chosen"),
            abstract=Text(" ".join(rng.choices(words, k=60)) if differing else ""),
        )
        for number in range(count)
    ]


BENCH = Bench(name="dedup", title="Merging records of one work", measure=_measure)
