"""The inverted index: for each term the documents that have it, how often and where."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from .analysis import tokens_of
from .documents import Document

TITLE_WEIGHT = 2
"""How many times a word of the title counts."""
MOST_IN_TITLE = 3
"""Further occurrences in a title do not count."""
_GAP = 100
"""Positions between title and text, so that no phrase spans both."""


class Posting(NamedTuple):
    """A term in a document."""

    document: int
    in_title: int
    in_text: int
    """How often in each."""
    places: Sequence[int]


class Postings:
    """The documents that have a term, in order; packed, as there are millions of them."""

    def __init__(self) -> None:
        self._documents = array("I")
        self._frequencies = array("I")
        self._ends = array("I")
        self._places = array("I")

    def add(self, posting: Posting) -> None:
        """Append a posting; its document must come after the last one."""
        self._documents.append(posting.document)
        self._frequencies.append(posting.in_text << 2 | min(posting.in_title, MOST_IN_TITLE))
        self._places.extend(posting.places)
        self._ends.append(len(self._places))

    def __len__(self) -> int:
        return len(self._documents)

    def __iter__(self) -> Iterator[Posting]:
        start = 0
        for document, packed, end in zip(
            self._documents, self._frequencies, self._ends, strict=True
        ):
            yield Posting(document, packed & 3, packed >> 2, self._places[start:end])
            start = end


@dataclass(frozen=True, kw_only=True)
class Index:
    """Everything the ranking needs; documents are numbered, papers first."""

    documents: tuple[Document, ...]
    papers: int
    """The documents below this number are papers."""
    postings: Mapping[str, Postings]
    """By term, in the order of terms; each in the order of documents."""
    surfaces: Mapping[str, str]
    """The most frequent word of each term: `representation` for `represent`."""
    lengths: tuple[int, ...]
    """The weighted number of terms of each document."""
    title_terms: tuple[int, ...]
    """The number of different terms in each title."""
    narrowings: Mapping[str, tuple[int, ...]]
    """The papers with a tag or of a listing, by `tag:<id>` and `source:<id>`."""

    @cached_property
    def average_length(self) -> float:
        """The mean of `lengths`."""
        return sum(self.lengths) / len(self.lengths) if self.lengths else 1.0

    @cached_property
    def terms(self) -> Sequence[str]:
        """All terms, sorted."""
        return tuple(self.postings)


def build_index(documents: Iterable[Document]) -> Index:
    """Return the index of the documents; papers must come first."""
    numbered = tuple(documents)
    postings: dict[str, Postings] = defaultdict(Postings)
    words: dict[str, Counter[str]] = defaultdict(Counter)
    narrowings: dict[str, list[int]] = defaultdict(list)
    lengths: list[int] = []
    title_terms: list[int] = []
    for number, document in enumerate(numbered):
        title, text = tokens_of(document.title), tokens_of(document.text)
        places: dict[str, list[int]] = defaultdict(list)
        in_title: Counter[str] = Counter()
        after_title = title[-1].place + _GAP if title else 0
        for token in title:
            in_title[token.term] += 1
            places[token.term].append(token.place)
        for token in text:
            places[token.term].append(token.place + after_title)
        for token in (*title, *text):
            words[token.term][token.word] += 1
        for term, found in places.items():
            titles = in_title[term]
            postings[term].add(Posting(number, titles, len(found) - titles, found))
        lengths.append(TITLE_WEIGHT * len(title) + len(text))
        title_terms.append(len(in_title))
        for tag in document.tags:
            narrowings[f"tag:{tag}"].append(number)
        for listing in document.listings:
            narrowings[f"source:{listing}"].append(number)
    terms = sorted(postings)
    return Index(
        documents=numbered,
        papers=sum(document.kind == "paper" for document in numbered),
        postings={term: postings[term] for term in terms},
        surfaces={term: _commonest(words[term]) for term in terms},
        lengths=tuple(lengths),
        title_terms=tuple(title_terms),
        narrowings={name: tuple(narrowings[name]) for name in sorted(narrowings)},
    )


def _commonest(words: Counter[str]) -> str:
    return min(words, key=lambda word: (-words[word], len(word), word))
