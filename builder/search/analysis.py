"""Turns a text into terms with their places.

With `text/words.py` this is what `analysis.js` does in the browser.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..text.words import is_stop_word, split_lower_words, stem

_CAMEL = re.compile(r"[a-z0-9][A-Z]")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


class Token(NamedTuple):
    """A term at its position."""

    term: str
    word: str
    """The folded lower-case word it was made from."""
    position: int
    """Counted in words, stop words included."""


def split_camel_case(word: str) -> tuple[str, ...]:
    """Return the parts of a word in CamelCase, lower case; none of a plain word."""
    if not _CAMEL.search(word):
        return ()
    parts = tuple(part.lower() for part in _PART.findall(word) if len(part) > 1)
    return parts if len(parts) > 1 else ()


def tokenise(text: str) -> tuple[Token, ...]:
    """Return the terms of a text; stop words only where it has nothing else."""
    every: list[Token] = []
    position = 0
    for word in split_lower_words(text):
        terms, length = _make_terms(word)
        every += [Token(term, form, position + offset) for term, form, offset in terms]
        position += length
    return tuple(token for token in every if not is_stop_word(token.word)) or tuple(every)


@lru_cache(maxsize=1 << 18)
def _make_terms(word: str) -> tuple[tuple[tuple[str, str, int], ...], int]:
    """Return a word's terms with their words and offsets, and its number of positions.

    `FrozenBiLM` is found by itself, by `frozen`, `bi` and `lm`, and by `bilm`.
    """
    lower = word.lower()
    parts = split_camel_case(word)
    terms = [(stem(lower), lower, 0)]
    terms += [(stem(part), part, offset) for offset, part in enumerate(parts)]
    for offset in range(1, len(parts) - 1):
        tail = "".join(parts[offset:])
        terms.append((stem(tail), tail, offset))
    return tuple(terms), max(1, len(parts))
