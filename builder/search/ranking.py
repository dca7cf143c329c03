"""The ranking that the package's docstring describes; `ranking.js` does the same."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .analysis import Token
from .index import TITLE_WEIGHT, Index, Posting
from .query import Filter, Query, parse_query
from .spelling import find_completions, find_near_spellings

K1 = 0.7
B = 0.75
"""Saturation and length normalisation of BM25: Robertson and Zaragoza, 2009."""
EXACT_TITLE = 1000.0
"""More than any sum of clauses reaches."""
NON_PAPER_WEIGHT = 0.0001
COMPLETION_WEIGHT = 0.5
NEAR_WEIGHT = {1: 0.8, 2: 0.6}
"""By distance."""
MAX_COMPLETIONS = 6
MIN_COMPLETED_LENGTH = 2
"""A single letter has too many completions to be worth loading."""
MAX_NEAR = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """A word of the query and the terms that may stand for it."""

    token: Token
    alternatives: Mapping[str, float]
    """Terms of the index with their weight, up to 1; empty where nothing is near."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A document that answers a query."""

    document: int
    score: float


def search(index: Index, text: str) -> tuple[Hit, ...]:
    """Return every document that answers, the best first."""
    query = parse_query(text)
    clauses = tuple(expand_token(index, token, query) for token in query.tokens)
    scores = _score_documents(index, clauses) if clauses else _score_filters_only(index, query)
    for demands in (_find_with_phrases(index, query), *_find_with_filters(index, query)):
        if demands is not None:
            scores = {number: scores[number] for number in sorted(demands & scores.keys())}
    for phrase in query.excluded:
        for number in _find_with_phrase(index, phrase):
            scores.pop(number, None)
    for number in _find_exact_titles(index, clauses) & scores.keys():
        scores[number] += EXACT_TITLE
    hits = (_make_hit(index, number, score) for number, score in scores.items())
    return tuple(sorted(hits, key=lambda hit: _sort_key(index, hit)))


def expand_token(index: Index, token: Token, query: Query) -> Clause:
    """Return the clause of a word: itself, its completions, or else its near spellings."""
    alternatives: dict[str, float] = {}
    if token.term in index.postings:
        alternatives[token.term] = 1.0
    if token.word == query.unfinished_word and len(token.word) >= MIN_COMPLETED_LENGTH:
        found = find_completions(token.word, index.terms, index.surface_forms)
        found.sort(key=lambda term: (-len(index.postings[term]), term))
        for term in found[:MAX_COMPLETIONS]:
            alternatives.setdefault(term, COMPLETION_WEIGHT)
    if not alternatives:
        near = find_near_spellings(token.word, token.term, index.terms, index.surface_forms)
        near.sort(key=lambda pair: (pair[1], -len(index.postings[pair[0]]), pair[0]))
        alternatives = {term: NEAR_WEIGHT[distance] for term, distance in near[:MAX_NEAR]}
    return Clause(token=token, alternatives=alternatives)


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


def _score_filters_only(index: Index, query: Query) -> dict[int, float]:
    """A query of filters alone starts from all papers; an empty one, from none."""
    return dict.fromkeys(range(index.papers), 0.0) if query.filters else {}


def _find_with_phrases(index: Index, query: Query) -> set[int] | None:
    """The documents with every phrase; `None` without phrases."""
    if not query.phrases:
        return None
    return set.intersection(*(_find_with_phrase(index, phrase) for phrase in query.phrases))


def _find_with_phrase(index: Index, phrase: tuple[Token, ...]) -> set[int]:
    """Return the documents that have the tokens at the same relative positions."""
    found: dict[int, set[int]] | None = None
    for token in phrase:
        starts = {
            posting.document: {position - token.position for position in posting.positions}
            for posting in index.postings.get(token.term) or ()
        }
        if found is None:
            found = starts
        else:
            both = found.keys() & starts.keys()
            found = {number: found[number] & starts[number] for number in both}
    return {number for number, starts in (found or {}).items() if starts}


def _find_with_filters(index: Index, query: Query) -> Iterable[set[int]]:
    for filter_ in query.filters:
        chosen = _find_with_filter(index, filter_)
        yield set(range(index.papers)) - chosen if filter_.excluded else chosen


def _find_with_filter(index: Index, filter_: Filter) -> set[int]:
    """The papers with the tag or of the listing of that id, or of all that begin so."""
    name = f"{filter_.field}:{filter_.value}"
    if name in index.filters:
        return set(index.filters[name])
    chosen = (papers for other, papers in index.filters.items() if other.startswith(name))
    return set().union(*chosen)


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
