"""Papers as tf-idf vectors over stemmed words and word pairs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..model.records import Paper
from ..runtime.memory import NO_MEMORY, Memory
from ..runtime.rows import remember_words
from ..text.language import ENGLISH, Language
from ..text.stock_words import STOCK_WORDS
from ..text.term_counts import NumberedWords, count_terms, number_strings
from ..text.vectors import normalise_rows
from ..text.words import split_lower_words

TITLE_WEIGHT = 2
"""A word of the title counts as often as this many of the abstract."""
SHARE_STRESSED = 0.25
"""How many of the papers with a term stress it, where it is what papers are about."""

_ADDRESS = re.compile(r"https?://\S+|www\.\S+")


@dataclass(frozen=True, kw_only=True)
class PaperVectors:
    """A row for every paper, in the order given; rows are of length 1 at most."""

    matrix: sparse.csr_matrix
    spellings: tuple[str, ...]
    """How people write the term of each column."""
    topical: NDArray[np.bool_]
    """Whether papers are about the term of a column, instead of only saying it (`employ`)."""


def build_vectors(
    papers: Sequence[Paper], language: Language = ENGLISH, memory: Memory = NO_MEMORY
) -> PaperVectors:
    """Return tf-idf vectors of the papers: `(1 + log tf) · log(n / df)`, rows of length 1.

    Terms of a single paper count for the length of its row and have no column: they bring no
    two papers together. A term is topical where enough of its papers stress it: name it in the
    title or more than once. Source of the weights: Manning, Raghavan, Schütze, Introduction to
    Information Retrieval, 6.4 (variant ltc).
    """
    texts = [(paper.title.plain, paper.abstract.plain) for paper in papers]
    numbered = remember_words(memory, "words to relate", texts, _split)
    written = [form.lower() for form in numbered.forms]
    stems = [language.stem(word) if _says_something(word, language) else "" for word in written]
    number_of_form, number_of = number_strings(stems)
    counted = count_terms(numbered, numbered.replace_words(number_of_form), TITLE_WEIGHT)
    matrix = counted.times
    papers_with = np.bincount(matrix.indices, minlength=matrix.shape[1])
    stressed = np.bincount(matrix.indices, weights=matrix.data > 1, minlength=matrix.shape[1])
    rarity = np.log(matrix.shape[0] / np.maximum(papers_with, 1))
    matrix.data = (1 + np.log(matrix.data)) * rarity[matrix.indices]
    kept = papers_with > 1
    spellings = ["", *_choose_spellings(numbered, written, stems, number_of)]
    return PaperVectors(
        matrix=sparse.csr_matrix(normalise_rows(matrix)[:, kept]),
        spellings=tuple(
            f"{spellings[before + 1]} {spellings[word + 1]}".lstrip()
            for before, word in counted.terms[kept].tolist()
        ),
        topical=(stressed >= SHARE_STRESSED * papers_with)[kept],
    )


def _split(text: str) -> tuple[str, ...]:
    """The words without addresses; most texts have none, which is faster to see so."""
    bare = _ADDRESS.sub(" ", text) if "://" in text or "www." in text else text
    return split_lower_words(bare)


def _says_something(word: str, language: Language) -> bool:
    stops = language.is_stop_word(word) or word in STOCK_WORDS
    return not stops and len(word) > 1 and not word.isdigit()


def _choose_spellings(
    numbered: NumberedWords, written: Sequence[str], stems: Sequence[str], order: Iterable[str]
) -> list[str]:
    """Return how papers write each stem most often, in the given order."""
    of_form = np.bincount(numbered.words + 1, minlength=len(written) + 1)[1:]
    times: dict[str, int] = {}
    for word, count in zip(written, of_form.tolist(), strict=True):
        times[word] = times.get(word, 0) + count
    commonest: dict[str, tuple[int, str]] = {}
    for word, stem in zip(written, stems, strict=True):
        commonest[stem] = max(commonest.get(stem, (0, "")), (times[word], word))
    return [commonest[stem][1] for stem in order]
