"""The tag stage: the tags of each paper, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .problems import Problems
from .records import Assignment, Paper, PaperId, TagId
from .tag_rules import Found, TagRules, reason_of, rule_score
from .titles import normalised
from .vocabulary import Vocabulary

_ENOUGH = 2.4
_MOST = 4


def assign_tags(
    papers: Iterable[Paper], vocabulary: Vocabulary, problems: Problems
) -> Mapping[PaperId, tuple[Assignment, ...]]:
    """Return the tags of each paper, strongest first; at least one where there are tags.

    A paper tagged by hand has exactly those tags. A line that names no paper is a problem.
    """
    papers = tuple(papers)
    if not vocabulary.tags:
        return {paper.id: () for paper in papers}
    by_hand = tagged_by_hand(papers, vocabulary, problems)
    rules = TagRules(vocabulary)
    order = {tag.id: number for number, tag in enumerate(vocabulary.tags)}
    assigned: dict[PaperId, tuple[Assignment, ...]] = {}
    for paper in papers:
        if paper.id in by_hand:
            assigned[paper.id] = tuple(
                Assignment(tag=tag, strength=1.0, by="hand", reason="") for tag in by_hand[paper.id]
            )
        else:
            assigned[paper.id] = _by_rules(rules.found(paper), order)
    return assigned


def tagged_by_hand(
    papers: Iterable[Paper], vocabulary: Vocabulary, problems: Problems
) -> Mapping[PaperId, tuple[TagId, ...]]:
    """Return the tags given by hand; each line that names no paper is a problem."""
    named: dict[str, list[PaperId]] = {}
    for paper in papers:
        names = [normalised(paper.title.plain), paper.id, *paper.aliases, paper.doi, paper.arxiv_id]
        for name in dict.fromkeys(name for name in names if name):
            named.setdefault(name, []).append(paper.id)
    found: dict[PaperId, tuple[TagId, ...]] = {}
    for line in vocabulary.by_hand:
        ids = named.get(line.paper.lower()) or named.get(normalised(line.paper)) or []
        if not ids:
            problems.add(line.origin, f"expected the title of a paper, got {line.paper!r}")
        for id_ in ids:
            found[id_] = line.tags
    return found


def _by_rules(
    found: Mapping[TagId, tuple[Found, ...]], order: Mapping[TagId, int]
) -> tuple[Assignment, ...]:
    scores = {tag: rule_score(hits) for tag, hits in found.items()}
    best = sorted(order, key=lambda tag: (-scores.get(tag, 0.0), order[tag]))[:_MOST]
    return tuple(
        Assignment(
            tag=tag,
            strength=round(min(scores.get(tag, 0.0) / 8, 1.0), 3),
            by="machine",
            reason=reason_of(found.get(tag, ())),
        )
        for rank, tag in enumerate(best)
        if rank == 0 or scores.get(tag, 0.0) >= _ENOUGH
    )
