"""Similarity of papers: by shared words, by topic, by meaning and by shared tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import svds

from ..model.records import Assignment, Paper, PaperId
from ..runtime.parallel import map_parallel
from ..text.vectors import normalise_rows
from .meaning import Vectors, find_near_in_meaning

SHARE_WORDS, SHARE_TOPICS, SHARE_TAGS = 0.56, 0.24, 0.2
"""Parts of the score; `make bench TOPICS=related` compares them with others."""
SHARE_MEANING = 1 / 3
"""What meaning takes of the shares of words and topics, where both papers have a vector."""
NEAR_DUPLICATE = 0.9
"""Cosine of words from which two papers are too similar to recommend one with the other."""
TOPICS = 32
TOPIC_SAMPLE = 5000
"""About how many papers, evenly sampled, the topics are learnt from."""
MAX_POSTINGS = 1000
"""How many papers a term's postings list keeps: those in which it weighs most."""
MAX_CANDIDATES = 60
"""How many papers with the most shared words are scored in full."""
MAX_NEAR_IN_MEANING = 30
"""How many papers nearest in meaning are scored too, whatever their words."""
BLOCK_ROWS = 256
"""Rows multiplied at a time, to keep memory small."""

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
Neighbours = list[tuple[int, float]]
"""Rows with their scores, best first."""


@dataclass(frozen=True, kw_only=True, eq=False)
class NearPairs:
    """Pairs of rows that share words or mean the same, but for near-duplicates."""

    rows: Rows
    """In order."""
    others: Rows
    score: Floats
    """How near they are, tags aside."""


def find_near_pairs(words: sparse.csr_matrix, vectors: Vectors) -> NearPairs:
    """Return each row with those that are near it, whatever their tags.

    Both have a row of length 1 (or 0) for each paper. Time and memory grow with the number of
    rows, not with its square: see `MAX_POSTINGS`, `MAX_CANDIDATES` and `find_near_in_meaning`.
    """
    topics = topic_vectors(words)
    champions = _heaviest_postings(words)
    meant = find_near_in_meaning(vectors, MAX_NEAR_IN_MEANING)
    known = np.asarray(vectors.any(axis=1))

    def block(start: int) -> tuple[Rows, Rows, Floats]:
        rows, others = _candidate_pairs(words, champions, meant, start)
        cosine = _cosines(words, rows, others)
        score = SHARE_WORDS * cosine + SHARE_TOPICS * _dot(topics, rows, others)
        meaning = (SHARE_WORDS + SHARE_TOPICS) * _dot(vectors, rows, others)
        taken = SHARE_MEANING * (known[rows] & known[others])
        score = (1 - taken) * score + taken * meaning
        eligible = (cosine < NEAR_DUPLICATE) & (rows != others)
        return rows[eligible], others[eligible], score[eligible]

    blocks = list(map_parallel(block, range(0, words.shape[0], BLOCK_ROWS), least=4))
    nothing = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    rows, others, score = map(np.concatenate, zip(nothing, *blocks, strict=True))
    return NearPairs(rows=rows, others=others, score=score)


def choose_nearest(pairs: NearPairs, tags: sparse.csr_matrix, most: int) -> list[Neighbours]:
    """Return up to `most` rows near each row, best first; ties go to the earlier row.

    `tags` has a row of length 1 (or 0) for each paper: what shares tags is nearer.
    """
    found: list[Neighbours] = [[] for _ in range(tags.shape[0])]
    for start in range(0, tags.shape[0], BLOCK_ROWS):
        first, last = np.searchsorted(pairs.rows, (start, start + BLOCK_ROWS))
        rows, others = pairs.rows[first:last], pairs.others[first:last]
        score = (pairs.score[first:last] + SHARE_TAGS * _cosines(tags, rows, others)).round(4)
        order = np.lexsort((others, -score, rows))
        rank = np.arange(len(order)) - np.searchsorted(rows, rows[order])
        best = order[rank < most]
        for row, *near in zip(
            *(part[best].tolist() for part in (rows, others, score)), strict=True
        ):
            found[row].append((near[0], near[1]))
    return found


