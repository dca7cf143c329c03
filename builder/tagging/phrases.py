"""The phrases of the vocabulary: their syntax, and the words that they are compared with.

The syntax is described for the owner at the top of `sources/tags.yml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias

from ..text.lines import collapse_spaces
from ..text.words import singularise

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.,;:!?()\[\]]", re.UNICODE)
_PHRASE_WORD = re.compile(r"\.\.|,|[^\W_]+(?:['’][^\W_]+)*(?:[*|][^\W_]*)*", re.UNICODE)


@dataclass(frozen=True, kw_only=True)
class Words:
    """A text whose words are quoted by their numbers."""

    text: str

    def quote(self, first: int, last: int) -> str:
        """Return the text from one word to before another as it was written, in one line."""
        return collapse_spaces(self.text[self._spans[first][0] : self._spans[last - 1][1]])

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [found.span() for found in _WORD.finditer(self.text)]


def split_words(text: str) -> list[str]:
    """Return the words and stops of a plain text as they are written, in order."""
    return _WORD.findall(text)


def fold_words(text: str) -> tuple[str, ...]:
    """Return the same as they are compared."""
    return tuple(map(fold_word, split_words(text)))


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """Return what is compared of a word: lower case, singular, -ize."""
    return re.sub(r"is(e|ed|er|es|ing|ation|able)$", r"iz\1", singularise(word).casefold())


@dataclass(frozen=True, slots=True)
class Alternatives:
    """A choice of words."""

    words: frozenset[str]
    prefixes: tuple[str, ...]


Matcher: TypeAlias = str | Alternatives | None
"""A word, folded or in capitals; a choice of words; `None` for a gap of up to `GAP` words."""
GAP = 3


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


@lru_cache(maxsize=1 << 14)
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
    return Alternatives(
        words=frozenset(_parse_literal(part) for part in parts if "*" not in part),
        prefixes=tuple(part.split("*")[0].casefold() for part in parts if "*" in part),
    )


def _parse_literal(word: str) -> str:
    acronym = len(word) > 1 and word[:2].isupper() and singularise(word).isupper()
    return singularise(word) if acronym else fold_word(word)
