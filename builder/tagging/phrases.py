"""The phrases of the vocabulary: their syntax, and where they occur in a text.

The syntax is described for the owner at the top of `sources/tags.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, TypeAlias

from ..text.lines import collapse_spaces
from ..text.words import singularise

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.,;:!?()\[\]]", re.UNICODE)
_PHRASE_WORD = re.compile(r"\.\.|,|[^\W_]+(?:['’][^\W_]+)*(?:[*|][^\W_]*)*", re.UNICODE)
_NEGATIONS = frozenset(("not", "without", "unlike", "neither", "nor", "no", "never", "beyond"))
_CLAUSE_ENDS = frozenset(".,;:!?()[]")
_REACH = 4
"""How many words a negation reaches, within its clause."""
_GAP = 3
"""The most words that `..` stands for."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words and stops of a text, in order, each a string."""

    text: str
    written: tuple[str, ...]
    """Without a plural's s: `LLM`."""
    folded: tuple[str, ...]
    """What is compared: lower case, singular, -ize."""

    @classmethod
    def parse(cls, text: str) -> Words:
        """Return the words of a plain text."""
        found = _WORD.findall(text)
        return cls(
            text=text,
            written=tuple(map(singularise, found)),
            folded=tuple(map(_fold, found)),
        )

    def quote(self, first: int, last: int) -> str:
        """Return the text from one word to before another as it was written, in one line."""
        # The places of all words of 30,000 papers would fill half a gigabyte.
        spans = [found.span() for found in islice(_WORD.finditer(self.text), last)]
        return collapse_spaces(self.text[spans[first][0] : spans[-1][1]])


@lru_cache(maxsize=1 << 16)
def _fold(word: str) -> str:
    return re.sub(r"is(e|ed|er|es|ing|ation|able)$", r"iz\1", singularise(word).casefold())


@dataclass(frozen=True, slots=True)
class _Alternatives:
    words: frozenset[str]
    prefixes: tuple[str, ...]


Matcher: TypeAlias = str | _Alternatives | None
"""A word, folded or in capitals; a choice of words; `None` for a gap."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    """One phrase of an owner, parsed."""

    source: str
    """As the owner wrote it."""
    words: tuple[Matcher, ...]
    title_only: bool = False
    requires: tuple[Phrase, ...] = ()
    """Each must occur somewhere in the text."""
    forbids: tuple[Phrase, ...] = ()
    """None may occur anywhere in the text."""


def parse_phrase(source: str) -> Phrase:
    """Return the phrase that an owner wrote; raises `ValueError` where it holds no word."""
    main, *conditions = (part.strip() for part in source.split("&"))
    title_only = main.endswith("(title)")
    words = [_parse_matcher(word) for word in _PHRASE_WORD.findall(main.removesuffix("(title)"))]
    while words and words[0] in (None, ","):
        del words[0]
    while words and words[-1] in (None, ","):
        del words[-1]
    if not words:
        raise ValueError("expected a phrase with a word")
    return Phrase(
        source=source,
        words=tuple(words),
        title_only=title_only,
        requires=tuple(parse_phrase(part) for part in conditions if not part.startswith("!")),
        forbids=tuple(parse_phrase(part[1:]) for part in conditions if part.startswith("!")),
    )


def _parse_matcher(word: str) -> Matcher:
    if word == "..":
        return None
    if "*" not in word and "|" not in word:
        return _parse_literal(word)
    parts = [part for part in word.split("|") if part]
    return _Alternatives(
        words=frozenset(_parse_literal(part) for part in parts if "*" not in part),
        prefixes=tuple(part.split("*")[0].casefold() for part in parts if "*" in part),
    )


def _parse_literal(word: str) -> str:
    acronym = len(word) > 1 and word[:2].isupper() and singularise(word).isupper()
    return singularise(word) if acronym else _fold(word)


def _matches_word(word: str | _Alternatives, written: str, folded: str) -> bool:
    if isinstance(word, str):
        return word in (folded, written)
    return (
        folded in word.words
        or written in word.words
        or folded.startswith(word.prefixes)
        or written.casefold().startswith(word.prefixes)
    )


class PhraseMatch(NamedTuple):
    """A phrase found in a sequence of words."""

    phrase: int
    """Its number in the finder."""
    first: int
    """The index of its first word."""
    last: int
    """The index after its last word."""
    negated: bool


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The phrases that may begin at a word."""

    single_word: tuple[int, ...]
    """Of this word only."""
    other: tuple[int, ...]
    """Whose second word is a choice or a gap."""
    by_second: Mapping[str, tuple[int, ...]]


