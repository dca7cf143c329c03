"""Completing papers: which of the works that a search by title returns are the paper.

Of each work of a labelled set one record is the paper, and the ten other records with the nearest
titles are what a service answers. A single work is a trap: the service knows only near ones.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz import fuzz, process

from builder.dedupe.blocking import candidates_across
from builder.dedupe.profiles import build_profiles
from builder.dedupe.recognising import recognise, recognise_one
from builder.model.records import Entry
from builder.text import Text
from builder.text.title_key import normalise_title

from .data import missing
from .dedup import LabelledSet, make_records, read_labelled_sets
from .figure import Bench, Figure, Missing

NEAREST = 10
PAPERS = 500
RECORDS = 100_000
GOALS = {"precision": ">= 1", "recall": ">= 0.95"}


@dataclass(frozen=True, kw_only=True)
class Question:
    """A paper, what a service answers, and which answers are the paper."""

    paper: Entry
    offered: tuple[Entry, ...]
    right: frozenset[int]
    neither: frozenset[int]
    """Versions of the paper: neither right nor wrong."""

    @property
    def has_equal_title(self) -> bool:
        """Whether a right answer has the paper's title."""
        title = normalise_title(self.paper.title.plain)
        return any(normalise_title(self.offered[i].title.plain) == title for i in self.right)


def ask_titles(labelled: LabelledSet) -> Iterator[Question]:
    """Give a question for each work of the set."""
    entries = labelled.entries
    work = _group(entries, labelled.truth)
    papers = [index for index, first in enumerate(work) if index == first]
    for index, nearest in zip(papers, _find_nearest(entries, papers, labelled), strict=True):
        keys = [(entries[index].key or "", entries[other].key or "") for other in nearest]
        yield Question(
            paper=entries[index],
            offered=tuple(entries[other] for other in nearest),
            right=frozenset(p for p, other in enumerate(nearest) if work[other] == index),
            neither=frozenset(
                p for p, pair in enumerate(keys) if (min(pair), max(pair)) in labelled.left_out
            ),
        )


def _group(entries: Sequence[Entry], truth: Iterable[tuple[str, str]]) -> list[int]:
    """The first record of each record's work."""
    at = {entry.key: index for index, entry in enumerate(entries)}
    first = list(range(len(entries)))

    def find(index: int) -> int:
        while first[index] != index:
            index = first[index]
        return index

    for one, two in truth:
        low, high = sorted((find(at[one]), find(at[two])))
        first[high] = low
    return [find(index) for index in range(len(entries))]


def _find_nearest(
    entries: Sequence[Entry], papers: Sequence[int], labelled: LabelledSet
) -> Iterator[list[int]]:
    """For each paper the records with the nearest titles, the nearest first, without itself."""
    titles = [normalise_title(entry.title.plain) for entry in entries]
    asked = [titles[index] for index in papers]
    scores = process.cdist(asked, titles, scorer=fuzz.token_sort_ratio, dtype=np.uint8)
    sources = np.array([(entry.key or "").split(":")[0] for entry in entries])
    for row, index in zip(scores.astype(int), papers, strict=True):
        row[index] = -1
        if labelled.cross_source:
            row[sources == sources[index]] = -1
        yield [int(at) for at in np.argsort(-row, kind="stable")[:NEAREST] if row[at] >= 0]


KNOWN: Mapping[str, tuple[str, ...]] = {
    "title": (),
    "title and abstract": ("abstract",),
    "title and authors": ("authors",),
}
"""What is known of the paper; what a set does not have is not asked."""


def strip(paper: Entry, known: Iterable[str]) -> Entry:
    """Return the paper with its title and what else is known."""
    return replace(
        paper,
        abstract=paper.abstract if "abstract" in known else Text(""),
        authors=paper.authors if "authors" in known else (),
        date=None,
        venue=None,
        volume=None,
        issue=None,
        pages=None,
        doi=None,
        arxiv_id=None,
    )


def _measure() -> Iterator[Figure | Missing]:
    if absent := missing("dedup"):
        yield absent
        yield from _speed_figures()
        return
    for labelled in read_labelled_sets():
        questions = tuple(ask_titles(labelled))
        with_abstracts = sum(bool(q.paper.abstract) for q in questions) > len(questions) / 2
        for name, known in KNOWN.items():
            if "abstract" not in known or with_abstracts:
                yield from _measure_set(f"{labelled.name}, by {name}", questions, known)
    yield from _speed_figures()


def _speed_figures() -> Iterator[Figure]:
    seconds = _time_file(RECORDS)
    yield Figure(name=f"{PAPERS} papers in a file of {RECORDS:,}", value=seconds, unit="s")
    growth = seconds / _time_file(RECORDS // 2)
    yield Figure(name="twice the records: times the time", value=growth, goal="<= 2.6")


def _time_file(records: int) -> float:
    """The processor's time to find papers among the records of a file."""
    entries = make_records(records * 6 // 10, records)
    start = time.process_time()
    profiles = build_profiles([*entries[-PAPERS:], *entries])
    papers, offered = profiles[:PAPERS], profiles[PAPERS:]
    for paper, near in candidates_across(papers, offered).items():
        recognise(papers[paper], {place: offered[place] for place in near})
    return time.process_time() - start


def _measure_set(
    name: str, questions: Sequence[Question], known: tuple[str, ...]
) -> Iterator[Figure]:
    taken = right = found = equal = found_equal = answerable = unsure = 0
    for question in questions:
        recognised = recognise_one(strip(question.paper, known), question.offered)
        scored = [place for place in recognised.taken if place not in question.neither]
        hits = sum(place in question.right for place in scored)
        taken, right = taken + len(scored), right + hits
        if question.right:
            answerable, found = answerable + 1, found + bool(hits)
            unsure += any(place in question.right for place, _ in recognised.unsure)
            if question.has_equal_title:
                equal, found_equal = equal + 1, found_equal + bool(hits)
    goals = GOALS if known else {}
    recall = found_equal / equal
    yield _figure(f"{name}: {taken:,} taken", right / taken, "precision", goals)
    yield _figure(f"{name}: {equal:,} of equal title", recall, "recall", goals)
    yield _figure(f"{name}: all {answerable:,}", found / answerable, "recall", {})
    yield Figure(name=f"{name}: left to the owner", value=unsure / answerable)


def _figure(name: str, value: float, unit: str, goals: Mapping[str, str]) -> Figure:
    return Figure(name=name, value=value, unit=unit, goal=goals.get(unit, ""))


BENCH = Bench(name="enriching", title="Finding papers by their titles", measure=_measure)
