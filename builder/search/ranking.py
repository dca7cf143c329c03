"""The ranking that the package's docstring describes; `ranking.js` does the same."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from .expansion import Clause, expand_query, split_unknown
from .filters import find_values
from .index import TITLE_WEIGHT, Index, Posting
from .notes import Note, list_notes
from .phrases import find_with_phrase
from .query import Query, parse_query

K1 = 0.7
B = 0.75
"""Saturation and length normalisation of BM25: Robertson and Zaragoza, 2009."""
EXACT_TITLE = 1000.0
"""More than any sum of clauses reaches."""
NON_PAPER_WEIGHT = 0.0001


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A document that answers a query."""

    document: int
    score: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The documents that answer a query, the best first, and what the reader should be told."""

    hits: tuple[Hit, ...]
    notes: tuple[Note, ...]


def search(index: Index, text: str) -> tuple[Hit, ...]:
    """Return every document that answers, the best first."""
    return answer_query(index, text).hits


def answer_query(index: Index, text: str) -> Answer:
    """Return every document that answers, with notes on what became of the query."""
    query = split_unknown(index, parse_query(text, index.known))
    clauses = expand_query(index, query)
    scores = _score_documents(index, clauses) if clauses else _score_without_words(index, query)
    for demands in (_find_with_phrases(index, query), *_find_with_filters(index, query)):
        if demands is not None:
            scores = {number: scores[number] for number in sorted(demands & scores.keys())}
    for phrase in query.excluded:
        for number in find_with_phrase(index, phrase):
            scores.pop(number, None)
    for number in _find_exact_titles(index, clauses) & scores.keys():
        scores[number] += EXACT_TITLE
    hits = (_make_hit(index, number, score) for number, score in scores.items())
    return Answer(
        hits=tuple(sorted(hits, key=lambda hit: _sort_key(index, hit))),
        notes=list_notes(index, query, clauses),
    )


def compute_idf(documents: int, document_frequency: int) -> float:
    """Return ln(1 + (N - n + 0.5) / (n + 0.5)), to three places so that all engines agree."""
    rarity = math.log(1 + (documents - document_frequency + 0.5) / (document_frequency + 0.5))
    return math.floor(1000 * rarity + 0.5) / 1000


def saturate(posting: Posting, length: float) -> float:
    """Return BM25's share of the frequency, for a length relative to the mean."""
    frequency = TITLE_WEIGHT * posting.in_title + posting.in_text
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length))


def _score_documents(index: Index, clauses: Iterable[Clause]) -> dict[int, float]:
    scores: dict[int, float] = {}
    for clause in clauses:
        best: dict[int, float] = {}
        for term, weight in clause.alternatives.items():
            for posting in index.postings[term]:
                length = index.lengths[posting.document] / index.average_length
                value = weight * saturate(posting, length)
                best[posting.document] = max(best.get(posting.document, 0.0), value)
        own = index.postings.get(clause.token.term)
        document_frequency = len(own) if own else len(best)
        rarity = compute_idf(len(index.documents), document_frequency)
        for number, value in best.items():
            scores[number] = scores.get(number, 0.0) + rarity * value
    return scores


def _score_without_words(index: Index, query: Query) -> dict[int, float]:
    """A query that only narrows or excludes starts from all papers; an empty one, from none."""
    narrows = query.filters or query.excluded
    return dict.fromkeys(range(index.papers), 0.0) if narrows else {}


def _find_with_phrases(index: Index, query: Query) -> set[int] | None:
    """The documents with every phrase; `None` without phrases."""
    if not query.phrases:
        return None
    return set.intersection(*(find_with_phrase(index, phrase) for phrase in query.phrases))


def _find_with_filters(index: Index, query: Query) -> Iterable[set[int]]:
    for filter_ in query.filters:
        values = find_values(index, filter_)
        chosen: set[int] = set().union(*(value.papers for value in values))
        yield set(range(index.papers)) - chosen if filter_.excluded else chosen


def _find_exact_titles(index: Index, clauses: tuple[Clause, ...]) -> set[int]:
    """The documents whose title has every term of the query and no other."""
    found: set[int] | None = None
    for clause in clauses:
        titles = {
            posting.document
            for posting in index.postings.get(clause.token.term) or ()
            if posting.in_title and index.title_terms[posting.document] == len(clauses)
        }
        found = titles if found is None else found & titles
    return found or set()


def _make_hit(index: Index, number: int, score: float) -> Hit:
    if number >= index.papers:
        score *= NON_PAPER_WEIGHT
    return Hit(document=number, score=math.floor(1e6 * score + 0.5) / 1e6)


def _sort_key(index: Index, hit: Hit) -> tuple[bool, float, int]:
    return hit.document >= index.papers, -hit.score, hit.document
