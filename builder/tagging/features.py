"""A paper as numbers for learning its tags: its words, the phrases and what the rules say."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..records import TagId
from .phrases import Words
from .rules import KINDS, PLACES, Found, PaperText, masses, rule_score

_TITLE = 3
_PAIR = 0.7
_PARTS = {"words": 0.4, "phrases": 0.2, "rules": 0.4}
"""What each part adds to the likeness of two papers."""

_STOP = frozenset(
    "a about across all also an and are as at be been between both by can different each for "
    "from has have how however in into is it its many may more most new not of on one or other "
    "our over such than that the their then these they this through to under use used using "
    "via was we were what when where which while who with within without".split()
)

_MEANT = tuple((kind, place) for kind in KINDS for place in PLACES)

FoundOfPaper = Mapping[TagId, tuple[Found, ...]]


@dataclass(frozen=True, kw_only=True)
class Features:
    """The features of all papers."""

    matrix: sparse.csr_matrix
    """A row for each paper; first a column for each term."""
    rules: NDArray[np.float64]
    """The rule score of each paper and tag."""
    terms: tuple[str, ...]

    def words_for(self, row: int, weight: NDArray[np.float64]) -> str:
        """Return for a reader the words of a paper that weigh most for a tag."""
        start, end = self.matrix.indptr[row : row + 2]
        gains = [
            (-round(float(value * weight[at]), 9), self.terms[at])
            for at, value in zip(
                self.matrix.indices[start:end], self.matrix.data[start:end], strict=True
            )
            if at < len(self.terms) and at < len(weight) and value * weight[at] > 0
        ]
        best = sorted(gains)[:3]
        if not best:
            return "no word decides; the likeliest tag of all"
        return "words of papers tagged so: " + ", ".join(f"“{term}”" for _, term in best)


def features_of(
    texts: Sequence[PaperText],
    found: Sequence[FoundOfPaper],
    tags: Sequence[TagId],
    phrases: int,
    taught: Sequence[int],
) -> Features:
    """Return the features; terms are those of the papers in `taught`."""
    rules, scores = _rules(found, tags)
    words, terms = _words(texts, taught)
    parts = {"words": words, "phrases": _phrases(found, phrases), "rules": rules}
    scaled = [_unit_rows(parts[name]) * math.sqrt(share) for name, share in _PARTS.items()]
    return Features(matrix=sparse.hstack(scaled).tocsr(), rules=scores, terms=terms)


def terms_of(words: Words) -> Iterable[str]:
    """Give the words that mean something, and the pairs of such words in a row."""
    before = ""
    for word in words.folded:
        meant = word if len(word) > 1 and word not in _STOP else ""
        if meant:
            yield meant
            if before:
                yield f"{before} {meant}"
        before = meant


def _words(
    texts: Sequence[PaperText], taught: Sequence[int]
) -> tuple[sparse.csr_matrix, tuple[str, ...]]:
    bags: list[Counter[str]] = []
    for text in texts:
        bag = Counter(terms_of(text.abstract))
        for term in terms_of(text.title):
            bag[term] += _TITLE
        bags.append(bag)
    papers_with: Counter[str] = Counter()
    for bag in bags:
        papers_with.update(bag.keys())
    wanted = {term for row in taught for term in bags[row] if papers_with[term] > 1}
    terms = tuple(sorted(wanted))
    column = {term: number for number, term in enumerate(terms)}
    weight = [
        math.log((1 + len(texts)) / papers_with[term]) * (_PAIR if " " in term else 1.0)
        for term in terms
    ]
    cells = [
        (row, column[term], (1.0 + math.log(count)) * weight[column[term]])
        for row, bag in enumerate(bags)
        for term, count in bag.items()
        if term in column
    ]
    return _sparse(cells, (len(texts), len(terms))), terms


def _phrases(found: Sequence[FoundOfPaper], phrases: int) -> sparse.csr_matrix:
    amounts: dict[tuple[int, int], float] = {}
    for row, of_paper in enumerate(found):
        for hits in of_paper.values():
            for hit in hits:
                worth = (2.0 if hit.place == "title" else 1.0) * (
                    1.0 if hit.kind == "words" else 0.4
                )
                key = (row, hit.phrase)
                amounts[key] = amounts.get(key, 0.0) + worth * hit.count
    papers_with = Counter(phrase for _, phrase in amounts)
    cells = [
        (row, phrase, math.log1p(amount) * math.log((1 + len(found)) / (1 + papers_with[phrase])))
        for (row, phrase), amount in amounts.items()
    ]
    return _sparse(cells, (len(found), phrases))


def _rules(
    found: Sequence[FoundOfPaper], tags: Sequence[TagId]
) -> tuple[sparse.csr_matrix, NDArray[np.float64]]:
    scores = np.zeros((len(found), len(tags)))
    cells: list[tuple[int, int, float]] = []
    for row, of_paper in enumerate(found):
        for number, tag in enumerate(tags):
            hits = of_paper.get(tag)
            if not hits:
                continue
            of_tag = masses(hits)
            said = {key: of_tag.get(key, 0.0) for key in _MEANT}
            aim, rest = said["words", "aim"], said["words", "abstract"]
            hints = said["hints", "title"] + said["hints", "aim"] + said["hints", "abstract"]
            score = scores[row, number] = rule_score(of_tag)
            figures = (
                2.0 * math.log1p(said["words", "title"]),
                math.log1p(aim + rest),
                0.7 * math.log1p(aim),
                0.3 * math.log1p(said["words", "list"]),
                0.5 * math.log1p(hints),
                math.log1p(score),
            )
            first = number * len(figures)
            cells.extend((row, first + at, figure) for at, figure in enumerate(figures) if figure)
    return _sparse(cells, (len(found), 6 * len(tags))), scores


def _sparse(cells: Sequence[tuple[int, int, float]], shape: tuple[int, int]) -> sparse.csr_matrix:
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return sparse.csr_matrix((np.array(values, dtype=float), (rows, columns)), shape=shape)


def _unit_rows(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.diags(1.0 / np.where(lengths > 0, lengths, 1.0)) @ matrix
