"""Papers as tf-idf vectors over stemmed words and word pairs."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ..model.records import Paper
from ..text.vectors import normalise_rows
from ..text.words import is_stop_word, split_lower_words, stem, with_pairs

TITLE_WEIGHT = 2
"""A word of the title counts as often as this many of the abstract."""

_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_SCAFFOLD = frozenset(
    "paper propose proposed present method methods approach approaches show shows results result "
    "work model models task tasks performance based using use used new novel also however "
    "existing previous state art demonstrate introduce achieve achieves experiment experiments "
    "experimental framework study studies improve improves several various significantly well "
    "different two first while more such these our both via further address provide code "
    "available problem problems effective effectiveness extensive many one three one's et al "
    "across within without through between most much over under same up large high better best "
    "recent recently including include includes leverage leveraging enable enables enabling indeed "
    "provide provides specific specifically motivated thus therefore moreover furthermore finally "
    "additionally".split()
)
"""Stock words of abstracts: they say nothing about what two papers share."""


def extract_stemmed_terms(text: str) -> Iterator[tuple[str, str]]:
    """Give the terms of a text: words, and pairs of neighbours, as (stemmed, as written)."""
    words = [word.lower() for word in split_lower_words(_ADDRESS.sub(" ", text))]
    written = [word if _says_something(word) else "" for word in words]
    return zip(with_pairs(map(stem, written)), with_pairs(written), strict=True)


def _says_something(word: str) -> bool:
    stops = is_stop_word(word) or word in _SCAFFOLD
    return not stops and len(word) > 1 and not word.isdigit()


@dataclass(frozen=True, kw_only=True)
class PaperVectors:
    """A row for every paper, in the order given; rows are of length 1 at most."""

    matrix: sparse.csr_matrix
    spellings: tuple[str, ...]
    """How people write the term of each column."""


def build_vectors(papers: Sequence[Paper]) -> PaperVectors:
    """Return tf-idf vectors of the papers: `(1 + log tf) · log(n / df)`, rows of length 1.

    Terms of a single paper count for the length of its row and have no column: they bring no
    two papers together. Source of the weights: Manning, Raghavan, Schütze, Introduction to
    Information Retrieval, 6.4 (variant ltc).
    """
    number_of: dict[str, int] = {}
    spellings: Counter[tuple[str, str]] = Counter()
    starts, terms, counts = array("q", [0]), array("q"), array("q")
    for paper in papers:
        count: Counter[int] = Counter()
        for text, weight in ((paper.title.plain, TITLE_WEIGHT), (paper.abstract.plain, 1)):
            for term, written in extract_stemmed_terms(text):
                count[number_of.setdefault(term, len(number_of))] += weight
                if " " not in term:
                    spellings[term, written] += 1
        terms.extend(count.keys())
        counts.extend(count.values())
        starts.append(len(terms))
    shape = (len(papers), len(number_of))
    weights = 1 + np.log(np.asarray(counts, dtype=np.float64))
    matrix = sparse.csr_matrix((weights, np.asarray(terms), np.asarray(starts)), shape=shape)
    papers_with = np.bincount(matrix.indices, minlength=shape[1])
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
        matrix=sparse.csr_matrix(normalise_rows(matrix)[:, kept]), spellings=tuple(spelling)
    )
