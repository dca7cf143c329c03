"""What the vocabulary's phrases find in a paper, and what that says without any labels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from .phrases import Hit, Phrase, PhraseFinder, Token, occurs, tokens_of
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

    kind: Kind
    place: Place
    text: str
    """As the paper has it."""
    count: int


@dataclass(frozen=True, slots=True)
class _Owner:
    tag: TagId
    kind: Kind


class TagRules:
    """The phrases of every tag, ready to be looked for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._tags = tuple(tag.id for tag in vocabulary.tags)
        self._owners: list[_Owner] = []
        phrases: list[Phrase] = []
        for tag in vocabulary.tags:
            of_tag = vocabulary.phrases[tag.id]
            for kind in KINDS:
                stated: tuple[Phrase, ...] = getattr(of_tag, kind)
                phrases.extend(stated)
                self._owners.extend(_Owner(tag.id, kind) for _ in stated)
        self._finder = PhraseFinder.of(phrases)

    def found(self, paper: Paper) -> Mapping[TagId, tuple[Found, ...]]:
        """Return what is found of each tag that has any hit, strongest kind and place first."""
        texts: dict[Place, str] = {"title": paper.title.plain, "abstract": paper.abstract.plain}
        tokens = {place: tokens_of(text) for place, text in texts.items()}
        everything = tokens["title"] + tokens["abstract"]
        counts: dict[TagId, dict[tuple[Kind, Place, str], int]] = {}
        for place in PLACES:
            for owner, hit in self._counting(tokens[place], place, everything):
                words = tokens[place][hit.first : hit.last]
                text = texts[place][words[0].start : words[-1].end]
                key = (owner.kind, place, text.casefold())
                of_tag = counts.setdefault(owner.tag, {})
                of_tag[key] = of_tag.get(key, 0) + 1
        return {tag: _in_order(counts[tag]) for tag in self._tags if tag in counts}

    def _counting(
        self, tokens: tuple[Token, ...], place: Place, everything: tuple[Token, ...]
    ) -> Iterator[tuple[_Owner, Hit]]:
        """Give the hits whose conditions hold; of overlapping ones of a tag the first counts."""
        hits = sorted(
            (hit for hit in self._finder.hits(tokens) if not hit.negated),
            key=lambda hit: (
                KINDS.index(self._owners[hit.phrase].kind) if not self._against(hit) else -1,
                hit.first - hit.last,
                hit.first,
                hit.phrase,
            ),
        )
        taken: dict[TagId, set[int]] = {}
        held: dict[int, bool] = {}
        for hit in hits:
            phrase, owner = self._finder.phrases[hit.phrase], self._owners[hit.phrase]
            if phrase.title_only and place != "title":
                continue
            if hit.phrase not in held:
                held[hit.phrase] = all(occurs(other, everything) for other in phrase.requires) and (
                    not any(occurs(other, everything) for other in phrase.forbids)
                )
            covered = range(hit.first, hit.last)
            of_tag = taken.setdefault(owner.tag, set())
            if held[hit.phrase] and of_tag.isdisjoint(covered):
                of_tag.update(covered)
                yield owner, hit

    def _against(self, hit: Hit) -> bool:
        return self._owners[hit.phrase].kind == "against"


def _in_order(counts: Mapping[tuple[Kind, Place, str], int]) -> tuple[Found, ...]:
    return tuple(
        Found(kind=kind, place=place, text=text, count=count)
        for (kind, place, text), count in sorted(
            counts.items(),
            key=lambda item: (
                KINDS.index(item[0][0]),
                PLACES.index(item[0][1]),
                -item[1],
                -len(item[0][2]),
                item[0][2],
            ),
        )
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
