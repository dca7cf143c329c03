"""Ranks papers by what a query means; `meaning.js` does the same in the browser.

A query's vector comes from the words of the query, see `model/meaning.py`; a paper is as near
as the cosine of the two. Vectors are whole numbers, so all engines agree to the last digit.
A large catalogue is divided into clusters, and only those near the query, or with papers that
its words find, are looked at (Manning, Raghavan and Schütze, 2008, 7.1.6).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..model.meaning import UNIT, Bytes, Numbers, QueryEncoder

if TYPE_CHECKING:
    from ..model.catalogue import Catalogue

WHOLE_UP_TO = 2_048
"""Papers up to which all vectors are one file."""
PAPERS_PER_CLUSTER = 128
ROUNDS = 4
"""How often the clusters are adjusted: k-means, from evenly sampled papers."""
PROBED_CLUSTERS = 16
"""How many clusters nearest to the query are looked at."""
PROBED_PAPERS = 10
"""How many papers that the words find best have their clusters looked at."""
FEEDBACK_PAPERS = 3
FEEDBACK_SHARE = 3, 10
"""What the mean of the first papers counts, and the query: Rocchio's relevance feedback."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Clusters:
    """A division of the papers by meaning."""

    centres: Bytes
    of_paper: Numbers
    """The cluster of each paper."""
    coherence: Numbers
    """The mean cosine of each cluster's papers with its centre, in thousandths."""


@dataclass(frozen=True, kw_only=True, eq=False)
class MeaningIndex:
    """The vectors of the papers in the order of their numbers, and what encodes a query."""

    encoder: QueryEncoder
    papers: Bytes
    others: Bytes
    """What tags mean, which are the first documents after the papers."""
    related: Numbers
    """The numbers of each paper's related papers, -1 where there are fewer."""
    tagged: Numbers = field(default_factory=lambda: np.zeros((0, 0), np.int64))
    """Likewise the numbers of its tags, which are their rows in `others`."""

    @cached_property
    def clusters(self) -> Clusters | None:
        """How the papers are divided; none where they are few."""
        return divide(self.papers) if len(self.papers) > WHOLE_UP_TO else None


def index_meaning(catalogue: Catalogue) -> MeaningIndex | None:
    """Return the index of what was learnt; none where nothing was."""
    meaning = catalogue.meaning
    if meaning is None:
        return None
    ordered, related, assignments = (
        catalogue.papers_by_position,
        catalogue.related,
        catalogue.assignments,
    )
    place = {paper.id: number for number, paper in enumerate(catalogue.papers)}
    papers = meaning.papers[np.array([place[paper.id] for paper in ordered], dtype=np.int64)]
    number = {paper.id: number for number, paper in enumerate(ordered)}
    near = [[number[found.paper] for found in related[paper.id]] for paper in ordered]
    tag_number = {tag.id: number for number, tag in enumerate(catalogue.tags)}
    tagged = [[tag_number[given.tag] for given in assignments[paper.id]] for paper in ordered]
    by_tag = catalogue.papers_by_tag
    of_tags = [[number[paper.id] for paper in by_tag[tag.id]] for tag in catalogue.tags]
    return MeaningIndex(
        encoder=meaning.encoder,
        papers=papers,
        others=_join_tags(meaning.tags, papers, of_tags),
        related=_fill_rows(near),
        tagged=_fill_rows(tagged),
    )


def _fill_rows(rows: Sequence[Sequence[int]]) -> Numbers:
    """Return the rows as a matrix, with -1 where a row is shorter than the longest."""
    filled = np.full((len(rows), max(map(len, rows), default=0)), -1, np.int64)
    for number, row in enumerate(rows):
        filled[number, : len(row)] = row
    return filled


def _join_tags(tags: Bytes, papers: Bytes, of_tags: Iterable[Sequence[int]]) -> Bytes:
    """Return for each tag what its definition and its papers mean together."""
    joined = []
    for tag, own in zip(tags, of_tags, strict=True):
        mean = sum_units(papers[list(own)])
        joined.append(to_bytes(to_unit(tag.astype(np.int64)) + to_unit(mean)))
    return np.array(joined, np.int8).reshape(tags.shape)


def sum_units(rows: Bytes) -> Numbers:
    """Return the sum of the rows at length `UNIT`."""
    units = [to_unit(row.astype(np.int64)) for row in rows]
    total: Numbers = np.sum([np.zeros(rows.shape[1], np.int64), *units], axis=0)
    return total


def to_bytes(vector: Numbers) -> Bytes:
    """Return the vector scaled to a largest number of 127, in whole numbers."""
    largest = max(1, int(np.abs(vector).max(initial=0)))
    scaled: Bytes = np.floor(vector * 127 / largest + 0.5).astype(np.int8)
    return scaled


def encode_query(encoder: QueryEncoder, words: Iterable[str]) -> Numbers | None:
    """Return the vector of a query's lower-case words; none where no word has a row."""
    chosen = [encoder.row[word] for word in words if word in encoder.row]
    if not chosen:
        return None
    rows = encoder.rows[chosen].astype(np.int64) * encoder.scales[chosen, None]
    unit = to_unit(rows.sum(axis=0))
    hidden = np.maximum(unit @ encoder.inner.astype(np.int64) + encoder.inner_bias, 0)
    change = hidden @ encoder.outer.astype(np.int64) + encoder.outer_bias
    return to_unit(unit + np.floor(change / encoder.gain + 0.5).astype(np.int64))


