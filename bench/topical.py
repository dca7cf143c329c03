"""Topics: are the first papers the right ones, does the bound part them from the rest, and do
everyday words stay what they are."""

from __future__ import annotations

import hashlib
import json
import math
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.search import Index, answer_query

from .data import EVALUATION, missing
from .figure import Figure, Missing

GOOD = 2
"""The least judgment, of 0 to 3, of a paper that answers a topic."""
EVERYDAY_WORDS = tuple(
    """
    climate weather hospital plants stocks drone cheating cheaper shrinking telling traffic
    football cooking kitchen garden weekend holiday airport bicycle pension mortgage insurance
    lawyer election parliament vaccine surgery dentist teacher homework novel poetry theatre
    guitar wedding kitten puppy spider volcano earthquake glacier fisheries harvest tractor
    castle cathedral soldier pirate detective
    """.split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A topical query, with the judgments of papers by id."""

    query: str
    judgments: Mapping[str, int]

    @property
    def is_held_back(self) -> bool:
        """Whether it is in the half that nothing was tuned on."""
        return hashlib.sha256(self.query.encode()).digest()[0] % 2 == 1


def measure_topics(index: Index) -> Iterator[Figure | Missing]:
    """nDCG of the first ten, their share of good papers, and what the bound lets through."""
    if absent := missing("topical.jsonl"):
        yield absent
        return
    lines = (EVALUATION / "topical.jsonl").read_text("utf-8").splitlines()
    topics = [Topic(**json.loads(line)) for line in lines]
    for name, chosen in (
        ("topics never tuned on", [topic for topic in topics if topic.is_held_back]),
        ("all topics", topics),
    ):
        figures = [_judge(index, topic) for topic in chosen]
        columns = {key: [each[key] for each in figures] for key in figures[0]}
        yield Figure(name=f"{name}, nDCG@10", value=statistics.mean(columns["ndcg"]))
        yield Figure(
            name=f"{name}, good ones among the first ten", value=statistics.mean(columns["first"])
        )
        yield Figure(
            name=f"{name}, good ones that fit",
            value=statistics.mean(columns["recall"]),
            goal=">= 0.9",
        )
        median = statistics.median(columns["shown"])
        yield Figure(name=f"{name}, papers that fit, median", value=median, goal="<= 60")


def _judge(index: Index, topic: Topic) -> dict[str, float]:
    answer = answer_query(index, topic.query)
    found = [index.documents[hit.document].id for hit in answer.hits]
    grades = [topic.judgments.get(id_, 0) for id_ in found[:10]]
    ideal = sorted(topic.judgments.values(), reverse=True)[:10]
    good = {id_ for id_, grade in topic.judgments.items() if grade >= GOOD}
    return {
        "ndcg": _gain(grades) / (_gain(ideal) or 1),
        "first": sum(grade >= GOOD for grade in grades) / min(10, len(good) or 1),
        "recall": len(good & set(found[: answer.fitting])) / (len(good) or 1),
        "shown": answer.fitting,
    }


def _gain(grades: list[int]) -> float:
    """The discounted cumulative gain of Burges et al., 2005."""
    gains = ((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))
    return float(sum(gains))


def measure_everyday_words(index: Index) -> Iterator[Figure]:
    """How many ordinary words are read as another, each asked alone and as the first of two."""
    replaced = sum(
        note.kind == "corrected" and word in note.words
        for word in EVERYDAY_WORDS
        for query in (word, f"{word} models")
        for note in answer_query(index, query).notes
    )
    yield Figure(
        name=f"{len(EVERYDAY_WORDS)} everyday words, replaced", value=replaced, goal="<= 0"
    )
