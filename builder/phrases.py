"""The phrases of the vocabulary: their syntax, and where they occur in a text.

The syntax is described for the owner at the top of `sources/tags.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.,;:!?()\[\]]", re.UNICODE)
_PHRASE_WORD = re.compile(r"\.\.|[^\W_]+(?:['’][^\W_]+)*(?:[*|][^\W_]*)*", re.UNICODE)
_NEGATIONS = frozenset(("not", "without", "unlike", "neither", "nor", "no", "never", "beyond"))
_CLAUSE_ENDS = frozenset(".,;:!?()[]")
_REACH = 4
"""A negation reaches so many words, within its clause."""
_GAP = 3
"""`..` stands for at most so many words."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text or one of its stops."""

    word: str
    """As written, without a plural's s: `LLM`."""
    folded: str
    """What is compared: lower case, singular, -ize."""
    start: int
    """Where it begins in the text."""
    end: int


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words and stops of a text, in order."""
    return tuple(
        Token(_singular(found[0]), _folded(found[0]), found.start(), found.end())
        for found in _WORD.finditer(text)
    )


@lru_cache(maxsize=1 << 16)
def _singular(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s")
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 2 and word[-1] == "s" and word[-2] not in "suiSUI":
        return word[:-1]
    return word


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    return re.sub(r"is(e|ed|er|es|ing|ation|able)$", r"iz\1", _singular(word).casefold())


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    """One phrase of an owner, parsed."""

    source: str
    """As the owner wrote it."""
    words: tuple[re.Pattern[str] | str | None, ...]
    """A literal, a pattern, or `None` for a gap; a literal in capitals is compared as written."""
    title_only: bool = False
    requires: tuple[Phrase, ...] = ()
    """Each must occur somewhere in the text."""
    forbids: tuple[Phrase, ...] = ()
    """None may occur anywhere in the text."""


def parse_phrase(source: str) -> Phrase:
    """Return the phrase that an owner wrote; raises `ValueError` where it holds no word."""
    main, *conditions = (part.strip() for part in source.split("&"))
    title_only = main.endswith("(title)")
    words = [_matcher(word) for word in _PHRASE_WORD.findall(main.removesuffix("(title)"))]
    while words and words[0] is None:
        del words[0]
    while words and words[-1] is None:
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


def _matcher(word: str) -> re.Pattern[str] | str | None:
    if word == "..":
        return None
    if "*" in word or "|" in word:
        return re.compile(
            "|".join(
                re.escape(part[:-1].casefold()) + r"\w*"
                if part.endswith("*")
                else re.escape(_folded(part))
                for part in word.split("|")
                if part
            )
        )
    return _singular(word) if _is_acronym(word) else _folded(word)


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word[:2].isupper() and _singular(word).upper() == _singular(word)


def _fits(word: re.Pattern[str] | str, token: Token) -> bool:
    if isinstance(word, str):
        return word in (token.folded, token.word)
    return word.fullmatch(token.folded) is not None


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a row of tokens."""

    phrase: int
    """Its number in the finder."""
    first: int
    """The index of its first token."""
    last: int
    """The index after its last token."""
    negated: bool


@dataclass(frozen=True, kw_only=True)
class PhraseFinder:
    """Finds many phrases at once, in time that grows with the text alone."""

    phrases: tuple[Phrase, ...]
    _literal: Mapping[str, tuple[int, ...]]
    """Phrases by their first word."""
    _patterned: tuple[int, ...]
    """Phrases whose first word is a pattern."""
    _starting: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    """What may begin at a token; filled as tokens are met."""

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> PhraseFinder:
        """Return a finder of `phrases`, numbered in their order."""
        phrases = tuple(phrases)
        literal: dict[str, list[int]] = {}
        patterned: list[int] = []
        for number, phrase in enumerate(phrases):
            first = phrase.words[0]
            if isinstance(first, str):
                literal.setdefault(first, []).append(number)
            else:
                patterned.append(number)
        return cls(
            phrases=phrases,
            _literal={word: tuple(numbers) for word, numbers in literal.items()},
            _patterned=tuple(patterned),
        )

    def hits(self, tokens: tuple[Token, ...]) -> Iterator[Hit]:
        """Give every place of every phrase, conditions aside, in the order of the tokens."""
        for first, token in enumerate(tokens):
            for number in self._beginning(token):
                last = _end(self.phrases[number].words, tokens, first)
                if last is not None:
                    yield Hit(number, first, last, _negated(tokens, first))

    def _beginning(self, token: Token) -> tuple[int, ...]:
        key = (token.word, token.folded)
        found = self._starting.get(key)
        if found is None:
            numbers = {
                number
                for number in self._patterned
                if _fits(self.phrases[number].words[0] or "", token)
            }
            for word in key:
                numbers.update(self._literal.get(word, ()))
            found = self._starting[key] = tuple(sorted(numbers))
        return found


def occurs(phrase: Phrase, tokens: tuple[Token, ...]) -> bool:
    """Whether `phrase` stands anywhere in `tokens`."""
    return any(_end(phrase.words, tokens, first) is not None for first in range(len(tokens)))


def _end(
    words: tuple[re.Pattern[str] | str | None, ...], tokens: tuple[Token, ...], first: int
) -> int | None:
    at = first
    for index, word in enumerate(words):
        if word is None:
            rest = words[index + 1 :]
            ends = (_end(rest, tokens, at + skipped) for skipped in range(_GAP + 1))
            return next((end for end in ends if end is not None), None)
        if at >= len(tokens) or not _fits(word, tokens[at]):
            return None
        at += 1
    return at


def _negated(tokens: tuple[Token, ...], first: int) -> bool:
    for index in range(first - 1, max(first - 1 - _REACH, -1), -1):
        word = tokens[index].folded
        if word in _CLAUSE_ENDS:
            return False
        if word in _NEGATIONS or (
            word in ("of", "than") and index and tokens[index - 1].folded in ("instead", "rather")
        ):
            return not (word == "not" and tokens[index + 1].folded in ("only", "just", "merely"))
    return False