def to_unit(vector: Numbers) -> Numbers:
    """Return the vector at length `UNIT`, in whole numbers; a vector of nothing stays."""
    length = np.sqrt(float((vector * vector).sum()))
    unit: Numbers = np.floor(UNIT * vector / (length or 1.0) + 0.5).astype(np.int64)
    return unit


def compute_cosines(query: Numbers, rows: Bytes) -> Floats:
    """Return the cosine of the query with each row; 0 for a row of nothing."""
    lengths = np.sqrt((rows.astype(np.float64) ** 2).sum(axis=1))
    cosines: Floats = (rows.astype(np.float64) @ query.astype(np.float64)) / (
        UNIT * np.where(lengths > 0, lengths, 1.0)
    )
    return cosines


def apply_feedback(query: Numbers, rows: Bytes) -> Numbers:
    """Return the query moved towards the rows of the papers that were found first."""
    if not len(rows):
        return query
    share, whole = FEEDBACK_SHARE
    return to_unit(whole * query + share * to_unit(sum_units(rows)))


class Nearness:
    """How near each paper is to a query."""

    def __init__(self, index: MeaningIndex, query: Numbers, found: Numbers) -> None:
        """`found` are the papers that the words find, the best first."""
        self._index = index
        self._query = query
        self.seen: NDArray[np.bool_]
        """Which papers were looked at."""
        clusters = index.clusters
        if clusters is None:
            self.seen = np.ones(len(index.papers), bool)
            return
        nearness = compute_cosines(query, clusters.centres)
        probed = np.argsort(-nearness, kind="stable")[:PROBED_CLUSTERS]
        looked_at = np.zeros(len(clusters.centres), bool)
        looked_at[probed] = True
        looked_at[clusters.of_paper[found[:PROBED_PAPERS]]] = True
        self.seen = looked_at[clusters.of_paper]

    def cosines(self, query: Numbers) -> Floats:
        """Return each paper's cosine, estimated by its cluster's where it was not looked at."""
        clusters = self._index.clusters
        if clusters is None:
            return compute_cosines(query, self._index.papers)
        centres = compute_cosines(query, clusters.centres) * clusters.coherence / 1000
        cosines: Floats = centres[clusters.of_paper]
        cosines[self.seen] = compute_cosines(query, self._index.papers[self.seen])
        return cosines

    def feedback(self, best: Numbers) -> Numbers:
        """Return the query moved towards those of the `best` papers that were looked at."""
        rows = [paper for paper in best if self.seen[paper] and self._index.papers[paper].any()]
        return apply_feedback(self._query, self._index.papers[rows])


def divide(papers: Bytes) -> Clusters:
    """Return the papers in clusters of about `PAPERS_PER_CLUSTER`.

    Sums of whole numbers are exact, so every machine finds the same clusters.
    """
    count = min(256, -(-len(papers) // PAPERS_PER_CLUSTER))
    centres = papers[np.linspace(0, len(papers) - 1, count).astype(np.int64)]
    for _ in range(ROUNDS):
        of_paper = _assign(papers, centres)
        sums = np.zeros((count, papers.shape[1]), np.int64)
        np.add.at(sums, of_paper, papers.astype(np.int64))
        moved = np.vstack([to_bytes(to_unit(row)) for row in sums])
        centres = np.where(sums.any(axis=1, keepdims=True), moved, centres).astype(np.int8)
    of_paper = _assign(papers, centres)
    cosines = _pair_cosines(papers, centres, of_paper)
    totals = np.bincount(of_paper, np.floor(1000 * cosines + 0.5), minlength=count)
    sizes = np.maximum(np.bincount(of_paper, minlength=count), 1)
    coherence = np.floor(totals / sizes + 0.5).astype(np.int64)
    return Clusters(centres=centres, of_paper=of_paper, coherence=coherence)


def _assign(papers: Bytes, centres: Bytes) -> Numbers:
    """Return the nearest centre of each paper; the products are exact even in single floats."""
    # A paper of nothing that became a centre is near to none, not to all.
    lengths = np.maximum(np.sqrt((centres.astype(np.float64) ** 2).sum(axis=1)), 1)
    towards = centres.T.astype(np.float32)
    parts = [
        np.argmax((papers[start : start + 4096].astype(np.float32) @ towards) / lengths, axis=1)
        for start in range(0, len(papers), 4096)
    ]
    return np.concatenate(parts).astype(np.int64)


def _pair_cosines(papers: Bytes, centres: Bytes, of_paper: Numbers) -> Floats:
    own = centres[of_paper].astype(np.float64)
    rows = papers.astype(np.float64)
    lengths = np.sqrt((rows**2).sum(axis=1)) * np.sqrt((own**2).sum(axis=1))
    cosines: Floats = (rows * own).sum(axis=1) / np.where(lengths > 0, lengths, 1.0)
    return cosines
