"""What the vocabulary's phrases find in a paper, and what that says without any labels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from .phrases import Hit, Phrase, PhraseFinder, Words
from .records import Paper, TagId
from .vocabulary import Vocabulary

Kind = Literal["words", "hints", "against"]
Place = Literal["title", "abstract"]
KINDS: tuple[Kind, ...] = ("words", "hints", "against")
PLACES: tuple[Place, ...] = ("title", "abstract")

_WORTH: Mapping[tuple[Kind, Place], float] = {
    ("words", "title"): 3.0,
    ("words", "abstract"): 1.0,
    ("hints", "title"): 0.8,
    ("hints", "abstract"): 0.25,
    ("against", "title"): -1.5,
    ("against", "abstract"): -0.4,
}
"""What a first hit is worth where no labels say it better."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A phrase of a tag that occurs in a paper."""

    phrase: int
    """Its number among all phrases."""
    kind: Kind
    place: Place
    text: str
    """As the paper first has it."""
    count: int


class TagRules:
    """The phrases of every tag, ready to be looked for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        owners: list[tuple[TagId, Kind]] = []
        phrases: list[Phrase] = []
        for tag in vocabulary.tags:
            for kind in KINDS:
                stated: tuple[Phrase, ...] = getattr(vocabulary.phrases[tag.id], kind)
                phrases.extend(stated)
                owners.extend((tag.id, kind) for _ in stated)
        self._owners = tuple(owners)
        self._conditions: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        for number, phrase in enumerate(tuple(phrases)):
            if phrase.requires or phrase.forbids:
                at = len(phrases)
                between = at + len(phrase.requires)
                phrases += (*phrase.requires, *phrase.forbids)
                self._conditions[number] = (
                    tuple(range(at, between)),
                    tuple(range(between, len(phrases))),
                )
        self._finder = PhraseFinder(phrases)

    def found(self, paper: Paper) -> Mapping[TagId, tuple[Found, ...]]:
        """Return what is found of each tag that has any hit, strongest kind and place first."""
        words: dict[Place, Words] = {
            "title": Words.of(paper.title.plain),
            "abstract": Words.of(paper.abstract.plain),
        }
        hits = {place: tuple(self._finder.hits(words[place])) for place in PLACES}
        present = {hit.phrase for place in PLACES for hit in hits[place]}
        found: dict[TagId, list[Found]] = {}
        for place in PLACES:
            counting: dict[int, list[Hit]] = {}
            for hit in self._counting(hits[place], place, present):
                counting.setdefault(hit.phrase, []).append(hit)
            for number, of_phrase in counting.items():
                tag, kind = self._owners[number]
                found.setdefault(tag, []).append(
                    Found(
                        phrase=number,
                        kind=kind,
                        place=place,
                        text=words[place].quoted(of_phrase[0]),
                        count=len(of_phrase),
                    )
                )
        return {tag: tuple(sorted(of_tag, key=_order)) for tag, of_tag in found.items()}

    def _counting(self, hits: Iterable[Hit], place: Place, present: set[int]) -> Iterator[Hit]:
        """Give the hits whose conditions hold; where those of a tag overlap, one counts.

        Phrases against a tag come first, then longer ones, then words before hints.
        """
        possible = [
            (self._owners[hit.phrase], hit)
            for hit in hits
            if hit.phrase < len(self._owners)
            and not hit.negated
            and (place == "title" or not self._finder.phrases[hit.phrase].title_only)
            and self._holds(hit.phrase, present)
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

    def _holds(self, phrase: int, present: set[int]) -> bool:
        if phrase not in self._conditions:
            return True
        requires, forbids = self._conditions[phrase]
        return present.issuperset(requires) and present.isdisjoint(forbids)


def _order(found: Found) -> tuple[int, int, int, int, int]:
    return (
        KINDS.index(found.kind),
        PLACES.index(found.place),
        -found.count,
        -len(found.text),
        found.phrase,
    )


def mass(found: Iterable[Found], kind: Kind, place: Place) -> float:
    """Return how much of one kind was found in one place: logarithm of hits plus phrases.

    A phrase said again counts less than another phrase.
    """
    counts = [hit.count for hit in found if (hit.kind, hit.place) == (kind, place)]
    return sum(1.0 + 0.5 * math.log(count) for count in counts)


def rule_score(found: Iterable[Found]) -> float:
    """Return what the hits of one tag say together, from 0 upwards; 1 is enough to assign it."""
    found = tuple(found)
    score = 0.0
    for (kind, place), worth in _WORTH.items():
        amount = mass(found, kind, place)
        if amount:
            score += worth * (1.0 + math.log(amount) if amount > 1 else amount)
    return max(score, 0.0)


def reason_of(found: Iterable[Found]) -> str:
    """Return for a reader which words decided: `“diffusion model” in the title`; or nothing."""
    for_it = [hit for hit in found if hit.kind != "against"]
    parts: list[str] = []
    for place in PLACES:
        texts = list(dict.fromkeys(hit.text for hit in for_it if hit.place == place))[:2]
        if texts:
            parts.append(" and ".join(f"“{text}”" for text in texts) + f" in the {place}")
    return "; ".join(parts)
