"""Turns a text into terms with their places; `analysis.js` does the same in the browser."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS as STOP_WORDS

# Scripts written without spaces: every character is a word.
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(
    rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_])+(?:['’](?:(?![{_UNSPACED}])[^\W_])+)*"
)
_POSSESSIVE = re.compile(r"['’]s$", re.I)
_CAMEL = re.compile(r"[a-z0-9][A-Z]")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


class _Stemmer(PorterStemmer):  # type: ignore[misc]
    """The stemmer of lunr.js, from which the Python one departs where a word ends in `y`."""

    b: str
    k: int

    def step1c(self) -> None:
        """Turn a last `y` into `i` after a consonant that is not the first letter."""
        if self.k >= 2 and self.b[self.k] == "y" and self.b[self.k - 1] not in "aeiou":
            self.b = self.b[: self.k] + "i"


_stemmer = _Stemmer()


class Token(NamedTuple):
    """A term at its place."""

    term: str
    word: str
    """The folded lower-case word it was made from."""
    place: int
    """Counted in words, stop words included."""


def fold(text: str) -> str:
    """Return the text with compatibility forms resolved and accents removed."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.category(c).startswith("M"))


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text in order, their case kept: `CLIP`, `style`."""
    return tuple(
        re.sub("['’]", "", _POSSESSIVE.sub("", found.group()))
        for found in _WORD.finditer(fold(text))
    )


def parts_of(word: str) -> tuple[str, ...]:
    """Return the parts of a word in CamelCase, lower case; none of a plain word."""
    if not _CAMEL.search(word):
        return ()
    parts = tuple(part.lower() for part in _PART.findall(word) if len(part) > 1)
    return parts if len(parts) > 1 else ()


@lru_cache(maxsize=1 << 18)
def stem(word: str) -> str:
    """Return the term of a lower-case word: lunr's Porter stemmer."""
    return str(_stemmer.stem(word))


def is_stop_word(word: str) -> bool:
    """Whether lunr leaves the lower-case word out of an index."""
    return word in STOP_WORDS


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the terms of a text; stop words only where it has nothing else."""
    every: list[Token] = []
    place = 0
    for word in words_of(text):
        terms, length = _terms_of(word)
        every += [Token(term, form, place + offset) for term, form, offset in terms]
        place += length
    return tuple(token for token in every if not is_stop_word(token.word)) or tuple(every)


@lru_cache(maxsize=1 << 18)
def _terms_of(word: str) -> tuple[tuple[tuple[str, str, int], ...], int]:
    """The terms of a word with their words and offsets, and the places it takes.

    `FrozenBiLM` is found by itself, by `frozen`, `bi` and `lm`, and by `bilm`.
    """
    lower = word.lower()
    parts = parts_of(word)
    terms = [(stem(lower), lower, 0)]
    terms += [(stem(part), part, offset) for offset, part in enumerate(parts)]
    for offset in range(1, len(parts) - 1):
        tail = "".join(parts[offset:])
        terms.append((stem(tail), tail, offset))
    return tuple(terms), max(1, len(parts))
