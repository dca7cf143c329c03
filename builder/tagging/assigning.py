"""Assigns tags: exactly those given by hand, else those that rules and labels give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..model.problems import Problems
from ..model.records import Assignment, Paper, PaperId, TagId
from ..runtime.parallel import map_parallel
from ..text.title_key import normalised
from .rules import PaperText, TagRules, reason_of
from .vocabulary import HandTags, Vocabulary

ENOUGH = 0.44
"""Probability from which a tag is assigned: the best micro-F1 in cross-validation."""
_SECOND = 0.15
"""Probability that a second tag needs: hardly any paper has just one tag."""
_MOST = 5
_MOST_TAUGHT = 2000
"""Labelled papers to learn from at most; of more, every n-th is used."""

_WORTH_SPREADING = 1000
"""Papers from which more than one process pays."""


def assign_tags(
    papers: Iterable[Paper], vocabulary: Vocabulary, problems: Problems
) -> Mapping[PaperId, tuple[Assignment, ...]]:
    """Return the tags of each paper, strongest first; at least one where there are tags.

    A paper tagged by hand has exactly those tags, and teaches how to tag the others.
    A line that names no paper is a problem.
    """
    papers = tuple(papers)
    by_hand = tagged_by_hand(papers, vocabulary, problems)
    if not vocabulary.tags or len(by_hand) == len(papers):
        machine: Mapping[PaperId, tuple[Assignment, ...]] = {}
    else:
        machine = tagged_by_machine(papers, vocabulary, by_hand)
    return {
        paper.id: (
            tuple(
                Assignment(tag=tag, strength=1.0, by="hand", reason="") for tag in by_hand[paper.id]
            )
            if paper.id in by_hand
            else machine.get(paper.id, ())
        )
        for paper in papers
    }


def tagged_by_hand(
    papers: Iterable[Paper], vocabulary: Vocabulary, problems: Problems
) -> Mapping[PaperId, tuple[TagId, ...]]:
    """Return the tags given by hand; each line that names no paper is a problem."""
    named: dict[str, list[PaperId]] = {}
    for paper in papers:
        names = [normalised(paper.title.plain), paper.id, *paper.aliases, paper.doi, paper.arxiv_id]
        for name in dict.fromkeys(name.lower() for name in names if name):
            named.setdefault(name, []).append(paper.id)
    found: dict[PaperId, tuple[TagId, ...]] = {}
    strangers: list[HandTags] = []
    for line in vocabulary.by_hand:
        ids = named.get(line.paper.lower()) or named.get(normalised(line.paper)) or []
        found.update((id_, line.tags) for id_ in ids)
        if not ids:
            strangers.append(line)
    if len(strangers) > 1 and not found:
        problems.add(strangers[0].origin, "expected titles of papers, got none of this catalogue")
        return found
    for line in strangers:
        problems.add(line.origin, f"expected the title of a paper, got {line.paper!r}")
    return found


def tagged_by_machine(
    papers: Sequence[Paper],
    vocabulary: Vocabulary,
    by_hand: Mapping[PaperId, tuple[TagId, ...]],
) -> Mapping[PaperId, tuple[Assignment, ...]]:
    """Return the tags that rules and labels give each paper without tags by hand."""
    # Imported here so that commands that tag nothing start without numpy and scipy.
    import numpy as np

    from .features import features_of
    from .model import learn

    rules = TagRules(vocabulary)
    tags = tuple(tag.id for tag in vocabulary.tags)
    column = {tag: number for number, tag in enumerate(tags)}
    texts = [PaperText.of(paper) for paper in papers]
    found = list(map_parallel(rules.found, texts, least=_WORTH_SPREADING))
    labelled = [row for row, paper in enumerate(papers) if paper.id in by_hand]
    taught = labelled[:: -(-len(labelled) // _MOST_TAUGHT) or 1]
    wanted = np.zeros((len(taught), len(tags)))
    for row, at in enumerate(taught):
        for tag in by_hand[papers[at].id]:
            wanted[row, column[tag]] = 1.0
    features = features_of(texts, found, tags, rules.phrases, taught)
    learned = learn(features.matrix, features.rules, taught, wanted)
    assigned: dict[PaperId, tuple[Assignment, ...]] = {}
    for row, paper in enumerate(papers):
        if paper.id in by_hand:
            continue
        strengths = learned.probability[row].tolist()
        assigned[paper.id] = tuple(
            Assignment(
                tag=tags[number],
                strength=round(strengths[number], 3),
                by="machine",
                reason=reason_of(found[row].get(tags[number], ()), texts[row])
                or features.words_for(row, learned.weight[:, number]),
            )
            for number in chosen(strengths)
        )
    return assigned


def chosen(strengths: Sequence[float]) -> tuple[int, ...]:
    """Return which tags are strong enough, strongest first, then in the owner's order."""
    order = sorted(range(len(strengths)), key=lambda number: (-strengths[number], number))
    bounds = (0.0, _SECOND, *[ENOUGH] * (_MOST - 2))
    return tuple(
        number for number, bound in zip(order, bounds, strict=False) if strengths[number] >= bound
    )