def topic_vectors(words: sparse.csr_matrix, topics: int = TOPICS) -> Floats:
    """Return a row of length 1 for each row in the space of the strongest `topics`.

    Latent semantic analysis (Deerwester et al., 1990), learnt from a sample of the rows.
    """
    sample = words[:: max(1, words.shape[0] // TOPIC_SAMPLE)]
    rank = min(topics, min(sample.shape) - 1)
    if rank < 1 or sample.nnz == 0:
        return np.zeros((words.shape[0], 1))
    _, _, directions = svds(sample, k=rank, v0=np.ones(min(sample.shape)))
    placed = np.asarray(words @ directions.T)
    length = np.linalg.norm(placed, axis=1, keepdims=True)
    unit: Floats = np.divide(placed, length, out=np.zeros_like(placed), where=length > 1e-12)
    return unit


def tag_vectors(
    papers: Sequence[Paper], assigned: Mapping[PaperId, tuple[Assignment, ...]]
) -> sparse.csr_matrix:
    """Return a row of length 1 for each paper: its tags, the rarer the heavier."""
    tags = [[tag.tag for tag in assigned.get(paper.id, ())] for paper in papers]
    column = {name: number for number, name in enumerate(sorted({t for row in tags for t in row}))}
    columns = np.array([column[tag] for row in tags for tag in row], dtype=np.int64)
    starts = np.cumsum([0, *map(len, tags)])
    rarity = np.log1p(len(papers) / np.maximum(np.bincount(columns, minlength=len(column)), 1))
    shape = (len(papers), max(len(column), 1))
    return normalise_rows(sparse.csr_matrix((rarity[columns], columns, starts), shape=shape))


def _candidate_pairs(
    words: sparse.csr_matrix, champions: sparse.csr_matrix, meant: Rows, start: int
) -> tuple[Rows, Rows]:
    """Pairs of each row of the block at `start` with what shares or means most the same."""
    shared = sparse.csr_matrix(words[start : start + BLOCK_ROWS] @ champions)
    parts = [
        np.union1d(_strongest_columns(shared, row), near[near >= 0])
        for row, near in enumerate(meant[start : start + BLOCK_ROWS])
    ]
    rows = np.repeat(np.arange(start, start + len(parts)), [len(part) for part in parts])
    return rows, np.concatenate(parts)


def _strongest_columns(shared: sparse.csr_matrix, row: int) -> Rows:
    """The columns of the `MAX_CANDIDATES` largest values of a row, and one more for itself."""
    part = slice(shared.indptr[row], shared.indptr[row + 1])
    columns, values = shared.indices[part], shared.data[part]
    if len(values) > MAX_CANDIDATES:
        bound = np.partition(values, -MAX_CANDIDATES - 1)[-MAX_CANDIDATES - 1]
        high = np.flatnonzero(values >= bound - 1e-8)  # All that are equal once rounded.
        columns, values = columns[high], values[high]
    order = np.lexsort((columns, -values.round(9)))
    best: Rows = columns[order][: MAX_CANDIDATES + 1].astype(np.int64)
    return best


def _heaviest_postings(words: sparse.csr_matrix) -> sparse.csr_matrix:
    """The transposed matrix with at most `MAX_POSTINGS` entries, the heaviest, for each term."""
    postings = sparse.csr_matrix(words.T)
    for term in np.flatnonzero(np.diff(postings.indptr) > MAX_POSTINGS):
        part = slice(postings.indptr[term], postings.indptr[term + 1])
        weights = postings.data[part]
        keep = np.argsort(-weights, kind="stable")[:MAX_POSTINGS]
        kept = np.zeros_like(weights)
        kept[keep] = weights[keep]
        postings.data[part] = kept
    postings.eliminate_zeros()
    return postings


def _dot(unit: NDArray[np.floating], rows: Rows, others: Rows) -> Floats:
    """The cosine of each pair, where it is above 0; the rows are in order."""
    cosine = np.zeros(len(rows))
    for row, start, end in _split_by_row(rows):
        cosine[start:end] = np.einsum("ij,j->i", unit[others[start:end]], unit[row])
    return np.maximum(cosine, 0)


def _cosines(matrix: sparse.csr_matrix, rows: Rows, others: Rows) -> Floats:
    """The cosine of each pair; the rows are in order."""
    near = matrix[others]
    own = np.zeros(matrix.shape[1])
    for row, first, last in _split_by_row(rows):
        cells = slice(matrix.indptr[row], matrix.indptr[row + 1])
        own[matrix.indices[cells]] = matrix.data[cells]
        part = slice(near.indptr[first], near.indptr[last])
        near.data[part] *= own[near.indices[part]]
        own[matrix.indices[cells]] = 0
    return np.asarray(near.sum(axis=1)).ravel()


def _split_by_row(rows: Rows) -> Iterator[tuple[int, int, int]]:
    """Give each row once, with where its pairs start and end."""
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    ends = np.append(starts, len(rows))[1:]
    yield from zip(rows[starts].tolist(), starts.tolist(), ends.tolist(), strict=True)
