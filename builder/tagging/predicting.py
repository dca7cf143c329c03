"""Predicts the tags of papers that have none by hand, with the reason of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from .model import FirstStep, TagModel, learn, take_first_step
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
    # Tags that are made of keywords come last.
    of_tags = centre_rows(_or_zeros(tag_vectors, len(tags), width)[: len(tags)])
    closeness = measure_closeness(meaning, of_tags, labels.rows, labels.wanted)
    untagged = [row for row, paper in enumerate(papers) if paper.id not in by_hand]
    texts = [(paper.title.plain, paper.abstract.plain) for paper in papers]
    arrays = (labels.wanted.tobytes(), meaning.tobytes())
    made_of = hash_value(texts, _list_sources(phrases), list(labels.rows), *arrays)

    def predict(_: Problems) -> list[tuple[Assignment, ...]]:
        lesson = memory.remember(
            "lesson", [made_of], lambda _: _teach(texts, phrases, labels, meaning, memory)
        ).value
        model = learn(lesson.features.rules, closeness, labels, lesson.first)
        return [_choose(texts[row], row, tags, lesson, model, closeness) for row in untagged]

    predicted = memory.remember(
        "predictions", [made_of, hash_value(tags, untagged, closeness.tobytes())], predict
    )
    return {papers[row].id: found for row, found in zip(untagged, predicted.value, strict=True)}


def _choose(
    text: tuple[str, str],
    row: int,
    tags: Sequence[TagId],
    lesson: _Lesson,
    model: TagModel,
    closeness: Matrix,
) -> tuple[Assignment, ...]:
    """Return the tags of the paper in `row`; `text` is its title and its abstract."""
    strengths = model.probability[row].tolist()
    chosen = choose_tags(strengths)
    title, abstract = (Words(text=each) for each in text)
    matched = lesson.matches.explain(row, chosen, title, abstract)

    def explain(number: int) -> Message:
        near = closeness[row, number] >= _NEAR
        words = lesson.features.tell_words(row, model.weight[:, number])
        told = message("close in meaning to this tag") if near else Message()
        return join_messages("; ", (told, words))

    return tuple(
        Assignment(
            tag=tags[number],
            strength=round(strengths[number], 3),
            by="machine",
            reason=reason,
        )
        for number in chosen
        if (reason := matched[number] or explain(number))
    )


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


def _list_sources(phrases: Iterable[TagPhrases]) -> list[list[list[str]]]:
    """What the owner wrote, which says all of a phrase."""
    return [
        [[phrase.source for phrase in kind] for kind in (one.words, one.hints, one.against)]
        for one in phrases
    ]


def _teach(
    texts: Sequence[tuple[str, str]],
    phrases: Sequence[TagPhrases],
    labels: Labels,
    meaning: Matrix,
    memory: Memory,
) -> _Lesson:
    words = remember_words(memory, "words to tag", texts, split_words)
    rules = TagRules(phrases)

    def find(new: Sequence[int], _: Sequence[str]) -> Rows:
        return rules.find_matches(words.choose_papers(new)).make_rows(len(new))

    made_of = [hash_value(_list_sources(phrases))]
    matches = Matches.from_rows(remember_rows(memory, "phrases in papers", made_of, texts, find))
    features = build_features(words, matches, len(phrases), rules.phrase_count, labels)
    first = take_first_step(features, meaning, labels)
    return _Lesson(matches=matches, features=features, first=first)


def _or_zeros(vectors: NDArray[np.float32] | None, rows: int, width: int) -> NDArray[np.float32]:
    return np.zeros((rows, width), np.float32) if vectors is None else vectors


def choose_tags(strengths: Sequence[float]) -> tuple[int, ...]:
    """Return which tags are strong enough, strongest first, then in the owner's order."""
    possible = [number for number, strength in enumerate(strengths) if strength >= _FIRST]
    order = sorted(possible, key=lambda number: (-strengths[number], number))
    bounds = (_FIRST, _SECOND, *[ASSIGN_FROM] * (_MOST - 2))
    return tuple(
        number for number, bound in zip(order, bounds, strict=False) if strengths[number] >= bound
    )
