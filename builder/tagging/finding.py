"""Finds the phrases of the vocabulary in all papers at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ..text.term_counts import BREAK, NumberedWords, Numbers
from ..text.words import singularise
from .phrases import GAP, Alternatives, Matcher, Phrase, fold_word

_REACH = 4
"""How many words a negation reaches, within its clause."""
_BLOCK = 1 << 16
"""Words looked at together, to keep memory small."""
_GAP, _END = -1, -2
"""Stand for what is no word of a phrase."""
_CLAUSE_END, _NEGATION, _NOT, _ONLY, _OF, _INSTEAD = range(1, 7)
_ROLES: Mapping[str, int] = {
    **dict.fromkeys(".,;:!?()[]", _CLAUSE_END),
    **dict.fromkeys(("without", "unlike", "neither", "nor", "no", "never", "beyond"), _NEGATION),
    "not": _NOT,
    **dict.fromkeys(("only", "just", "merely"), _ONLY),
    **dict.fromkeys(("of", "than"), _OF),
    **dict.fromkeys(("instead", "rather"), _INSTEAD),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Hits:
    """Where phrases occur, in the order of the words."""

    phrases: Numbers
    """Their numbers in the finder."""
    first: Numbers
    """The places of their first words among those of all texts."""
    last: Numbers
    """The places after their last words."""
    negated: NDArray[np.bool_]


class PhraseFinder:
    """Finds many phrases at once, in time that grows with the texts alone."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = tuple(phrases)
        number: dict[Matcher, int] = {None: _GAP}
        steps = [[number.setdefault(w, len(number) - 1) for w in p.words] for p in self.phrases]
        del number[None]
        self._matchers = tuple(number)
        self._steps = np.array([at for of_one in steps for at in (*of_one, _END)], dtype=np.int64)
        self._starts = np.cumsum([0, *(len(of_one) + 1 for of_one in steps)])
        self._beginning: list[list[int]] = [[] for _ in number]
        for phrase, of_one in enumerate(steps):
            self._beginning[of_one[0]].append(phrase)

    def find(self, texts: NumberedWords) -> Hits:
        """Return every place of every phrase, conditions aside."""
        folded = [fold_word(form) for form in texts.forms]
        found = _Search(self, texts, folded).find_all()
        phrases, first, last = (np.concatenate(parts) for parts in zip(*found, strict=True))
        roles = texts.replace_words(_ROLES.get(word, 0) for word in folded)
        roles[texts.words == BREAK] = _CLAUSE_END
        return Hits(phrases=phrases, first=first, last=last, negated=_find_negated(roles, first))


class _Search:
    """Which words of some texts fit which words of the phrases."""

    def __init__(self, finder: PhraseFinder, texts: NumberedWords, folded: Sequence[str]) -> None:
        self._steps, self._phrase_starts = finder._steps, finder._starts
        fitting = _list_fitting(finder._matchers, texts.forms, folded)
        known = sorted(set(chain.from_iterable(fitting)))
        # Words that fit nothing are all alike; a break is one of them.
        kind = dict(zip(known, range(1, len(known) + 1), strict=True))
        self._kinds = texts.replace_words(kind.get(form, 0) for form in range(len(texts.forms)))
        self._kinds[texts.words == BREAK] = 0
        self._fits = np.zeros((len(fitting), len(known) + 1), dtype=np.bool_)
        beginning: list[list[int]] = [[] for _ in range(len(known) + 1)]
        for matcher, forms in enumerate(fitting):
            kinds = [kind[form] for form in forms]
            self._fits[matcher, kinds] = True
            for at in kinds if finder._beginning[matcher] else ():
                beginning[at] += finder._beginning[matcher]
        self._beginning = np.array([*chain.from_iterable(beginning)], dtype=np.int64)
        self._counts = np.array([*map(len, beginning)], dtype=np.int64)
        self._ends = texts.starts[1:]

    def find_all(self) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
        """Give the phrases that occur in a block of words, their first words and their ends."""
        before = np.cumsum(self._counts) - self._counts
        for start in range(0, max(len(self._kinds), 1), _BLOCK):
            kinds = self._kinds[start : start + _BLOCK]
            count = self._counts[kinds]
            first = np.repeat(np.arange(start, start + len(kinds)), count)
            nth = np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
            phrases = self._beginning[np.repeat(before[kinds], count) + nth]
            ends = self._ends[np.searchsorted(self._ends, first, side="right")]
            last = self._match(phrases, 1, first + 1, ends)
            matched = last >= 0
            yield phrases[matched], first[matched], last[matched]

    def _match(self, phrases: Numbers, step: int, at: Numbers, ends: Numbers) -> Numbers:
        """Return where the phrases end whose words from `step` on begin at `at`; -1 if nowhere."""
        found = np.full(len(phrases), -1, dtype=np.int64)
        left = np.arange(len(phrases))
        places = at
        while len(left):
            wanted = self._steps[self._phrase_starts[phrases[left]] + step]
            found[left[wanted == _END]] = places[left[wanted == _END]]
            step += 1
            gaps = left[wanted == _GAP]
            for skipped in range(GAP + 1 if len(gaps) else 0):
                rest = gaps[found[gaps] < 0]
                found[rest] = self._match(phrases[rest], step, places[rest] + skipped, ends[rest])
            words = (wanted >= 0) & (places[left] < ends[left])
            left, wanted = left[words], wanted[words]
            left = left[self._fits[wanted, self._kinds[places[left]]]]
            places = places + 1
        return found


def _list_fitting(
    matchers: Sequence[Matcher], forms: Sequence[str], folded: Sequence[str]
) -> list[set[int]]:
    """The numbers of the forms that fit each word of a phrase: as written, or as compared."""
    written = [singularise(form) for form in forms]
    exact: dict[str, set[int]] = {}
    for number, words in enumerate(zip(written, folded, strict=True)):
        for word in words:
            exact.setdefault(word, set()).add(number)
    lower = {(word.casefold(), number) for number, word in enumerate(written)}
    beginnings = sorted(lower.union(zip(folded, range(len(folded)), strict=True)))

    def starting(prefix: str) -> Iterable[int]:
        # No word holds the last of all characters.
        first, last = (
            bisect_left(beginnings, (prefix + after, 0)) for after in ("", chr(0x10FFFF))
        )
        return (number for _, number in beginnings[first:last])

    fitting: list[set[int]] = []
    for matcher in matchers:
        chosen = matcher if isinstance(matcher, Alternatives) else None
        either = chosen.words if chosen else (str(matcher),)
        found: set[int] = set().union(*(exact.get(word, ()) for word in either))
        fitting.append(found.union(*map(starting, chosen.prefixes if chosen else ())))
    return fitting


def _find_negated(roles: Numbers, first: Numbers) -> NDArray[np.bool_]:
    """Return whether what begins at `first` is denied by words before it."""
    negated = np.zeros(len(first), dtype=np.bool_)
    left = np.arange(len(first))
    for back in range(1, _REACH + 1):
        at = first[left] - back
        role = roles[at]
        instead = (role == _OF) & (roles[at - 1] == _INSTEAD)
        denies = (role == _NEGATION) | ((role == _NOT) & (roles[at + 1] != _ONLY)) | instead
        negated[left[denies]] = True
        left = left[~(denies | (role == _CLAUSE_END) | (role == _NOT))]
    return negated
