"""Vectors made by hand: one direction for each matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from builder.model.meaning import QueryEncoder
from builder.search import Document, Index, build_index
from builder.search.layout import lay_out_index
from builder.search.meaning import MeaningIndex

from .toy import page_of

LIGHT, BREAD, BEES, SEA, STARS = np.eye(5, dtype=int) * 100
NOTHING = np.zeros(5, int)
WORDS = {
    "glow": LIGHT,
    "lantern": LIGHT,
    "loaf": BREAD,
    "bread": BREAD,
    "honey": BEES,
    "tide": SEA,
    "comet": STARS,
}
Row = NDArray[np.int64]


def encoder_of(rows: Mapping[str, Row]) -> QueryEncoder:
    """An encoder whose network changes nothing: a query means the sum of its words."""
    size = len(next(iter(rows.values())))
    return QueryEncoder(
        words=tuple(sorted(rows)),
        rows=np.array([rows[word] for word in sorted(rows)], np.int8),
        scales=np.ones(len(rows), np.int64),
        inner=np.zeros((size, 1), np.int8),
        inner_bias=np.zeros(1, np.int64),
        outer=np.zeros((1, size), np.int8),
        outer_bias=np.zeros(size, np.int64),
        gain=1,
    )


def meaning_of(
    papers: Sequence[Row], others: Sequence[Row] = (), related: Sequence[Sequence[int]] = ()
) -> MeaningIndex:
    return MeaningIndex(
        encoder=encoder_of(WORDS),
        papers=np.array(papers, np.int8).reshape(-1, 5),
        others=np.array(others, np.int8).reshape(-1, 5),
        related=np.array(related or np.zeros((len(papers), 0)), np.int64),
    )


def index_of(
    papers: Mapping[Document, Row], related: Sequence[Sequence[int]] = (), **others: Row
) -> Index:
    """An index of papers, and of tags by name, with what each means."""
    tags = [page_of(f"tags/{name}", name) for name in others]
    meaning = meaning_of(list(papers.values()), list(others.values()), related)
    return build_index([*papers, *tags], meaning)


def files_of(index: Index) -> dict[str, bytes]:
    parts, manifest = lay_out_index(index)
    return {part.name: part.content for part in (*parts, manifest)}
