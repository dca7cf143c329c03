"""The inverted index: for each term the documents that have it, how often and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from ..model.records import NO_TAG
from ..runtime.memory import NO_MEMORY, Memory
from ..text.language import ENGLISH, Language, find_language
from .analysis import Terms
from .corpus import Tokens, list_tokens, split_document
from .directory import Directory, build_directories
from .documents import Document, list_documents
from .fields import FIELDS
from .identifiers import list_identifiers
from .meaning import MeaningIndex, index_meaning
from .postings import PostingsByTerm, choose_surface_forms, make_postings

if TYPE_CHECKING:
    from ..model.catalogue import Catalogue

TITLE_WEIGHT = 2
"""How many times a word of the title counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FilterValue:
    """A value of a field, and the papers that have it."""

    name: str
    """For a reader: `Image generation`."""
    papers: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Index:
    """Everything the ranking needs; documents are numbered, papers first."""

    documents: tuple[Document, ...]
    papers: int
    """The documents below this number are papers."""
    postings: PostingsByTerm
    surface_forms: Mapping[str, str]
    """The most frequent word of each term: `representation` for `represent`."""
    lengths: tuple[int, ...]
    """The weighted number of terms of each document."""
    title_terms: tuple[int, ...]
    """The number of different terms in each title."""
    filters: Mapping[str, FilterValue]
    """What a paper can be chosen by, by `tag:<id>` and `source:<id>`."""
    meaning: MeaningIndex | None = None
    """What was learnt of the documents, if anything was."""
    directories: Mapping[str, Directory] = field(default_factory=dict)
    """By field, of those that the papers have: `author`, `venue`, `keyword`, `year`."""
    identifiers: Mapping[str, int] = field(default_factory=dict)
    """The papers of arXiv ids and DOIs."""
    language: Language = ENGLISH
    """Of the papers."""

    def is_without_papers(self, term: str) -> bool:
        """Whether only other documents have the term; papers come first in its postings."""
        return next(iter(self.postings[term])).document >= self.papers

    def count_papers(self, number: int) -> int:
        """Return how many papers a tag or a listing has; 0 for any other document."""
        folder, _, id_ = self.documents[number].id.partition("/")
        keys = (f"{field.name}:{id_}" for field in FIELDS if field.folder == folder)
        return sum(len(self.filters[key].papers) for key in keys if key in self.filters)

    @cached_property
    def average_length(self) -> float:
        """The mean of `lengths`."""
        return sum(self.lengths) / len(self.lengths) if self.lengths else 1.0

    @cached_property
    def known(self) -> Terms:
        """The terms, as a query is read with them."""
        return Terms(self.postings, self.language)

    @cached_property
    def terms(self) -> Sequence[str]:
        """All terms, sorted."""
        return self.postings.terms


def index_catalogue(catalogue: Catalogue, memory: Memory = NO_MEMORY) -> Index:
    """Return the index of everything that a search of the site can find."""
    return replace(
        build_index(
            list_documents(catalogue),
            index_meaning(catalogue),
            find_language(catalogue.site.papers_language),
            memory,
        ),
        directories=build_directories(catalogue, memory),
        identifiers=list_identifiers(catalogue),
    )


def build_index(
    documents: Iterable[Document],
    meaning: MeaningIndex | None = None,
    language: Language = ENGLISH,
    memory: Memory = NO_MEMORY,
) -> Index:
    """Return the index of the documents; papers must come first."""
    numbered = tuple(documents)
    tokens = list_tokens(_split_documents(numbered, language, memory), language)
    in_title = np.bincount(tokens.document[tokens.in_title], minlength=len(numbered))
    every = np.bincount(tokens.document, minlength=len(numbered))
    return Index(
        documents=numbered,
        papers=sum(document.kind == "paper" for document in numbered),
        postings=make_postings(tokens),
        surface_forms=choose_surface_forms(tokens),
        lengths=tuple((every + (TITLE_WEIGHT - 1) * in_title).tolist()),
        title_terms=_count_title_terms(tokens, len(numbered)),
        filters=_collect_filters(numbered),
        meaning=meaning,
        language=language,
    )


def _split_documents(
    documents: Sequence[Document], language: Language, memory: Memory
) -> Iterator[str]:
    """Give the words of each document; a changed tag leaves those of papers remembered."""
    for kind, own in groupby(documents, lambda document: document.kind == "paper"):
        yield from memory.remember_each(
            "words of papers" if kind else "words of pages",
            (language.constant,),
            tuple(own),
            lambda one: repr((one.kind, one.title, one.text, one.keywords)),
            lambda new: (split_document(one, language) for one in new),
        )


def _count_title_terms(tokens: Tokens, documents: int) -> tuple[int, ...]:
    number: dict[str, int] = {}
    terms = [number.setdefault(term, len(number)) for term, _ in tokens.forms]
    term = np.array(terms, np.int64)[tokens.form[tokens.in_title]]
    pairs = np.unique(tokens.document[tokens.in_title] << 32 | term)
    return tuple(np.bincount(pairs >> 32, minlength=documents).tolist())


def _collect_filters(documents: Sequence[Document]) -> dict[str, FilterValue]:
    """Every value of a field that a paper has or that has a page, in the order of ids."""
    names = {document.id: document.title for document in documents}
    found: dict[str, FilterValue] = {}
    for asked in FIELDS:
        papers: dict[str, list[int]] = defaultdict(list)
        for document in documents:
            folder, _, value = document.id.partition("/")
            if folder == asked.folder and value:
                papers.setdefault(value, [])
        for number, document in enumerate(documents):
            for value in asked.values(document):
                papers[value].append(number)
        for value in sorted(papers):
            name = names.get(f"{asked.folder}/{value}", value)
            found[f"{asked.name}:{value}"] = FilterValue(name=name, papers=tuple(papers[value]))
    if any(document.kind == "tag" for document in documents):
        untagged = (n for n, one in enumerate(documents) if one.kind == "paper" and not one.tags)
        found[f"tag:{NO_TAG}"] = FilterValue(name="Not tagged", papers=tuple(untagged))
    return found
