"""Tags that occur together, and how much more often than by chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from ..model.catalogue import Catalogue
from ..model.records import Tag, TagId
from ._explorer import tag_pair_address


@dataclass(frozen=True, kw_only=True, slots=True)
class TagPair:
    """Two tags that some papers have both."""

    tags: tuple[Tag, Tag]
    papers: int
    """How many have both."""
    lift: float
    """How many times as often as if the two were independent."""
    address: str
    """Where the explorer shows the papers."""


def find_tag_pairs(catalogue: Catalogue, least: int) -> Iterator[TagPair]:
    """Give the pairs of tags that `least` papers have or more."""
    common: Counter[tuple[TagId, TagId]] = Counter()
    for assignments in catalogue.assignments.values():
        common.update(combinations(sorted({given.tag for given in assignments}), 2))
    for (one, other), papers in common.items():
        if papers < least:
            continue
        sizes = len(catalogue.papers_by_tag[one]) * len(catalogue.papers_by_tag[other])
        tags = (catalogue.tag[one], catalogue.tag[other])
        yield TagPair(
            tags=tags,
            papers=papers,
            lift=round(papers * len(catalogue.papers) / sizes, 1),
            address=tag_pair_address(*tags),
        )
