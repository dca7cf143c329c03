"""The ranking that the package's docstring describes; `ranking.js` does the same."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from ..model.meaning import Numbers
from .analysis import Token
from .bm25 import WordScores, score_documents
from .expansion import Clause, expand_query, split_unknown
from .filters import find_chosen
from .fusion import Fused, fuse
from .groups import choose_groups, score_others
from .identifiers import read_identifier
from .index import Index
from .meaning import encode_query
from .named import NamedValue, find_by_name, find_named, find_with_name
from .notes import Note, list_notes
from .phrases import find_with_phrase
from .query import Query, parse_query

EXACT_TITLE = 1000.0
"""More than any sum of clauses reaches."""
NAMED = 100.0
"""What the papers of somebody have who is named, and once more if by the whole name."""
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
    fitting: int
    """So many of the hits, the first, are papers that fit; others share a word or are near."""
    groups: tuple[int, ...]
    """The tags and listings, then the pages, to show before the papers; the best first."""
    named: tuple[NamedValue, ...]
    """The people, venue or year that the query names, the best first."""
    named_first: bool
    """Whether they come before all else: more papers are theirs than have the words in the text."""
    notes: tuple[Note, ...]


def search(index: Index, text: str) -> tuple[Hit, ...]:
    """Return every document that answers, the best first."""
    return answer_query(index, text).hits


def answer_query(index: Index, text: str) -> Answer:
    """Return every document that answers, with notes on what became of the query."""
    if (paper := index.identifiers.get(read_identifier(text))) is not None:
        return _answer_with(paper)
    query = split_unknown(index, parse_query(text, index.known))
    clauses = expand_query(index, query)
    scored = score_documents(index, clauses)
    named = find_named(index, query)
    texts = scored.begun if named.unfinished else scored.spelt
    spelt = {number for number in texts if number < index.papers}
    leading = named.papers if len(named.papers) >= len(spelt) else frozenset()
    titled = _find_exact_titles(index, clauses)
    allowed = _find_allowed(index, query)
    vector = None if leading else _encode(index, query, clauses)
    others = score_others(index, scored, vector)
    papers = _score_papers(index, query, scored, vector, others)
    if leading:
        papers = _put_first(papers, leading, named.whole, spelt)
    scores = {
        number: score + (EXACT_TITLE if number in titled else 0)
        for number, score in papers.scores.items()
        if allowed is None or number in allowed
    }
    scores |= {
        number: score * NON_PAPER_WEIGHT
        for number, score in others.items()
        if allowed is None or number in allowed
    }
    fitting = (papers.fitting | titled) & scores.keys()
    rounded = {number: math.floor(1e6 * score + 0.5) / 1e6 for number, score in scores.items()}

    def order(number: int) -> tuple[bool, bool, float, int]:
        return number >= index.papers, number not in fitting, -rounded[number], number

    ordered = sorted(rounded, key=order)
    # What fits comes first, so a score may be above that of the hit before: it is cut to that.
    least = accumulate((rounded[number] for number in ordered), min)
    return Answer(
        hits=tuple(
            Hit(document=number, score=score) for number, score in zip(ordered, least, strict=True)
        ),
        groups=choose_groups(index, scored, others) if allowed is None else (),
        named=() if query.filters or query.excluded else named.values,
        named_first=bool(leading) or not named.papers,
        fitting=sum(number < index.papers for number in fitting),
        notes=list_notes(index, query, () if leading else clauses),
    )


def _answer_with(paper: int) -> Answer:
    """The answer to the identifier of a paper."""
    hit = Hit(document=paper, score=EXACT_TITLE)
    return Answer(hits=(hit,), fitting=1, groups=(), named=(), named_first=False, notes=())


def _put_first(papers: Fused, leading: Set[int], whole: Set[int], spelt: Set[int]) -> Fused:
    """Put the papers of those who are named first; with them fit those that have the name."""
    scores = dict(papers.scores)
    for number in leading:
        scores[number] = scores.get(number, 0.0) + NAMED * (2 if number in whole else 1)
    return Fused(scores=scores, fitting=leading | spelt)


def _encode(index: Index, query: Query, clauses: Sequence[Clause]) -> Numbers | None:
    """Return what the query means; none where it has a phrase, or nothing was learnt."""
    if not index.meaning or query.phrases:
        return None
    if not any(clause.alternatives or clause.misspelt for clause in clauses):
        # Nothing but names.
        return None
    known = index.meaning.encoder.row
    if not any(clause.alternatives for clause in clauses) and any(
        clause.doubtful and clause.token.word not in known for clause in clauses
    ):
        # Nothing is found by its words, and one is no word of anything learnt: `Geoffrey Hinton`.
        return None
    return encode_query(index.meaning.encoder, _list_meant_words(index, query, clauses))


def _score_papers(
    index: Index,
    query: Query,
    scored: WordScores,
    vector: Numbers | None,
    others: Mapping[int, float],
) -> Fused:
    if not query.tokens and (query.filters or query.excluded):
        # A query that only narrows or excludes starts from all papers.
        every = range(index.papers)
        return Fused(scores=dict.fromkeys(every, 0.0), fitting=set(every))
    shares = np.zeros(index.papers)
    for number, share in scored.shares.items():
        if number < index.papers:
            shares[number] = share
    complete = {number for number in scored.complete if number < index.papers}
    tags = np.array(
        [others.get(number, 0.0) for number in range(index.papers, len(index.documents))]
    )
    return fuse(shares, complete, index.meaning, vector, tags)


def _list_meant_words(index: Index, query: Query, clauses: Sequence[Clause]) -> Iterator[str]:
    """The words of the query, the stop words too; a clear misspelling is what stands in for it."""
    corrected = {
        clause.token.word: index.surface_forms[next(iter(clause.alternatives))]
        for clause in clauses
        if clause.misspelt and clause.alternatives
    }
    names = {clause.token.word for clause in clauses if clause.named and not clause.alternatives}
    for word in query.words:
        if word not in names:
            yield corrected.get(word, word)


def _find_allowed(index: Index, query: Query) -> set[int] | None:
    """The documents with every phrase and filter and nothing excluded; none where all may be."""
    demands = [_find_with(index, phrase) for phrase in query.phrases]
    for filter_ in query.filters:
        chosen = find_chosen(index, filter_)
        demands.append(set(range(index.papers)) - chosen if filter_.excluded else chosen)
    unwanted = [_find_with(index, phrase) for phrase in query.excluded]
    if not demands and not unwanted:
        return None
    every = set(range(len(index.documents)))
    return every.intersection(*demands).difference(*unwanted)


def _find_with(index: Index, phrase: Sequence[Token]) -> Set[int]:
    """The documents with a phrase in their text, or as a name."""
    texts = find_with_phrase(index, phrase)
    words = [token.word for token in phrase]
    if len(words) == 1:
        return texts | find_by_name(index, words[0], len(texts), beginning=False)
    return texts | find_with_name(index, words)


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
