"""Papers as tf-idf vectors over stemmed words and word pairs."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..model.records import Paper
from ..text.language import ENGLISH, Language
from ..text.stock_words import STOCK_WORDS
from ..text.vectors import normalise_rows
from ..text.words import split_lower_words, with_pairs

TITLE_WEIGHT = 2
"""A word of the title counts as often as this many of the abstract."""
SHARE_STRESSED = 0.25
"""How many of the papers with a term stress it, where it is what papers are about."""

_ADDRESS = re.compile(r"https?://\S+|www\.\S+")


def extract_stemmed_terms(text: str, language: Language = ENGLISH) -> Iterator[tuple[str, str]]:
    """Give the terms of a text: words, and pairs of neighbours, as (stemmed, as written)."""
    words = [word.lower() for word in split_lower_words(_ADDRESS.sub(" ", text))]
    written = [word if _says_something(word, language) else "" for word in words]
    return zip(with_pairs(map(language.stem, written)), with_pairs(written), strict=True)


def _says_something(word: str, language: Language) -> bool:
    stops = language.is_stop_word(word) or word in STOCK_WORDS
    return not stops and len(word) > 1 and not word.isdigit()


@dataclass(frozen=True, kw_only=True)
class PaperVectors:
    """A row for every paper, in the order given; rows are of length 1 at most."""

    matrix: sparse.csr_matrix
    spellings: tuple[str, ...]
    """How people write the term of each column."""
    topical: NDArray[np.bool_]
    """Whether papers are about the term of a column, instead of only saying it (`employ`)."""


def build_vectors(papers: Sequence[Paper], language: Language = ENGLISH) -> PaperVectors:
    """Return tf-idf vectors of the papers: `(1 + log tf) · log(n / df)`, rows of length 1.

    Terms of a single paper count for the length of its row and have no column: they bring no
    two papers together. A term is topical where enough of its papers stress it: name it in the
    title or more than once. Source of the weights: Manning, Raghavan, Schütze, Introduction to
    Information Retrieval, 6.4 (variant ltc).
    """
    number_of: dict[str, int] = {}
    spellings: Counter[tuple[str, str]] = Counter()
    starts, terms, counts = array("q", [0]), array("q"), array("q")
    for paper in papers:
        count: Counter[int] = Counter()
        for text, weight in ((paper.title.plain, TITLE_WEIGHT), (paper.abstract.plain, 1)):
            for term, written in extract_stemmed_terms(text, language):
                count[number_of.setdefault(term, len(number_of))] += weight
                if " " not in term:
                    spellings[term, written] += 1
        terms.extend(count.keys())
        counts.extend(count.values())
        starts.append(len(terms))
    shape = (len(papers), len(number_of))
    times = np.asarray(counts, dtype=np.float64)
    weights = 1 + np.log(times)
    matrix = sparse.csr_matrix((weights, np.asarray(terms), np.asarray(starts)), shape=shape)
    papers_with = np.bincount(matrix.indices, minlength=shape[1])
    stressed = np.bincount(matrix.indices, weights=times > 1, minlength=shape[1])
    matrix.data *= np.log(shape[0] / np.maximum(papers_with, 1))[matrix.indices]
    kept = papers_with > 1
    commonest_last = sorted(spellings, key=lambda pair: (spellings[pair], pair))
    stems = dict(commonest_last)
    spelling = (
        " ".join(stems[stem] for stem in term.split())
        for term, shared in zip(number_of, kept, strict=True)
        if shared
    )
    return PaperVectors(
        matrix=sparse.csr_matrix(normalise_rows(matrix)[:, kept]),
        spellings=tuple(spelling),
        topical=(stressed >= SHARE_STRESSED * papers_with)[kept],
    )
