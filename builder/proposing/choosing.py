"""Chooses the phrases that distinguish papers, and joins those that mean nearly the same.

A phrase distinguishes if the papers that are about it, which name it in the title or again and
again, are alike in words and meaning: `speech` does, `result` does not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..text.words import stem
from .candidates import FEW_PAPERS, Candidates

Floats = NDArray[np.float64]

ABOUT = 2
"""How often a paper that is about a phrase has it; a title counts for more."""
_LEAST_ABOUT = 4
_FRAGMENT = 0.15
"""Share of its places where a phrase of several words ends a group, up to which it is cut off."""
_TOO_MANY, _TOO_MANY_OF_FEW = 0.25, 0.5
"""Share of the papers that are about a phrase above which it distinguishes nothing."""
_SIZE = 0.8
"""Power of the number of papers by which a phrase gains."""
_STRENGTH = 0.5
"""The same of the share of its papers that are about it."""
_SAME_PAPERS = 0.35
"""Share of common papers from which two phrases are one topic."""
_SAME_WORD = 0.7
_OTHER_WORD = 0.55
"""Closeness of two phrases, with and without a common word, from which one is not chosen too."""
_JOIN_OTHER_WORD = 0.7
"""Closeness from which a phrase without a common word is joined to a chosen one."""
_HINT = 0.45
"""Closeness from which a phrase is a hint."""
_INSIDE = 0.4
"""Share of its papers with the chosen phrase that a hint or another word needs."""
_MOST_WORDS, _MOST_HINTS = 8, 8
_SHORTEST_STEM = 4


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A chosen phrase, by its number among the candidates, and what belongs to it."""

    phrase: int
    words: tuple[int, ...]
    """Near-synonyms, the most frequent first."""
    hints: tuple[int, ...]
    direction: Floats
    """Where its papers lie."""


class Topics:
    """The candidates by the papers that are about them."""

    def __init__(
        self, candidates: Candidates, places: Floats, leave_out: Collection[str] = ()
    ) -> None:
        """Take the place of each paper, a row of length 1 or 0, and keys that are not chosen."""
        self.candidates = candidates
        has = sparse.csc_matrix(candidates.counts > 0, dtype=np.float64)
        about = sparse.csc_matrix(candidates.counts >= ABOUT, dtype=np.float64)
        self.papers = np.asarray(has.sum(axis=0)).ravel()
        self.about = np.asarray(about.sum(axis=0)).ravel()
        self._has = has
        sums = np.asarray(about.T @ places)
        square = (sums * sums).sum(axis=1)
        pairs = np.maximum(self.about * (self.about - 1), 1)
        coherence = np.maximum((square - self.about) / pairs, 0.0)
        few = places.shape[0] < FEW_PAPERS
        self.usual = self.about <= (_TOO_MANY_OF_FEW if few else _TOO_MANY) * places.shape[0]
        self.about[candidates.is_longer & (candidates.heads < _FRAGMENT)] = 0
        enough = self.about >= (2 if few else _LEAST_ABOUT)
        enough &= np.array([key not in leave_out for key in candidates.keys], bool)
        strength = self.about / np.maximum(self.papers, 1)
        score = coherence * self.about**_SIZE * strength**_STRENGTH
        self.score = np.where(self.usual & enough, score, 0.0).round(6)
        length = np.sqrt(square)[:, None]
        self.directions = np.divide(sums, length, out=np.zeros_like(sums), where=length > 1e-9)

    @cached_property
    def aliases(self) -> Mapping[int, tuple[int, ...]]:
        """What abbreviates each candidate, or what it abbreviates; most have none."""
        number = {key: at for at, key in enumerate(self.candidates.keys)}
        found: dict[int, tuple[int, ...]] = {}
        for short, long in sorted(self.candidates.abbreviations.items()):
            one, two = number[short], number[long]
            found[one] = (two,)
            found[two] = (*found.get(two, ()), one)
        return found

    @cached_property
    def stems(self) -> tuple[frozenset[str], ...]:
        """The stems of each candidate's words."""
        found = []
        for spellings in self.candidates.spellings:
            words = min(spellings, key=lambda s: (-spellings[s], s)).lower().replace("-", " ")
            stems = (stem(word) for word in words.split())
            found.append(frozenset(one for one in stems if len(one) >= _SHORTEST_STEM))
        return tuple(found)

    def common_papers(self, phrases: Sequence[int], chosen: Sequence[int]) -> Floats:
        """How many papers have both, for each of `phrases` (row) and of `chosen` (column)."""
        return np.asarray((self._has[:, list(phrases)].T @ self._has[:, list(chosen)]).toarray())

    def share_word(self, phrase: int, chosen: Sequence[int]) -> NDArray[np.bool_]:
        """Whether a phrase has a word in common with each of `chosen`, but for its ending."""
        return np.array([bool(self.stems[phrase] & self.stems[one]) for one in chosen], bool)


def choose_topics(topics: Topics, most: int) -> tuple[Choice, ...]:
    """Return up to `most` phrases, the most distinguishing first, with what belongs to each."""
    chosen = _choose_phrases(topics, most)
    if not chosen:
        return ()
    words: list[list[int]] = [[] for _ in chosen]
    hints: list[list[int]] = [[] for _ in chosen]
    aliases = [topics.aliases.get(phrase, ()) for phrase in chosen]
    placed = [*chosen, *(alias for of_phrase in aliases for alias in of_phrase)]
    rest = np.setdiff1d(np.flatnonzero(topics.usual & (topics.about >= 2)), placed)
    rest = rest[np.lexsort((rest, -topics.about[rest]))]
    closeness = topics.directions[rest] @ topics.directions[chosen].T
    common = topics.common_papers(rest.tolist(), chosen)
    for row, phrase in enumerate(rest.tolist()):
        either = topics.papers[phrase] + topics.papers[chosen] - common[row]
        overlap = common[row] / either
        shared = topics.share_word(phrase, chosen)
        best = int(np.argmax((closeness[row] + 0.2 * shared + 0.3 * overlap).round(6)))
        near = closeness[row, best]
        inside = common[row, best] >= _INSIDE * topics.papers[phrase]
        same = near >= (_SAME_WORD if shared[best] else _JOIN_OTHER_WORD)
        if overlap[best] >= _SAME_PAPERS or (same and (inside or shared[best])):
            words[best].append(phrase)
        elif near >= _HINT and inside:
            hints[best].append(phrase)
    return tuple(
        Choice(
            phrase=phrase,
            words=(*aliases[number], *words[number][:_MOST_WORDS]),
            hints=tuple(hints[number][:_MOST_HINTS]),
            direction=topics.directions[phrase],
        )
        for number, phrase in enumerate(chosen)
    )


def _choose_phrases(topics: Topics, most: int) -> list[int]:
    order = np.lexsort((np.arange(len(topics.score)), -topics.score))
    chosen: list[int] = []
    taken: set[int] = set()
    for phrase in order[topics.score[order] > 0].tolist():
        if len(chosen) == most:
            break
        if phrase in taken:
            continue
        if chosen:
            common = topics.common_papers([phrase], chosen)[0]
            overlap = common / (topics.papers[phrase] + topics.papers[chosen] - common)
            closeness = topics.directions[chosen] @ topics.directions[phrase]
            bound = np.where(topics.share_word(phrase, chosen), _SAME_WORD, _OTHER_WORD)
            if (overlap >= _SAME_PAPERS).any() or (closeness >= bound).any():
                continue
        chosen.append(phrase)
        taken.update(topics.aliases.get(phrase, ()))
    return chosen
