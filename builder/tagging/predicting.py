"""Predicts the tags of papers that have none by hand, with the reason of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..model.problems import Problems
from ..model.records import Assignment, Paper, PaperId, TagId
from ..model.wording import Message, join_messages, message
from ..runtime.hashing import hash_value
from ..runtime.memory import NO_MEMORY, Memory
from ..runtime.rows import Rows, remember_rows, remember_words
from ..text.vectors import centre_rows
from .closeness import Matrix, measure_closeness
from .features import Features, Labels, build_features
from .model import FirstStep, learn, take_first_step
from .phrases import Words, split_words
from .rules import Matches, TagRules
from .vocabulary import TagPhrases, Vocabulary

ASSIGN_FROM = 0.4
"""Probability from which a tag is assigned: so that in cross-validation papers get as many as
by hand, and precision equals recall; from 0.36 to 0.44, micro-F1 is the same."""
_FIRST = 0.1
"""Probability that the likeliest tag needs: what fits nothing has no tag."""
_SECOND = 0.15
"""Probability that a second tag needs: hardly any paper has just one tag."""
_MOST = 5
_MAX_TRAINING_PAPERS = 2000
"""Labelled papers to learn from at most; of more, every n-th is used."""
_NEAR = 1.5
"""Closeness from which a paper is said to be near a tag: that of one paper in fifteen."""


@dataclass(frozen=True, kw_only=True)
class _Lesson:
    """What the words of the papers say, whatever the tags mean."""

    matches: Matches
    features: Features
    first: FirstStep | None


def predict_tags(
    papers: Sequence[Paper],
    vocabulary: Vocabulary,
    by_hand: Mapping[PaperId, tuple[TagId, ...]],
    vectors: NDArray[np.float32] | None = None,
    tag_vectors: NDArray[np.float32] | None = None,
    memory: Memory = NO_MEMORY,
) -> Mapping[PaperId, tuple[Assignment, ...]]:
    """Return the tags that rules, labels and meaning give each paper without tags by hand."""
    tags = tuple(tag.id for tag in vocabulary.tags if tag.id in vocabulary.phrases)
    phrases = [vocabulary.phrases[tag] for tag in tags]
    labels = _collect_labels(papers, tags, by_hand)
    width = 1 if vectors is None else vectors.shape[1]
    meaning = centre_rows(_or_zeros(vectors, len(papers), width))
    lesson = _take_lesson(papers, phrases, labels, meaning, memory)
    # Tags that are made of keywords come last.
    of_tags = centre_rows(_or_zeros(tag_vectors, len(tags), width)[: len(tags)])
    closeness = measure_closeness(meaning, of_tags, labels.rows, labels.wanted)
    model = learn(lesson.features.rules, closeness, labels, lesson.first)

    def explain(row: int, numbers: Sequence[int]) -> Iterator[Message]:
        title, abstract = (Words(text=t.plain) for t in (papers[row].title, papers[row].abstract))
        for number in numbers:
            told = lesson.matches.explain(row, number, title, abstract)
            if not told:
                near = closeness[row, number] >= _NEAR
                told = join_messages(
                    "; ",
                    (
                        message("close in meaning to this tag") if near else Message(),
                        lesson.features.tell_words(row, model.weight[:, number]),
                    ),
                )
            yield told

    assigned: dict[PaperId, tuple[Assignment, ...]] = {}
    for row, paper in enumerate(papers):
        if paper.id not in by_hand:
            strengths = model.probability[row].tolist()
            chosen = choose_tags(strengths)
            assigned[paper.id] = tuple(
                Assignment(
                    tag=tags[number],
                    strength=round(strengths[number], 3),
                    by="machine",
                    reason=reason,
                )
                for number, reason in zip(chosen, explain(row, chosen), strict=True)
                if reason
            )
    return assigned


def _collect_labels(
    papers: Sequence[Paper], tags: Sequence[TagId], by_hand: Mapping[PaperId, tuple[TagId, ...]]
) -> Labels:
    column = {tag: number for number, tag in enumerate(tags)}
    labelled = [row for row, paper in enumerate(papers) if paper.id in by_hand]
    rows = labelled[:: -(-len(labelled) // _MAX_TRAINING_PAPERS) or 1]
    wanted = np.zeros((len(rows), len(tags)))
    for row, at in enumerate(rows):
        wanted[row, [column[tag] for tag in by_hand[papers[at].id]]] = 1.0
    return Labels(rows=rows, wanted=wanted)


def _take_lesson(
    papers: Sequence[Paper],
    phrases: Sequence[TagPhrases],
    labels: Labels,
    meaning: Matrix,
    memory: Memory,
) -> _Lesson:
    texts = [(paper.title.plain, paper.abstract.plain) for paper in papers]
    sources = [
        [[phrase.source for phrase in kind] for kind in (one.words, one.hints, one.against)]
        for one in phrases
    ]

    def teach(_: Problems) -> _Lesson:
        words = remember_words(memory, "words to tag", texts, split_words)
        rules = TagRules(phrases)

        def find(new: Sequence[int], _: Sequence[str]) -> Rows:
            return rules.find_matches(words.choose_papers(new)).make_rows(len(new))

        rows = remember_rows(memory, "phrases in papers", [hash_value(sources)], texts, find)
        matches = Matches.from_rows(rows)
        features = build_features(words, matches, len(phrases), rules.phrase_count, labels)
        first = take_first_step(features, meaning, labels)
        return _Lesson(matches=matches, features=features, first=first)

    arrays = (labels.wanted.tobytes(), meaning.tobytes())
    made_of = hash_value(texts, sources, list(labels.rows), *arrays)
    return memory.remember("lesson", [made_of], teach).value


def _or_zeros(vectors: NDArray[np.float32] | None, rows: int, width: int) -> NDArray[np.float32]:
    return np.zeros((rows, width), np.float32) if vectors is None else vectors


def choose_tags(strengths: Sequence[float]) -> tuple[int, ...]:
    """Return which tags are strong enough, strongest first, then in the owner's order."""
    order = sorted(range(len(strengths)), key=lambda number: (-strengths[number], number))
    bounds = (_FIRST, _SECOND, *[ASSIGN_FROM] * (_MOST - 2))
    return tuple(
        number for number, bound in zip(order, bounds, strict=False) if strengths[number] >= bound
    )
