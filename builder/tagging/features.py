"""Features of a paper for learning its tags: words, phrases, rule scores."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..model.wording import Message, join_messages, message
from ..text.term_counts import NumberedWords, count_terms, number_strings
from ..text.vectors import normalise_rows
from .phrases import fold_word
from .rules import KINDS, PLACES, Matches, score_rules, sum_evidence

_TITLE = 3
_PAIR = 0.7
_PARTS = {"words": 0.4, "phrases": 0.2, "rules": 0.2}
"""The share of each part in the similarity of two papers."""

_STOP = frozenset(
    "a about across all also an and are as at be been between both by can different each for "
    "from has have how however in into is it its many may more most new not of on one or other "
    "our over such than that the their then these they this through to under use used using "
    "via was we were what when where which while who with within without".split()
)


@dataclass(frozen=True, kw_only=True)
class Labels:
    """What is known of papers tagged by hand."""

    rows: Sequence[int]
    """Their places among all papers."""
    wanted: NDArray[np.float64]
    """A row for each of them and a column for each tag: 1 or 0."""


@dataclass(frozen=True, kw_only=True)
class Features:
    """What the words of all papers say of their tags."""

    matrix: sparse.csr_matrix
    """A row for each paper; first a column for each term."""
    rules: NDArray[np.float64]
    """The rule score of each paper and tag."""
    terms: tuple[str, ...]

    def tell_words(self, row: int, weight: NDArray[np.float64]) -> Message:
        """Return for a reader the words of a paper that weigh most for a tag; or nothing."""
        start, end = self.matrix.indptr[row : row + 2]
        gains = [
            (-round(float(value * weight[at]), 9), self.terms[at])
            for at, value in zip(
                self.matrix.indices[start:end], self.matrix.data[start:end], strict=True
            )
            if at < len(self.terms) and at < len(weight) and value * weight[at] > 0
        ]
        words = join_messages(
            ", ", (message("“%(text)s”", text=term) for _, term in sorted(gains)[:3])
        )
        return message("words typical of this tag: %(words)s", words=words) if words else words


def build_features(
    texts: NumberedWords, matches: Matches, tags: int, phrases: int, labels: Labels
) -> Features:
    """Return the features of papers; terms are those of labelled papers.

    `texts` are titles and abstracts in turn; `tags` and `phrases` say how many there are.
    """
    rules, scores = _rule_features(matches, tags, len(texts.starts) // 2)
    words, terms = _word_features(texts, labels.rows)
    parts = {
        "words": words,
        "phrases": _phrase_features(matches, phrases, len(scores)),
        "rules": rules,
    }
    scaled = [normalise_rows(parts[name]) * math.sqrt(share) for name, share in _PARTS.items()]
    return Features(matrix=sparse.hstack(scaled).tocsr(), rules=scores, terms=terms)


def _word_features(
    texts: NumberedWords, training_rows: Sequence[int]
) -> tuple[sparse.csr_matrix, tuple[str, ...]]:
    """Return tf-idf of the terms that papers in `training_rows` have and another paper too.

    Terms are words that mean something, and pairs of such words in a row.
    """
    folded = map(fold_word, texts.forms)
    telling = (word if len(word) > 1 and word not in _STOP else "" for word in folded)
    number_of_form, number_of = number_strings(telling)
    counted = count_terms(texts, texts.replace_words(number_of_form), _TITLE)
    papers_with = counted.times.getnnz(axis=0)
    learnt = counted.times[np.asarray(training_rows, dtype=np.int64)].getnnz(axis=0) > 0
    kept = np.flatnonzero(learnt & (papers_with > 1))
    words = ["", *number_of]
    terms = [f"{words[a + 1]} {words[b + 1]}".lstrip() for a, b in counted.terms[kept].tolist()]
    order = sorted(range(len(terms)), key=terms.__getitem__)
    kept, terms = kept[order], [terms[at] for at in order]
    matrix = sparse.csr_matrix(counted.times[:, kept])
    matrix.data = 1.0 + np.log(matrix.data)
    worth = np.array([_PAIR if " " in term else 1.0 for term in terms])
    scaled = matrix @ sparse.diags(worth * _idf(papers_with[kept], matrix.shape[0]))
    return scaled.tocsr(), tuple(terms)


def _idf(papers_with: NDArray[np.int64], papers: int) -> NDArray[np.float64]:
    return np.asarray(np.log((1.0 + papers) / np.maximum(papers_with, 1)))


def _phrase_features(matches: Matches, phrases: int, papers: int) -> sparse.csr_matrix:
    worth = np.where(matches.places == PLACES.index("title"), 2.0, 1.0)
    worth = np.where(matches.kinds == KINDS.index("words"), worth, 0.4 * worth)
    cells = (worth * matches.counts, (matches.papers, matches.phrases))
    matrix = sparse.csr_matrix(cells, shape=(papers, phrases)).log1p()
    rarity = _idf(1 + matrix.getnnz(axis=0), papers)
    return (matrix @ sparse.diags(rarity)).tocsr()


def _rule_features(
    matches: Matches, tags: int, papers: int
) -> tuple[sparse.csr_matrix, NDArray[np.float64]]:
    rows, columns, amounts = sum_evidence(matches)
    (title, aim, abstract, listed), hints, _ = amounts.transpose(1, 2, 0)
    score = score_rules(amounts)
    figures = np.log1p([title, aim + abstract, aim, listed, hints[:3].sum(axis=0), score])
    figures *= np.array([2.0, 1.0, 0.7, 0.3, 0.5, 1.0])[:, None]
    figure, at = np.nonzero(figures)
    scores = np.zeros((papers, tags))
    scores[rows, columns] = score
    places = (rows[at], columns[at] * len(figures) + figure)
    shape = (papers, tags * len(figures))
    return sparse.csr_matrix((figures[figure, at], places), shape=shape), scores
