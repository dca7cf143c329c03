"""Features of a paper for learning its tags: words, phrases, rule scores, meaning."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..model.records import TagId
from ..model.wording import Message, join_messages, message
from ..text.vectors import centre_rows, normalise_rows
from ..text.words import with_pairs
from .closeness import measure_closeness
from .phrases import Words
from .rules import KINDS, PLACES, PaperText, TagMatch, rule_score, sum_evidence

_TITLE = 3
_PAIR = 0.7
_PARTS = {"words": 0.4, "phrases": 0.2, "rules": 0.2}
"""The share of each part in the similarity of two papers."""
_MEANING = 0.4
"""The share of their vectors, where there are any."""
_NEAR = 1.5
"""Closeness from which a paper is said to be near a tag: that of one paper in fifteen."""

_STOP = frozenset(
    "a about across all also an and are as at be been between both by can different each for "
    "from has have how however in into is it its many may more most new not of on one or other "
    "our over such than that the their then these they this through to under use used using "
    "via was we were what when where which while who with within without".split()
)

_FIGURES = 6
"""How many a tag has in the part `rules`."""
_KINDS_AND_PLACES = tuple((kind, place) for kind in KINDS for place in PLACES)

MatchesByTag = Mapping[TagId, tuple[TagMatch, ...]]


@dataclass(frozen=True, kw_only=True)
class Labels:
    """What is known of papers tagged by hand."""

    rows: Sequence[int]
    """Their places among all papers."""
    wanted: NDArray[np.float64]
    """A row for each of them and a column for each tag: 1 or 0."""


@dataclass(frozen=True, kw_only=True)
class Vectors:
    """The meaning of texts: a row of length 1 for each, or of zeros where it is not known."""

    papers: NDArray[np.float32]
    tags: NDArray[np.float32]
    """Of the name and the definition of each."""


@dataclass(frozen=True, kw_only=True)
class Features:
    """The features of all papers."""

    matrix: sparse.csr_matrix
    """A row for each paper; first a column for each term."""
    rules: NDArray[np.float64]
    """The rule score of each paper and tag."""
    meaning: NDArray[np.float64]
    """The vector of each paper, scaled to its share; zeros where it has none."""
    closeness: NDArray[np.float64]
    """How near in meaning each paper is to each tag."""
    terms: tuple[str, ...]

    def explain_tag(self, row: int, tag: int, weight: NDArray[np.float64]) -> Message | None:
        """Return for a reader what but phrases speaks for a tag, if anything does."""
        found = []
        if self.closeness[row, tag] >= _NEAR:
            found.append(message("close in meaning to this tag"))
        if words := self._list_words(row, weight):
            found.append(message("words typical of this tag: %(words)s", words=words))
        return join_messages("; ", found) if found else None

    def _list_words(self, row: int, weight: NDArray[np.float64]) -> Message:
        start, end = self.matrix.indptr[row : row + 2]
        gains = [
            (-round(float(value * weight[at]), 9), self.terms[at])
            for at, value in zip(
                self.matrix.indices[start:end], self.matrix.data[start:end], strict=True
            )
            if at < len(self.terms) and at < len(weight) and value * weight[at] > 0
        ]
        return join_messages(
            ", ", (message("“%(text)s”", text=term) for _, term in sorted(gains)[:3])
        )


def build_features(
    texts: Sequence[PaperText],
    found: Sequence[MatchesByTag],
    tags: Sequence[TagId],
    phrases: int,
    labels: Labels,
    papers: NDArray[np.float32],
) -> Features:
    """Return the features, closeness aside; terms are those of labelled papers.

    `papers` are the vectors of what they mean.
    """
    rules, scores = _rule_features(found, tags)
    words, terms = _word_features(texts, labels.rows)
    parts = {"words": words, "phrases": _phrase_features(found, phrases), "rules": rules}
    scaled = [normalise_rows(parts[name]) * math.sqrt(share) for name, share in _PARTS.items()]
    return Features(
        matrix=sparse.hstack(scaled).tocsr(),
        rules=scores,
        meaning=centre_rows(papers) * math.sqrt(_MEANING),
        closeness=np.zeros_like(scores),
        terms=terms,
    )


def add_closeness(features: Features, labels: Labels, vectors: Vectors) -> Features:
    """Return the features with how near the papers are in meaning to the tags."""
    papers, tags = centre_rows(vectors.papers), centre_rows(vectors.tags)
    closeness = measure_closeness(papers, tags, labels.rows, labels.wanted)
    return replace(features, closeness=closeness)


def extract_terms(words: Words) -> Iterable[str]:
    """Give the words that mean something, and the pairs of such words in a row."""
    return with_pairs(word if len(word) > 1 and word not in _STOP else "" for word in words.folded)


class _Cells:
    """The cells of a sparse matrix, a dozen bytes each."""

    def __init__(self) -> None:
        self._rows, self._columns, self._values = array("i"), array("i"), array("d")

    def add(self, row: int, column: int, value: float) -> None:
        """Note one cell; cells of the same place add up."""
        self._rows.append(row)
        self._columns.append(column)
        self._values.append(value)

    def matrix(self, rows: int, columns: int) -> sparse.csr_matrix:
        """Return the matrix of all cells."""
        places = (np.array(self._rows), np.array(self._columns))
        return sparse.csr_matrix((np.array(self._values), places), shape=(rows, columns))


def _word_features(
    texts: Sequence[PaperText], training_rows: Sequence[int]
) -> tuple[sparse.csr_matrix, tuple[str, ...]]:
    """Return tf-idf of the terms that papers in `training_rows` have and another paper too."""
    terms = sorted({term for row in training_rows for term in _count_terms(texts[row])})
    column = {term: number for number, term in enumerate(terms)}
    cells = _Cells()
    for row, text in enumerate(texts if terms else ()):
        for term, count in _count_terms(text).items():
            if term in column:
                cells.add(row, column[term], 1.0 + math.log(count))
    matrix = cells.matrix(len(texts), len(terms))
    papers_with = matrix.getnnz(axis=0)
    kept = np.flatnonzero(papers_with > 1)
    worth = np.array([_PAIR if " " in terms[at] else 1.0 for at in kept])
    scaled = matrix[:, kept] @ sparse.diags(worth * _idf(papers_with[kept], len(texts)))
    return scaled.tocsr(), tuple(terms[at] for at in kept)


def _count_terms(text: PaperText) -> Counter[str]:
    bag = Counter(extract_terms(text.abstract))
    for term in extract_terms(text.title):
        bag[term] += _TITLE
    return bag


def _idf(papers_with: NDArray[np.int64], papers: int) -> NDArray[np.float64]:
    return np.asarray(np.log((1.0 + papers) / np.maximum(papers_with, 1)))


def _phrase_features(found: Sequence[MatchesByTag], phrases: int) -> sparse.csr_matrix:
    cells = _Cells()
    for row, of_paper in enumerate(found):
        for hits in of_paper.values():
            for hit in hits:
                worth = 2.0 if hit.place == "title" else 1.0
                cells.add(
                    row, hit.phrase, (worth if hit.kind == "words" else 0.4 * worth) * hit.count
                )
    matrix = cells.matrix(len(found), phrases).log1p()
    rarity = _idf(1 + matrix.getnnz(axis=0), len(found))
    return (matrix @ sparse.diags(rarity)).tocsr()


def _rule_features(
    found: Sequence[MatchesByTag], tags: Sequence[TagId]
) -> tuple[sparse.csr_matrix, NDArray[np.float64]]:
    scores = np.zeros((len(found), len(tags)))
    cells = _Cells()
    for row, of_paper in enumerate(found):
        for number, tag in enumerate(tags):
            hits = of_paper.get(tag)
            if not hits:
                continue
            of_tag = sum_evidence(hits)
            amounts = {key: of_tag.get(key, 0.0) for key in _KINDS_AND_PLACES}
            aim, rest = amounts["words", "aim"], amounts["words", "abstract"]
            hints = (
                amounts["hints", "title"] + amounts["hints", "aim"] + amounts["hints", "abstract"]
            )
            score = scores[row, number] = rule_score(of_tag)
            figures = (
                2.0 * math.log1p(amounts["words", "title"]),
                math.log1p(aim + rest),
                0.7 * math.log1p(aim),
                0.3 * math.log1p(amounts["words", "list"]),
                0.5 * math.log1p(hints),
                math.log1p(score),
            )
            for at, figure in enumerate(figures):
                if figure:
                    cells.add(row, number * _FIGURES + at, figure)
    return cells.matrix(len(found), _FIGURES * len(tags)), scores
