"""Finds the vocabulary's phrases in a paper, and scores tags without any labels."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..model.records import Paper, TagId
from ..model.wording import Message, join_messages, message
from .phrases import Phrase, PhraseFinder, PhraseMatch, Words
from .vocabulary import Vocabulary

Kind = Literal["words", "hints", "against"]
Place = Literal["title", "aim", "abstract", "list"]
"""`aim` is the first sentence of the abstract that speaks of the work itself;
`list` is what follows “such as” or “including”."""
KINDS: tuple[Kind, ...] = ("words", "hints", "against")
PLACES: tuple[Place, ...] = ("title", "aim", "abstract", "list")

_IN_TITLE: Mapping[Kind, float] = {"words": 3.0, "hints": 0.8, "against": -1.5}
_IN_TEXT: Mapping[Kind, float] = {"words": 1.0, "hints": 0.25, "against": -0.4}
_SHARE: Mapping[Place, float] = {"aim": 1.4, "abstract": 1.0, "list": 0.4}
"""Weights of a phrase where there are no labels; tuned on labelled papers."""

_WORK = frozenset(("paper", "work", "study", "article", "survey", "review", "thesis", "report"))
_LIST_REACH = 25
_MAX_QUOTED = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperText:
    """The words of a paper."""

    title: Words
    abstract: Words

    @classmethod
    def parse(cls, paper: Paper) -> PaperText:
        """Return the words of `paper`."""
        return cls(title=Words.parse(paper.title.plain), abstract=Words.parse(paper.abstract.plain))


@dataclass(frozen=True, kw_only=True)
class TagMatch:
    """A phrase of a tag that occurs in a paper."""

    phrase: int
    """Its number among all phrases."""
    kind: Kind
    place: Place
    first: int
    """The index of its first word, where it first occurs."""
    last: int
    """The index after its last word there."""
    count: int


class TagRules:
    """The phrases of every tag, ready to be looked for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        owners: list[tuple[TagId, Kind]] = []
        phrases: list[Phrase] = []
        for tag, of_tag in vocabulary.phrases.items():
            for kind in KINDS:
                stated: tuple[Phrase, ...] = getattr(of_tag, kind)
                phrases.extend(stated)
                owners.extend((tag, kind) for _ in stated)
        self._owners = tuple(owners)
        self._conditions: dict[int, tuple[frozenset[int], frozenset[int]]] = {}
        conditions: dict[str, int] = {}
        for number, phrase in enumerate(tuple(phrases)):
            for condition in (*phrase.requires, *phrase.forbids):
                if condition.source not in conditions:
                    conditions[condition.source] = len(phrases)
                    phrases.append(condition)
            if phrase.requires or phrase.forbids:
                self._conditions[number] = (
                    frozenset(conditions[other.source] for other in phrase.requires),
                    frozenset(conditions[other.source] for other in phrase.forbids),
                )
        self._finder = PhraseFinder(phrases)

    @property
    def phrase_count(self) -> int:
        """How many phrases the tags have together."""
        return len(self._owners)

    def find_matches(self, text: PaperText) -> Mapping[TagId, tuple[TagMatch, ...]]:
        """Return what is found of each tag that has any hit, strongest kind and place first."""
        in_title = tuple(self._finder.find(text.title))
        in_abstract = tuple(self._finder.find(text.abstract))
        present = {hit.phrase for hit in in_title} | {hit.phrase for hit in in_abstract}
        places = _locate_words(text.abstract.folded)
        counts: dict[tuple[int, Place], list[PhraseMatch]] = {}
        for hit in self._select_hits(in_title, present, title=True):
            counts.setdefault((hit.phrase, "title"), []).append(hit)
        for hit in self._select_hits(in_abstract, present, title=False):
            counts.setdefault((hit.phrase, places[hit.first]), []).append(hit)
        found: dict[TagId, list[TagMatch]] = {}
        for (phrase, place), hits in counts.items():
            tag, kind = self._owners[phrase]
            first, last = min((hit.first, hit.last) for hit in hits)
            found.setdefault(tag, []).append(
                TagMatch(
                    phrase=phrase,
                    kind=kind,
                    place=place,
                    first=first,
                    last=last,
                    count=len(hits),
                )
            )
        return {tag: tuple(sorted(found[tag], key=_sort_key)) for tag in found}

    def _select_hits(
        self, hits: Iterable[PhraseMatch], present: set[int], *, title: bool
    ) -> Iterator[PhraseMatch]:
        """Give the hits whose conditions hold; where those of a tag overlap, one counts.

        Phrases against a tag come first, then longer ones, then words before hints.
        """
        possible = [
            (self._owners[hit.phrase], hit)
            for hit in hits
            if hit.phrase < len(self._owners)
            and not hit.negated
            and (title or not self._finder.phrases[hit.phrase].title_only)
            and self._conditions_hold(hit.phrase, present)
        ]
        possible.sort(
            key=lambda pair: (
                pair[0][1] != "against",
                pair[1].first - pair[1].last,
                KINDS.index(pair[0][1]),
                pair[1].first,
                pair[1].phrase,
            )
        )
        taken: dict[TagId, set[int]] = {}
        for (tag, _), hit in possible:
            covered = range(hit.first, hit.last)
            of_tag = taken.setdefault(tag, set())
            if of_tag.isdisjoint(covered):
                of_tag.update(covered)
                yield hit

    def _conditions_hold(self, phrase: int, present: set[int]) -> bool:
        if phrase not in self._conditions:
            return True
        requires, forbids = self._conditions[phrase]
        return present.issuperset(requires) and present.isdisjoint(forbids)