class PhraseFinder:
    """Finds many phrases at once, in time that grows with the text alone."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = tuple(phrases)
        self._by_word: dict[str, list[int]] = {}
        self._by_prefix: dict[str, list[int]] = {}
        self._candidates: dict[tuple[str, str], _Candidates | None] = {}
        for number, phrase in enumerate(self.phrases):
            first = phrase.words[0]
            choice = (
                first
                if isinstance(first, _Alternatives)
                else _Alternatives(frozenset((first or "",)), ())
            )
            for word in choice.words:
                self._by_word.setdefault(word, []).append(number)
            for beginning in choice.prefixes:
                self._by_prefix.setdefault(beginning, []).append(number)
        self._lengths = sorted({len(beginning) for beginning in self._by_prefix})

    def find(self, words: Words) -> Iterator[PhraseMatch]:
        """Give every place of every phrase, conditions aside, in the order of the words."""
        keys = tuple(zip(words.written, words.folded, strict=True))
        known = self._candidates
        for first, key in enumerate(keys):
            if key not in known:
                known[key] = self._find_candidates(*key)
            candidates = known[key]
            if candidates is None:
                continue
            found = [(number, first + 1) for number in candidates.single_word]
            possible = candidates.other
            if candidates.by_second and first + 1 < len(keys):
                for second in set(keys[first + 1]):
                    possible += candidates.by_second.get(second, ())
            for number in possible:
                end = _match_end(self.phrases[number].words, words, first)
                if end is not None:
                    found.append((number, end))
            if found:
                negated = _is_negated(words.folded, first)
                for number, last in found:
                    yield PhraseMatch(number, first, last, negated)

    def _find_candidates(self, written: str, folded: str) -> _Candidates | None:
        numbers: set[int] = set()
        for word in (written, folded):
            numbers.update(self._by_word.get(word, ()))
        for length in self._lengths:
            for word in (written.casefold(), folded):
                numbers.update(self._by_prefix.get(word[:length], ()))
        if not numbers:
            return None
        single_word: list[int] = []
        longer: list[int] = []
        by_second: dict[str, tuple[int, ...]] = {}
        for number in sorted(numbers):
            _, *rest = self.phrases[number].words
            if not rest:
                single_word.append(number)
            elif isinstance(rest[0], str):
                by_second[rest[0]] = (*by_second.get(rest[0], ()), number)
            else:
                longer.append(number)
        return _Candidates(tuple(single_word), tuple(longer), by_second)


def _match_end(matchers: tuple[Matcher, ...], words: Words, first: int) -> int | None:
    at = first
    for index, matcher in enumerate(matchers):
        if matcher is None:
            rest = matchers[index + 1 :]
            ends = (_match_end(rest, words, at + skipped) for skipped in range(_GAP + 1))
            return next((end for end in ends if end is not None), None)
        if at >= len(words.folded) or not _matches_word(
            matcher, words.written[at], words.folded[at]
        ):
            return None
        at += 1
    return at


def _is_negated(words: tuple[str, ...], first: int) -> bool:
    for index in range(first - 1, max(first - 1 - _REACH, -1), -1):
        word = words[index]
        if word in _CLAUSE_ENDS:
            return False
        if word in _NEGATIONS:
            return not (word == "not" and words[index + 1] in ("only", "just", "merely"))
        if word in ("of", "than") and index and words[index - 1] in ("instead", "rather"):
            return True
    return False
