"""Known items: does a query find the one paper after which it was written."""

from __future__ import annotations

import hashlib
import json
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from builder.search import Document

from .data import EVALUATION
from .figure import Figure

KINDS = {"keyword": "", "described": ">= 0.85", "half-remembered": ">= 0.97"}
"""The goals for the mean reciprocal rank of each kind."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownItem:
    """A query and the one paper it is after."""

    query: str
    kind: str
    address: str
    """`papers/<id>/`."""

    @property
    def is_held_back(self) -> bool:
        """Whether its paper is in the half that nothing was tuned on."""
        return hashlib.sha256(self.address.encode()).digest()[0] % 2 == 1


def read_known_items(documents: Iterable[Document]) -> tuple[KnownItem, ...]:
    """Return the evaluation's queries after a paper that is there."""
    addresses = {_title_key(document.title): document.address for document in documents}
    lines = (EVALUATION / "queries.jsonl").read_text("utf-8").splitlines()
    return tuple(
        KnownItem(
            query=item["query"], kind=item["kind"], address=addresses[_title_key(item["title"])]
        )
        for item in map(json.loads, lines)
        if _title_key(item["title"]) in addresses
    )


def _title_key(title: str) -> str:
    return "".join(letter for letter in title.casefold() if letter.isalnum())


def measure_quality(
    name: str,
    items: Sequence[KnownItem],
    found: Callable[[str], Sequence[str]],
    goals: bool,
) -> Iterator[Figure]:
    """Mean reciprocal rank in the first ten per kind, and recall."""
    ranks: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for item in items:
        top = list(found(item.query))[:10]
        ranks[item.kind].append(1 / (1 + top.index(item.address)) if item.address in top else 0)
    for kind, goal in KINDS.items():
        mean = statistics.mean(ranks[kind])
        yield Figure(name=f"{name}, {kind}", value=mean, unit="MRR", goal=goal if goals else "")
    every = [rank for of_kind in ranks.values() for rank in of_kind]
    mean = statistics.mean(statistics.mean(of_kind) for of_kind in ranks.values())
    yield Figure(name=f"{name}, mean", value=mean, unit="MRR", goal=">= 0.92" if goals else "")
    recall = statistics.mean(rank > 0 for rank in every)
    yield Figure(name=f"{name}, in the first ten", value=recall, goal=">= 0.95" if goals else "")
