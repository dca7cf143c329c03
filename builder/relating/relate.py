"""The relate stage: the papers near each paper, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..model.records import Assignment, Paper, PaperId, Related, TagId
from ..runtime.parallel import map_parallel
from ..text.language import ENGLISH, Language
from ..text.vectors import centre_rows
from .meaning import Vectors
from .similarity import Neighbours, find_nearest, tag_vectors
from .tfidf import PaperVectors, build_vectors

CHOSEN_NEIGHBOURS = 7
"""How many nearest neighbours a paper has."""
MAX_NEIGHBOURS = 10
"""How many including papers that would otherwise be nobody's neighbour."""
WORDS_SHOWN = 5
PARALLEL_FROM = 1000
"""Papers from which several processes are worthwhile."""


def relate(
    papers: Sequence[Paper],
    assigned: Mapping[PaperId, tuple[Assignment, ...]],
    vectors: Vectors | None = None,
    language: Language = ENGLISH,
) -> Mapping[PaperId, tuple[Related, ...]]:
    """Return the nearest papers of each paper, nearest first; `papers` are sorted by id.

    Versions of a paper are left out, and so are its near-duplicates. `vectors` say what the
    papers mean: a row each, of length 1, or of zeros where that is not known. `language` is that
    of their texts.
    """
    words = build_vectors(papers, language)
    meaning = centre_rows(np.zeros((len(papers), 1)) if vectors is None else vectors)
    chosen = find_nearest(
        words.matrix,
        tag_vectors(papers, assigned),
        meaning.astype(np.float32),
        CHOSEN_NEIGHBOURS + 3,
    )
    for row, paper in enumerate(papers):
        kept = [found for found in chosen[row] if papers[found[0]].id not in paper.versions]
        chosen[row] = kept[:CHOSEN_NEIGHBOURS]
    _link_orphans(chosen)
    held = [frozenset(tag.tag for tag in assigned.get(paper.id, ())) for paper in papers]

    def related(row: int) -> tuple[Related, ...]:
        return tuple(
            Related(
                paper=papers[near].id,
                score=round(score, 3),
                words=_shared_words(words, row, near),
                tags=_shared_tags(assigned.get(papers[row].id, ()), held[near]),
            )
            for near, score in chosen[row]
        )

    made = map_parallel(related, range(len(papers)), least=PARALLEL_FROM)
    return {paper.id: found for paper, found in zip(papers, made, strict=True)}


def _link_orphans(chosen: list[Neighbours]) -> None:
    """Add each row that is nobody's neighbour to its nearest neighbour with room for it."""
    known = {near for neighbours in chosen for near, _ in neighbours}
    for row in (row for row in range(len(chosen)) if row not in known):
        for near, score in chosen[row]:
            if len(chosen[near]) < MAX_NEIGHBOURS:
                chosen[near].append((row, score))
                chosen[near].sort(key=lambda found: (-found[1], found[0]))
                break


def _shared_words(vectors: PaperVectors, row: int, near: int) -> tuple[str, ...]:
    """Return the heaviest shared terms, if there are any only topical ones.

    A word is dropped if a shared pair contains it.
    """
    here, there = vectors.row_weights(row), vectors.row_weights(near)
    shared = here.keys() & there.keys()
    topical = {term for term in shared if vectors.topical[term]}
    weight = {term: here[term] * there[term] for term in topical or shared}
    shown: list[str] = []
    for term in sorted(weight, key=lambda term: (-weight[term], term)):
        spelling = vectors.spellings[term]
        if any(spelling in other.split() for other in shown):
            continue
        shown = [other for other in shown if other not in spelling.split()]
        shown.append(spelling)
        if len(shown) == WORDS_SHOWN:
            break
    return tuple(shown)


def _shared_tags(here: Sequence[Assignment], there: frozenset[TagId]) -> tuple[TagId, ...]:
    return tuple(tag.tag for tag in here if tag.tag in there)
