"""Finds the vocabulary's phrases in a paper, and scores tags without any labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..model.wording import Message, join_messages, message
from ..runtime.rows import Rows
from ..text.term_counts import BREAK, NumberedWords, Numbers
from .finding import Hits, PhraseFinder
from .phrases import Phrase, Words, fold_word
from .vocabulary import TagPhrases

KINDS = ("words", "hints", "against")
PLACES = ("title", "aim", "abstract", "list")
"""`aim` is the first sentence of the abstract that speaks of the work itself;
`list` is what follows “such as” or “including”."""
Amounts = NDArray[np.float64]

_IN_TITLE = np.array([3.0, 0.8, -1.5])
_IN_TEXT = np.array([1.0, 0.25, -0.4])
"""Weights of each kind where there are no labels; tuned on labelled papers."""
_SHARE = np.array([1.4, 1.0, 0.4])
"""Of each place but the title."""

_WORK = frozenset(("paper", "work", "study", "article", "survey", "review", "thesis", "report"))
_LIST_REACH = 25
_MAX_QUOTED = 3
_COLUMNS = ("tags", "phrases", "kinds", "places", "first", "last", "counts")


@dataclass(frozen=True, kw_only=True, eq=False)
class Matches:
    """Which phrases of tags occur in papers: by paper, then by tag, the strongest first."""

    papers: Numbers
    tags: Numbers
    """Their numbers in the vocabulary."""
    phrases: Numbers
    """Their numbers among all phrases."""
    kinds: Numbers
    """Places in `KINDS`."""
    places: Numbers
    """Places in `PLACES`."""
    first: Numbers
    """The number of the first word in its text, where the phrase first occurs."""
    last: Numbers
    """The number after its last word there."""
    counts: Numbers
    """How often it occurs."""

    @classmethod
    def from_rows(cls, rows: Rows) -> Matches:
        """Return what `make_rows` made."""
        papers = np.repeat(np.arange(len(rows.starts) - 1), np.diff(rows.starts))
        columns = rows.cells.reshape(-1, len(_COLUMNS)).T.astype(np.int64)
        return cls(papers=papers, **dict(zip(_COLUMNS, columns, strict=True)))

    def make_rows(self, papers: int) -> Rows:
        """Return the matches by paper, without the number of the paper."""
        cells = np.stack([getattr(self, name) for name in _COLUMNS], axis=1)
        return Rows(cells=cells, starts=np.searchsorted(self.papers, np.arange(papers + 1)))

    def explain(
        self, paper: int, tags: Iterable[int], title: Words, abstract: Words
    ) -> Mapping[int, Message]:
        """Return for a reader which words speak for tags: `“diffusion model” in the title`.

        The message is empty where none does.
        """
        quoted: dict[int, dict[str, Message]] = {tag: {} for tag in tags}
        part = slice(*np.searchsorted(self.papers, (paper, paper + 1)).tolist())
        columns = (self.tags, self.kinds, self.places, self.first, self.last)
        rows = zip(*(column[part].tolist() for column in columns), strict=True)
        for tag, kind, place, first, last in rows:
            of_tag = quoted.get(tag)
            if of_tag is None or KINDS[kind] == "against" or len(of_tag) == _MAX_QUOTED:
                continue
            in_title = PLACES[place] == "title"
            quotation = (title if in_title else abstract).quote(first, last)
            told = (
                message("“%(words)s” in the title", words=quotation)
                if in_title
                else message("“%(words)s” in the abstract", words=quotation)
            )
            of_tag.setdefault(quotation.casefold(), told)
        return {tag: join_messages("; ", of_tag.values()) for tag, of_tag in quoted.items()}


class TagRules:
    """The phrases of every tag, ready to be looked for."""

    def __init__(self, phrases_of_tags: Iterable[TagPhrases]) -> None:
        owners: list[tuple[int, int]] = []
        phrases: list[Phrase] = []
        for tag, of_tag in enumerate(phrases_of_tags):
            for kind, name in enumerate(KINDS):
                stated: tuple[Phrase, ...] = getattr(of_tag, name)
                phrases.extend(stated)
                owners.extend((tag, kind) for _ in stated)
        self._tags = np.array([tag for tag, _ in owners], dtype=np.int64)
        self._kinds = np.array([kind for _, kind in owners], dtype=np.int64)
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
        self._title_only = np.array([phrase.title_only for phrase in phrases], dtype=np.bool_)
        self._finder = PhraseFinder(phrases)

    @property
    def phrase_count(self) -> int:
        """How many phrases the tags have together."""
        return len(self._tags)

    def find_matches(self, texts: NumberedWords) -> Matches:
        """Return what is found of each tag in papers; `texts` are titles and abstracts in turn."""
        hits = self._finder.find(texts)
        text = np.searchsorted(texts.starts, hits.first, side="right") - 1
        possible = np.flatnonzero(self._find_possible(hits, text))
        phrases, first, last = (a[possible] for a in (hits.phrases, hits.first, hits.last))
        text = text[possible]
        tags, kinds = self._tags[phrases], self._kinds[phrases]
        # Phrases against a tag come first, then longer ones, then words before hints.
        against = kinds == KINDS.index("against")
        chosen = np.lexsort((phrases, first, kinds, first - last, ~against, tags, text))
        chosen = chosen[
            _drop_overlapping(
                text[chosen] * len(self._tags) + tags[chosen], first[chosen], last[chosen]
            )
        ]
        text, tags, phrases, kinds = (a[chosen] for a in (text, tags, phrases, kinds))
        first, last = first[chosen], last[chosen]
        places = np.where(text % 2, _locate_words(texts)[first], PLACES.index("title"))
        first, last = first - texts.starts[text], last - texts.starts[text]
        order = np.lexsort((last, first, places, phrases, text // 2))
        same = np.stack((text // 2, phrases, places))[:, order]
        new = np.flatnonzero(np.diff(same, prepend=-1).any(axis=0))
        counts = np.diff(new, append=len(order))
        at = order[new]
        ranked = np.lexsort(
            (
                phrases[at],
                (first - last)[at],
                -counts,
                places[at],
                kinds[at],
                tags[at],
                text[at] // 2,
            )
        )
        at, counts = at[ranked], counts[ranked]
        return Matches(
            papers=text[at] // 2,
            tags=tags[at],
            phrases=phrases[at],
            kinds=kinds[at],
            places=places[at],
            first=first[at],
            last=last[at],
            counts=counts,
        )

    def _find_possible(self, hits: Hits, text: Numbers) -> NDArray[np.bool_]:
        """Whether each hit speaks of a tag, and its conditions hold."""
        of_tags = hits.phrases < len(self._tags)
        possible = of_tags & ~hits.negated
        possible[of_tags] &= ~(self._title_only[hits.phrases[of_tags]] & (text[of_tags] % 2 == 1))
        order = np.argsort(hits.phrases, kind="stable")
        in_order = hits.phrases[order]

        def occurrences(phrase: int) -> Numbers:
            first, last = np.searchsorted(in_order, (phrase, phrase + 1))
            return order[first:last]

        for phrase, (requires, forbids) in self._conditions.items():
            at = occurrences(phrase)
            for others, wanted in ((requires, True), (forbids, False)):
                for other in others if len(at) else ():
                    holds = np.isin(text[at] // 2, text[occurrences(other)] // 2)
                    possible[at[holds != wanted]] = False
        return possible


def _drop_overlapping(groups: Numbers, first: Numbers, last: Numbers) -> Numbers:
    """Return the rows to keep, where of rows of a group that overlap the earlier one counts.

    The rows of a group stand together.
    """
    kept: list[Numbers] = [np.zeros(0, dtype=np.int64)]
    left = np.arange(len(groups))
    while len(left):
        heads = np.flatnonzero(np.diff(groups[left], prepend=-1))
        kept.append(left[heads])
        head = np.repeat(left[heads], np.diff(heads, append=len(left)))
        left = left[(last[left] <= first[head]) | (first[left] >= last[head])]
    return np.sort(np.concatenate(kept))


def _locate_words(texts: NumberedWords) -> Numbers:
    """Return where each word stands, as a place in `PLACES`, as if all texts were abstracts."""
    folded = [fold_word(form) for form in texts.forms]
    short = texts.replace_words(len(word) <= 1 for word in folded) != 0  # A break is short too.

    def stand(*words: str) -> NDArray[np.bool_]:
        wanted = frozenset(words)
        return np.asarray(texts.replace_words(word in wanted for word in folded) == 1)

    ends = texts.words == BREAK
    ends[1:] |= stand(".", "?", "!")[1:] & ~short[:-1]
    sentence = np.cumsum(ends) - ends
    own = stand("we", "our")
    own[:-1] |= (stand("this")[:-1]) & stand(*_WORK)[1:]
    places = np.full(len(texts.words), PLACES.index("abstract"))
    _, first = np.unique(texts.texts[own], return_index=True)
    places[np.isin(sentence, sentence[own][first])] = PLACES.index("aim")
    listing = stand("including", "include")
    listing[1:] |= stand("as")[1:] & stand("such")[:-1]
    starts = np.flatnonzero(listing) + 1
    stops = np.flatnonzero(stand(".", ";", ")") | (texts.words == BREAK))
    change = np.zeros(len(texts.words) + 1, dtype=np.int64)
    np.add.at(change, starts, 1)
    np.add.at(
        change, np.minimum(stops[np.searchsorted(stops, starts)], starts + _LIST_REACH - 1), -1
    )
    places[np.cumsum(change)[:-1] > 0] = PLACES.index("list")
    return places


def sum_evidence(matches: Matches) -> tuple[Numbers, Numbers, Amounts]:
    """Return papers with tags, and how much of each kind was found in each place.

    A repeated phrase counts less than another phrase.
    """
    new = np.flatnonzero(np.diff(np.stack((matches.papers, matches.tags)), prepend=-1).any(axis=0))
    group = np.repeat(np.arange(len(new)), np.diff(new, append=len(matches.papers)))
    cells = (group * len(KINDS) + matches.kinds) * len(PLACES) + matches.places
    size = len(KINDS) * len(PLACES)
    amounts: Amounts = np.bincount(cells, 1 + 0.5 * np.log(matches.counts), len(new) * size).astype(
        np.float64
    )
    return (
        matches.papers[new],
        matches.tags[new],
        amounts.reshape(len(new), len(KINDS), len(PLACES)),
    )


def score_rules(amounts: Amounts) -> Amounts:
    """Return what the masses of tags say together, from 0 upwards without a bound."""
    in_title, in_text = amounts[:, :, 0], amounts[:, :, 1:] @ _SHARE
    score: Amounts = _saturate(in_title) @ _IN_TITLE + _saturate(in_text) @ _IN_TEXT
    return np.maximum(score, 0.0)


def _saturate(amounts: Amounts) -> Amounts:
    return np.minimum(amounts, 1.0) + np.log(np.maximum(amounts, 1.0))
