"""What the words of a query find, by BM25; `bm25.js` does the same."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from .expansion import Clause
from .index import TITLE_WEIGHT, Index
from .postings import Posting

K1 = 0.7
B = 0.75
"""Saturation and length normalisation of BM25: Robertson and Zaragoza, 2009."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WordScores:
    """What the words of a query find."""

    shares: Mapping[int, float]
    """What share of the best possible BM25 each document reaches."""
    complete: Set[int]
    """The documents with every word, but for those that no document has."""
    spelt: Set[int]
    """The documents with every word in their text, none of them put in for another."""
    begun: Set[int]
    """The same, but that the last word may be the beginning of one."""
    in_title: Set[int]
    """The documents with a word in their title."""


def compute_idf(documents: int, document_frequency: int) -> float:
    """Return ln(1 + (N - n + 0.5) / (n + 0.5)), to three places so that all engines agree."""
    rarity = math.log(1 + (documents - document_frequency + 0.5) / (document_frequency + 0.5))
    return math.floor(1000 * rarity + 0.5) / 1000


def saturate(posting: Posting, length: float) -> float:
    """Return BM25's share of the frequency, for a length relative to the mean."""
    frequency = TITLE_WEIGHT * posting.in_title + posting.in_text
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length))


def score_documents(index: Index, clauses: Iterable[Clause]) -> WordScores:
    """Return the scores: the sums over the clauses of idf times BM25 of the best alternative.

    A name counts as much as the best BM25, less where it is a word of texts too.
    """
    scores: dict[int, float] = {}
    times: Counter[int] = Counter()
    times_spelt: Counter[int] = Counter()
    times_begun: Counter[int] = Counter()
    in_title: set[int] = set()
    ideal, counted, every = 0.0, 0, 0
    for clause in clauses:
        best: dict[int, float] = {}
        for term, weight in clause.alternatives.items():
            for posting in index.postings[term]:
                length = index.lengths[posting.document] / index.average_length
                value = weight * saturate(posting, length)
                best[posting.document] = max(best.get(posting.document, 0.0), value)
                if posting.in_title:
                    in_title.add(posting.document)
        if not clause.misspelt:
            times_begun.update(best.keys())
        for number in clause.named:
            best[number] = max(best.get(number, 0.0), clause.named_weight * (K1 + 1))
        own = index.postings.get(clause.token.term)
        times_spelt.update(posting.document for posting in own or ())
        document_frequency = len(own) if own and not clause.named else len(best)
        rarity = compute_idf(len(index.documents), document_frequency)
        ideal += rarity * (K1 + 1)
        counted += clause.counts
        every += 1
        times.update(best.keys())
        for number, value in best.items():
            scores[number] = scores.get(number, 0.0) + rarity * value
    return WordScores(
        # Words that every document has may be worth nothing at all.
        shares={number: score and score / ideal for number, score in scores.items()},
        complete={number for number, found in times.items() if found == counted},
        spelt={number for number, found in times_spelt.items() if found == every},
        begun={number for number, found in times_begun.items() if found == every},
        in_title=in_title,
    )
