"""Counts the terms of all papers at once, in arrays: words, and pairs of neighbours."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

BREAK = -1
"""Stands after each text, and for words that are no term and part their neighbours."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class NumberedWords:
    """The words of many texts, as numbers."""

    words: Numbers
    """Of all texts in order, `BREAK` after each text."""
    forms: tuple[str, ...]
    """Each different word, by its number."""

    @cached_property
    def starts(self) -> Numbers:
        """Where each text starts, and where the last one ends."""
        return np.concatenate(([0], np.flatnonzero(self.words == BREAK) + 1))

    @property
    def texts(self) -> Numbers:
        """The number of the text of each word."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def choose_papers(self, papers: Sequence[int]) -> NumberedWords:
        """Return the words of some papers, where the texts are titles and abstracts in turn."""
        at, _ = find_runs(self.starts[::2], papers)
        words, forms = drop_unused(self.words[at], self.forms)
        return NumberedWords(words=words, forms=forms)

    def replace_words(self, number_of_form: Iterable[int]) -> Numbers:
        """Return the words with another number for each form; `BREAK` stays."""
        return np.array([*number_of_form, BREAK], dtype=np.int64)[self.words]


@dataclass(frozen=True, kw_only=True, eq=False)
class TermCounts:
    """How often papers have terms."""

    times: sparse.csr_matrix
    """A row for each paper and a column for each term, in the order in which they first occur."""
    terms: Numbers
    """A row for each term: the word before, or `BREAK`, and the word."""


def number_words(texts: Iterable[Iterable[str]], forms: Iterable[str] = ()) -> NumberedWords:
    """Return the words of texts, numbered as they first occur after the given `forms`."""
    number_of: defaultdict[str, int] = defaultdict(lambda: len(number_of))
    number_of.update((form, number) for number, form in enumerate(forms))
    words = array("q")
    for text in texts:
        words.extend(map(number_of.__getitem__, text))
        words.append(BREAK)
    return NumberedWords(words=np.asarray(words, dtype=np.int64), forms=tuple(number_of))


def drop_unused(words: Numbers, forms: Sequence[str]) -> tuple[Numbers, tuple[str, ...]]:
    """Return the words and their forms without those that do not occur."""
    used = np.zeros(len(forms) + 1, dtype=np.bool_)
    used[words] = True  # A break is the last.
    numbers = np.append(np.cumsum(used[:-1]) - 1, BREAK)
    return numbers[words], tuple(compress(forms, used.tolist()))


def find_runs(starts: Numbers, chosen: Sequence[int]) -> tuple[Numbers, Numbers]:
    """Return the places of all rows of the chosen items, and where those of each then start.

    The rows of an item stand together; `starts` says where, and where the last one's end.
    """
    items = np.asarray(chosen, dtype=np.int64)
    counts = np.diff(starts)[items]
    now = np.concatenate(([0], np.cumsum(counts)))
    return np.repeat(starts[items] - now[:-1], counts) + np.arange(now[-1]), now


def number_strings(strings: Iterable[str]) -> tuple[list[int], Mapping[str, int]]:
    """Return a number for each string, the same for the same; `BREAK` for an empty one."""
    number_of: dict[str, int] = {}
    numbers = [number_of.setdefault(s, len(number_of)) if s else BREAK for s in strings]
    return numbers, number_of


def count_terms(texts: NumberedWords, words: Numbers, title_weight: int) -> TermCounts:
    """Return how often each paper has each word, and each pair of words in a row.

    `texts` are titles and abstracts in turn; those of a title count `title_weight` times. `words`
    are their words with other numbers.
    """
    before = np.concatenate(([BREAK], words[:-1])) if len(words) else words
    size = int(words.max(initial=0)) + 1
    keys = np.stack((words, (before + 1) * size + words), axis=1)
    present = np.stack((words != BREAK, (words != BREAK) & (before != BREAK)), axis=1)
    found, first, place = np.unique(keys[present], return_index=True, return_inverse=True)
    order = np.argsort(first)
    column = np.empty_like(order)
    column[order] = np.arange(len(order))
    text = texts.texts[np.nonzero(present)[0]]
    weights = np.where(text % 2, 1.0, float(title_weight))
    shape = (len(texts.starts) // 2, len(found))
    times = sparse.csr_matrix((weights, (text // 2, column[place.ravel()])), shape=shape)
    terms = found[order]
    return TermCounts(times=times, terms=np.stack((terms // size - 1, terms % size), axis=1))
