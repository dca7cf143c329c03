"""The relate stage: the papers near each paper, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

import numpy as np
from scipy import sparse

from ..model.records import Assignment, Paper, PaperId, Related, TagId
from ..runtime.hashing import hash_value
from ..runtime.memory import NO_MEMORY, Memory
from ..runtime.parallel import map_parallel
from ..text.language import ENGLISH, Language
from ..text.vectors import centre_rows
from .meaning import Vectors
from .similarity import (
    BLOCK_ROWS,
    NearPairs,
    Neighbours,
    choose_nearest,
    find_near_pairs,
    tag_vectors,
)
from .tfidf import PaperVectors, build_vectors

CHOSEN_NEIGHBOURS = 7
"""How many nearest neighbours a paper has."""
MAX_NEIGHBOURS = 10
"""How many including papers that would otherwise be nobody's neighbour."""
WORDS_SHOWN = 5
PARALLEL_FROM = 4
"""Blocks of papers from which several processes are worthwhile."""


def relate(
    papers: Sequence[Paper],
    assigned: Mapping[PaperId, tuple[Assignment, ...]],
    vectors: Vectors | None = None,
    language: Language = ENGLISH,
    memory: Memory = NO_MEMORY,
) -> Mapping[PaperId, tuple[Related, ...]]:
    """Return the nearest papers of each paper, nearest first; `papers` are sorted by id.

    Versions of a paper are left out, and so are its near-duplicates. `vectors` say what the
    papers mean: a row each, of length 1, or of zeros where that is not known. `language` is that
    of their texts.
    """
    texts = [(paper.title.plain, paper.abstract.plain) for paper in papers]
    words, pairs = memory.remember(
        "nearness",
        [hash_value(texts, b"" if vectors is None else vectors.tobytes(), language)],
        lambda _: _compare_texts(papers, vectors, language, memory),
    ).value
    chosen = choose_nearest(pairs, tag_vectors(papers, assigned), CHOSEN_NEIGHBOURS + 3)
    for row, paper in enumerate(papers):
        kept = [found for found in chosen[row] if papers[found[0]].id not in paper.versions]
        chosen[row] = kept[:CHOSEN_NEIGHBOURS]
    _link_orphans(chosen)
    held = [frozenset(tag.tag for tag in assigned.get(paper.id, ())) for paper in papers]

    def relate_some(start: int) -> list[tuple[Related, ...]]:
        rows = range(start, min(start + BLOCK_ROWS, len(papers)))
        shared = list_shared_words(words, [(row, near) for row in rows for near, _ in chosen[row]])
        return [
            tuple(
                Related(
                    paper=papers[near].id,
                    score=round(score, 3),
                    words=next(shared),
                    tags=_shared_tags(assigned.get(papers[row].id, ()), held[near]),
                )
                for near, score in chosen[row]
            )
            for row in rows
        ]

    starts = range(0, len(papers), BLOCK_ROWS)
    made = chain.from_iterable(map_parallel(relate_some, starts, least=PARALLEL_FROM))
    return {paper.id: found for paper, found in zip(papers, made, strict=True)}


def _compare_texts(
    papers: Sequence[Paper], vectors: Vectors | None, language: Language, memory: Memory
) -> tuple[PaperVectors, NearPairs]:
    words = build_vectors(papers, language, memory)
    meaning = centre_rows(np.zeros((len(papers), 1)) if vectors is None else vectors)
    return words, find_near_pairs(words.matrix, meaning.astype(np.float32))


def _link_orphans(chosen: list[Neighbours]) -> None:
    """Add each row that is nobody's neighbour to its nearest neighbour with room for it."""
    known = {near for neighbours in chosen for near, _ in neighbours}
    for row in (row for row in range(len(chosen)) if row not in known):
        for near, score in chosen[row]:
            if len(chosen[near]) < MAX_NEIGHBOURS:
                chosen[near].append((row, score))
                chosen[near].sort(key=lambda found: (-found[1], found[0]))
                break


def list_shared_words(
    vectors: PaperVectors, pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, ...]]:
    """Yield the heaviest terms that the two of each pair share, topical ones if there are any."""
    rows, others = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    both = sparse.csr_matrix(vectors.matrix[rows].multiply(vectors.matrix[others]))
    pair = np.repeat(np.arange(len(rows)), np.diff(both.indptr))
    topical = vectors.topical[both.indices]
    has_topical = np.bincount(pair, topical, len(rows)) > 0
    # What is equal but for the last digits is equal on every machine.
    order = np.lexsort((both.indices, -both.data.round(9), pair))
    order = order[topical[order] | ~has_topical[pair[order]]]
    terms = both.indices[order].tolist()
    starts = np.searchsorted(pair[order], np.arange(len(rows) + 1)).tolist()
    for start, end in pairwise(starts):
        yield _choose_words(map(vectors.spellings.__getitem__, terms[start:end]))


def _choose_words(spellings: Iterable[str]) -> tuple[str, ...]:
    """The first ones; a word is dropped if a pair contains it."""
    shown: list[str] = []
    in_pairs: set[str] = set()
    for spelling in spellings:
        if spelling in in_pairs:
            continue
        if " " in spelling:
            in_pairs.update(spelling.split())
            shown = [other for other in shown if other not in in_pairs]
        shown.append(spelling)
        if len(shown) == WORDS_SHOWN:
            break
    return tuple(shown)


def _shared_tags(here: Sequence[Assignment], there: frozenset[TagId]) -> tuple[TagId, ...]:
    return tuple(tag.tag for tag in here if tag.tag in there)
