"""The short texts on which the query encoder learns to agree with the sentence model.

They look like what readers type: words, pieces of sentences, mixtures of words from a paper,
questions. Half speak of the catalogue's papers, half of anything, so that a query in everyday
words finds its way too.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..text.words import is_stop_word, split_lower_words

MAX_CATALOGUE_WORDS = 12_000
"""Of the papers' words that the sentence model has no word for, so many of the most frequent."""
MAX_SENTENCES = 6_000
"""Sentences of the papers that are used, evenly sampled: more teach little and take longer."""
SPANS_PER_SENTENCE = 5
MIXTURES = 20_000
QUESTIONS = 15_000
COMMON_WORDS = 8_000
"""The most frequent general words, of which mixtures and questions are made."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W_a-z])")
_QUESTIONS = tuple(
    """how does {} work; how do {} {}; what is {}; why do {} {}; papers about {}; methods for {};
    is {} possible without {}; can {} learn {}; {} using {}; {} versus {}; learning {} from {};
    {} and {}; {} in {}; a data set of {}; survey of {}; effect of {} on {}; training {} with {};
    the {} that {}; improving {}; making {} faster; a theory of {}; {} without {}; when {} is {};
    understanding {}; does {} help {}; which {} should I use for {}; do {} have {}; my {} into {};
    where is {} in {}; {} of {} for {}; what part of {} {}; use {} to {}; too many {} and {};
    fewer {}; is there a {} for {}; {} that know what {} means; teaching {} to {}""".split(";")
)
_QUESTION_TEMPLATES = tuple(" ".join(question.split()) for question in _QUESTIONS)


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingText:
    """A text and how much it counts."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """The words that get a row of the table."""

    general: tuple[str, ...]
    """Those of the sentence model, the most frequent first."""
    special: tuple[str, ...]
    """Those of the papers that the model has no word for, the most frequent first."""


def collect_vocabulary(general: Iterable[str], texts: Iterable[str]) -> Vocabulary:
    """Return the general words and the words that only `texts` have."""
    known = tuple(dict.fromkeys(word for word in general if split_lower_words(word) == (word,)))
    counts = Counter(word.lower() for text in texts for word in split_lower_words(text))
    for word in known:
        counts.pop(word, None)
    special = sorted(counts, key=lambda word: (-counts[word], word))[:MAX_CATALOGUE_WORDS]
    return Vocabulary(general=known, special=tuple(special))


def split_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text; a short one belongs to the one before."""
    sentences: list[str] = []
    for part in _SENTENCE_END.split(text.strip()):
        if sentences and len(part) < 25:
            sentences[-1] += f" {part}"
        elif part:
            sentences.append(part)
    return tuple(sentences)


def make_training_texts(
    papers: Sequence[tuple[str, str]], names: Iterable[str], vocabulary: Vocabulary, seed: int = 0
) -> tuple[TrainingText, ...]:
    """Return the texts, each once, in an order that depends on the arguments alone.

    `papers` are titles with abstracts; `names` are further texts of the catalogue, such as its
    tags with their definitions.
    """
    made: dict[str, float] = {}
    for text, weight in _make_texts(papers, names, vocabulary, random.Random(seed)):
        made.setdefault(" ".join(text.split()), weight)
    made.pop("", None)
    return tuple(TrainingText(text=text, weight=weight) for text, weight in made.items())


def _make_texts(
    papers: Sequence[tuple[str, str]],
    names: Iterable[str],
    vocabulary: Vocabulary,
    chance: random.Random,
) -> Iterator[tuple[str, float]]:
    yield from ((name, 1.0) for name in names)
    yield from ((word, 0.5) for word in vocabulary.special)
    yield from ((word, 0.3) for word in vocabulary.general)
    if not papers:
        return
    bags = _WordBags(papers, chance)
    sampled = papers if len(papers) <= MAX_SENTENCES else chance.sample(papers, MAX_SENTENCES)
    yield from ((title, 1.0) for title, _ in sampled)
    sentences = [sentence for _, abstract in sampled for sentence in split_sentences(abstract)]
    if len(sentences) > MAX_SENTENCES:
        sentences = chance.sample(sentences, MAX_SENTENCES)
    for sentence in sentences:
        yield sentence, 1.0
        words = [word.lower() for word in split_lower_words(sentence)]
        yield from ((_cut_span(words, chance), 1.0) for _ in range(SPANS_PER_SENTENCE))
    for _ in range(2 * len(sentences)):
        yield " ".join(bags.draw(chance.choice((2, 2, 3, 3, 4, 5, 6)))), 1.0
    common = vocabulary.general[:COMMON_WORDS] or vocabulary.special
    for number in range(MIXTURES):
        words = [vocabulary.general[number % len(vocabulary.general)]] if vocabulary.general else []
        words += bags.draw(chance.randint(1, 3))
        chance.shuffle(words)
        yield " ".join(words), 1.0
        yield " ".join(chance.choices(common, k=chance.randint(2, 4))), 0.4
    for _ in range(QUESTIONS):
        yield _fill_question(chance.choice(_QUESTION_TEMPLATES), bags, common, chance), 1.0


def _cut_span(words: Sequence[str], chance: random.Random) -> str:
    """Return some neighbouring words, at times without those that tell little."""
    length = chance.choice((2, 3, 4, 5, 6, 7, 8, 9, 10, 12))
    start = chance.randint(0, max(0, len(words) - length))
    span = words[start : start + length]
    kind = chance.random()
    if kind < 0.3:
        span = [word for word in span if not is_stop_word(word)]
    elif kind < 0.5:
        span = [word for word in span if chance.random() > 0.3]
    return " ".join(span)


def _fill_question(
    template: str, bags: _WordBags, common: Sequence[str], chance: random.Random
) -> str:
    paper = bags.choose()
    while "{}" in template:
        own = chance.random() < 0.6
        words = bags.draw(chance.randint(1, 2), paper) if own else [chance.choice(common)]
        template = template.replace("{}", " ".join(words), 1)
    return template


class _WordBags:
    """Draws words of a paper, those that tell it from others more often."""

    def __init__(self, papers: Sequence[tuple[str, str]], chance: random.Random) -> None:
        self._chance = chance
        counts = [
            Counter(word.lower() for word in split_lower_words(f"{title} {title} {abstract}"))
            for title, abstract in papers
        ]
        having = Counter(word for words in counts for word in words)
        self._bags: list[tuple[list[str], list[float]]] = []
        for words in counts:
            rarity = {word: math.log(len(papers) / having[word]) for word in words}
            kept = [word for word in words if rarity[word] > 0] or list(words)
            weights = [(1 + math.log(words[word])) * max(rarity[word], 0.1) for word in kept]
            if kept:
                self._bags.append((kept, weights))

    def choose(self) -> int:
        """Return the number of a paper."""
        return self._chance.randrange(len(self._bags)) if self._bags else -1

    def draw(self, count: int, paper: int | None = None) -> list[str]:
        """Return up to `count` different words of a paper, or of any."""
        if not self._bags:
            return []
        words, weights = self._bags[self.choose() if paper is None else paper]
        return list(dict.fromkeys(self._chance.choices(words, weights, k=count)))
