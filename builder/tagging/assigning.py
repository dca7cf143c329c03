"""Assigns tags: exactly those given by hand, else those that rules, labels and meaning give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..model.problems import Problems
from ..model.records import Assignment, Paper, PaperId, TagId
from ..runtime.memory import NO_MEMORY, Memory
from ..settings.paper_names import PaperNames
from .keyword_tags import KeywordTags, assign_by_keywords
from .vocabulary import HandAssignment, Vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def assign_tags(
    papers: Iterable[Paper],
    tags: KeywordTags,
    problems: Problems,
    vectors: NDArray[np.float32] | None = None,
    tag_vectors: NDArray[np.float32] | None = None,
    memory: Memory = NO_MEMORY,
) -> Mapping[PaperId, tuple[Assignment, ...]]:
    """Return the tags of each paper, strongest first; none where nothing speaks for any.

    A paper tagged by hand has exactly those tags of the owner's, and teaches how to tag the
    others; these also have the tags that their keywords give. Every paper has those that are made
    of its keywords. A line that names no paper is a problem. `vectors` say what the papers mean,
    `tag_vectors` what the tags mean: a row each, in the same order, of length 1, or of zeros if
    not known.
    """
    papers = tuple(papers)
    vocabulary = tags.vocabulary
    by_hand = resolve_hand_tags(papers, vocabulary, problems)
    if not vocabulary.phrases or len(by_hand) == len(papers):
        machine: Mapping[PaperId, tuple[Assignment, ...]] = {}
    else:
        # Imported here so that commands that tag nothing start without numpy and scipy.
        from .predicting import predict_tags

        machine = predict_tags(papers, vocabulary, by_hand, vectors, tag_vectors, memory)
    assigned: dict[PaperId, tuple[Assignment, ...]] = {}
    for paper in papers:
        found = assign_by_keywords(paper, tags)
        if paper.id in by_hand:
            first = tuple(
                Assignment(tag=tag, strength=1.0, by="hand", reason="") for tag in by_hand[paper.id]
            )
            rest = tuple(given for given in found if given.tag in tags.made)
        else:
            first, rest = found, machine.get(paper.id, ())
        known = {given.tag for given in first}
        assigned[paper.id] = (*first, *(given for given in rest if given.tag not in known))
    return assigned


def resolve_hand_tags(
    papers: Iterable[Paper], vocabulary: Vocabulary, problems: Problems
) -> Mapping[PaperId, tuple[TagId, ...]]:
    """Return the tags given by hand; each line that names no paper is a problem."""
    names = PaperNames(papers if vocabulary.by_hand else ())
    found: dict[PaperId, tuple[TagId, ...]] = {}
    unmatched: list[HandAssignment] = []
    for line in vocabulary.by_hand:
        ids = names.find(line.paper)
        found.update((id_, line.tags) for id_ in ids)
        if not ids:
            unmatched.append(line)
    if len(unmatched) > 1 and not found:
        problems.add(unmatched[0].origin, "expected titles of papers, got none of this catalogue")
        return found
    for line in unmatched:
        problems.add(line.origin, f"expected the title of a paper, got {line.paper!r}")
    return found