def _locate_words(words: Sequence[str]) -> list[Place]:
    """Return where each word of an abstract stands."""
    places: list[Place] = ["abstract"] * len(words)
    starts = [0]
    for at in range(1, len(words)):
        if words[at] in (".", "?", "!") and len(words[at - 1]) > 1:
            starts.append(at + 1)
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        if any(_mentions_own_work(words, at) for at in range(start, end)):
            places[start:end] = ["aim"] * (end - start)
            break
    for at, word in enumerate(words):
        if word in ("including", "include") or (word == "as" and at and words[at - 1] == "such"):
            end = min(at + _LIST_REACH, len(words))
            stop = next((i for i in range(at + 1, end) if words[i] in (".", ";", ")")), end)
            places[at + 1 : stop] = ["list"] * (stop - at - 1)
    return places


def _mentions_own_work(words: Sequence[str], at: int) -> bool:
    if words[at] == "this":
        return at + 1 < len(words) and words[at + 1] in _WORK
    return words[at] in ("we", "our")


def _sort_key(found: TagMatch) -> tuple[int, int, int, int, int]:
    return (
        KINDS.index(found.kind),
        PLACES.index(found.place),
        -found.count,
        found.first - found.last,
        found.phrase,
    )


def sum_evidence(found: Iterable[TagMatch]) -> Mapping[tuple[Kind, Place], float]:
    """Return how much of each kind was found in each place.

    A repeated phrase counts less than another phrase.
    """
    amounts: dict[tuple[Kind, Place], float] = defaultdict(float)
    for hit in found:
        amounts[hit.kind, hit.place] += 1.0 + 0.5 * math.log(hit.count)
    return amounts


def rule_score(amounts: Mapping[tuple[Kind, Place], float]) -> float:
    """Return what the masses of one tag say together, from 0 upwards without a bound."""
    in_text: dict[Kind, float] = defaultdict(float)
    score = 0.0
    for (kind, place), amount in amounts.items():
        if place == "title":
            score += _IN_TITLE[kind] * _saturate(amount)
        else:
            in_text[kind] += _SHARE[place] * amount
    score += sum(_IN_TEXT[kind] * _saturate(amount) for kind, amount in in_text.items())
    return max(score, 0.0)


def _saturate(amount: float) -> float:
    return 1.0 + math.log(amount) if amount > 1.0 else amount


def explain_matches(found: Iterable[TagMatch], text: PaperText) -> Message:
    """Return for a reader which words decided: `“diffusion model” in the title`; or nothing."""
    quoted: dict[str, Message] = {}
    for hit in found:
        if hit.kind != "against" and len(quoted) < _MAX_QUOTED:
            words = text.title if hit.place == "title" else text.abstract
            quotation = words.quote(hit.first, hit.last)
            told = (
                message("“%(words)s” in the title", words=quotation)
                if hit.place == "title"
                else message("“%(words)s” in the abstract", words=quotation)
            )
            quoted.setdefault(quotation.casefold(), told)
    return join_messages("; ", quoted.values())
