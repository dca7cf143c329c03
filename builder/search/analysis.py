"""Turns a text into terms with their places.

With `text/words.py` and `variants.py` this is what `analysis.js` does in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ..text.words import is_stop_word, split_lower_words, stem
from .variants import unify_spelling

_CAMEL = re.compile(r"[a-z0-9][A-Z]")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


class Token(NamedTuple):
    """A term at its position."""

    term: str
    word: str
    """The folded lower-case word it was made from."""
    position: int
    """Counted in words, stop words included."""


def make_term(word: str) -> str:
    """Return what a lower-case word has in common with its forms and its other spelling."""
    return stem(unify_spelling(word))


def split_camel_case(word: str) -> tuple[str, ...]:
    """Return the parts of a word in CamelCase, lower case; none of a plain word."""
    if not _CAMEL.search(word):
        return ()
    parts = tuple(part.lower() for part in _PART.findall(word) if len(part) > 1)
    return parts if len(parts) > 1 else ()


def join_neighbours(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Give each two words that can be one, `GPT-2` or `data set`: their number and `gpt2`.

    No stop words, as in `to day`, nor words in CamelCase, two numbers, or a word and a letter;
    nor what is but a form of the first: `model ability`.
    """
    for number, (left, right) in enumerate(pairwise(words)):
        if _can_join(left, right):
            yield number, (left + right).lower()


@lru_cache(maxsize=1 << 18)
def _can_join(left: str, right: str) -> bool:
    if (left.isdecimal() and right.isdecimal()) or (len(right) == 1 and not right.isdecimal()):
        return False
    if is_stop_word(left.lower()) or is_stop_word(right.lower()):
        return False
    if split_camel_case(left) or split_camel_case(right):
        return False
    return make_term((left + right).lower()) != make_term(left.lower())


def tokenise(
    text: str, known: Container[str] = (), *, keep_parts: bool = False
) -> tuple[Token, ...]:
    """Return the terms of a text; stop words only where it has nothing else.

    Two neighbours whose joint term is `known` become that one term, so that `GPT-2` and `GPT 2`
    are `GPT2` where some paper writes it so; with `keep_parts` also the terms of both, at the
    same position.
    """
    words = split_lower_words(text)
    joined = {number: word for number, word in join_neighbours(words) if make_term(word) in known}
    every: list[Token] = []
    position = number = 0
    while number < len(words):
        if number in joined:
            word = joined[number]
            every.append(Token(make_term(word), word, position))
            parts = words[number : number + 2] if keep_parts else ()
            every += [Token(make_term(part.lower()), part.lower(), position) for part in parts]
            position, number = position + 1, number + 2
            continue
        terms, length = _make_terms(words[number])
        every += [Token(term, form, position + offset) for term, form, offset in terms]
        position, number = position + length, number + 1
    return tuple(token for token in every if not is_stop_word(token.word)) or tuple(every)


@lru_cache(maxsize=1 << 18)
def _make_terms(word: str) -> tuple[tuple[tuple[str, str, int], ...], int]:
    """Return a word's terms with their words and offsets, and its number of positions.

    `FrozenBiLM` is found by itself, by `frozen`, `bi` and `lm`, and by `bilm`.
    """
    lower = word.lower()
    parts = split_camel_case(word)
    terms = [(make_term(lower), lower, 0)]
    terms += [(make_term(part), part, offset) for offset, part in enumerate(parts)]
    for offset in range(1, len(parts) - 1):
        tail = "".join(parts[offset:])
        terms.append((make_term(tail), tail, offset))
    return tuple(terms), max(1, len(parts))
