"""Which documents have a term, how often and where: packed, as there are millions of places."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ..model.meaning import Numbers
from .corpus import Tokens

MAX_IN_TITLE = 3
"""Further occurrences in a title do not count."""


class Posting(NamedTuple):
    """A term in a document."""

    document: int
    in_title: int
    in_text: int
    """How often in each."""
    positions: Sequence[int]


@dataclass(frozen=True, kw_only=True)
class PostingsByTerm(Mapping[str, "Postings"]):
    """The postings of all terms, which are in order."""

    terms: tuple[str, ...]
    starts: array[int]
    """Where the postings of each term begin, and where the last ones end."""
    documents: array[int]
    """Of each posting; in order within a term."""
    frequencies: array[int]
    """Of each posting: times in the text, shifted by two bits, and times in the title."""
    ends: array[int]
    """Of each posting, where its positions end, which begin where those before end."""
    positions: array[int]

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The place of each term."""
        return {term: number for number, term in enumerate(self.terms)}

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name != "number"}

    def __getitem__(self, term: str) -> Postings:
        number = self.number[term]
        return Postings(self, self.starts[number], self.starts[number + 1])

    def __iter__(self) -> Iterator[str]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __contains__(self, term: object) -> bool:
        return term in self.number


class Postings:
    """The documents that have a term, in order."""

    def __init__(self, every: PostingsByTerm, start: int, end: int) -> None:
        self._every = every
        self._start = start
        self._end = end

    def __len__(self) -> int:
        return self._end - self._start

    def __iter__(self) -> Iterator[Posting]:
        every = self._every
        start = every.ends[self._start - 1] if self._start else 0
        for at in range(self._start, self._end):
            packed, end = every.frequencies[at], every.ends[at]
            positions = every.positions[start:end]
            yield Posting(every.documents[at], packed & 3, packed >> 2, positions)
            start = end


def make_postings(tokens: Tokens) -> PostingsByTerm:
    """Return the postings of all documents."""
    used = np.bincount(tokens.form, minlength=len(tokens.forms)).tolist()
    terms = sorted({term for (term, _), times in zip(tokens.forms, used, strict=True) if times})
    number = {term: at for at, term in enumerate(terms)}
    of_form = np.array([number.get(term, -1) for term, _ in tokens.forms], np.int64)
    of_token = of_form[tokens.form]
    # Documents came in order, and their tokens too: only terms need to be sorted.
    order = np.argsort(of_token, kind="stable")
    term, document = of_token[order], tokens.document[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (term[1:] != term[:-1]) | (document[1:] != document[:-1])
    begins = np.flatnonzero(first)
    ends = np.append(begins[1:], len(order)) if len(begins) else begins
    titles = np.concatenate([[0], np.cumsum(tokens.in_title[order])])
    in_title = titles[ends] - titles[begins]
    in_text = ends - begins - in_title
    return PostingsByTerm(
        terms=tuple(terms),
        starts=_pack(np.searchsorted(term[begins], np.arange(len(terms) + 1))),
        documents=_pack(document[begins]),
        frequencies=_pack(in_text << 2 | np.minimum(in_title, MAX_IN_TITLE)),
        ends=_pack(ends),
        positions=_pack(tokens.position[order]),
    )


def choose_surface_forms(tokens: Tokens) -> dict[str, str]:
    """Return the commonest word of each term; of equals the shorter, then the earlier."""
    counts = np.bincount(tokens.form, minlength=len(tokens.forms)).tolist()
    best: dict[str, tuple[int, int, str]] = {}
    for (term, word), count in zip(tokens.forms, counts, strict=True):
        if count:
            rank = (-count, len(word), word)
            best[term] = min(rank, best.get(term, rank))
    return {term: best[term][2] for term in sorted(best)}


def _pack(numbers: Numbers) -> array[int]:
    packed = array("I")
    packed.frombytes(numbers.astype(np.uint32).tobytes())
    return packed
