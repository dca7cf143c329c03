"""Turns a text into terms with their places.

With `text/words.py`, `text/language.py` and `text/variants.py` this is what `analysis.js` does in
the browser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from ..text.language import ENGLISH, Language
from ..text.words import split_lower_words

_TermsOfWord: TypeAlias = tuple[tuple[tuple[str, str, int], ...], int]
_CAMEL = re.compile(r"[a-z0-9][A-Z]")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


_FEW_WORDS = 30
"""A text of fewer, such as a query, is not worth listing how all terms begin."""
_LONGEST_START = 30
"""Characters of a start that is listed; those of a word without end would fill the memory."""


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


class Terms:
    """The terms of an index, asked whether two words are one of them.

    With them goes the language of its words.
    """

    def __init__(self, terms: Iterable[str], language: Language = ENGLISH) -> None:
        self.language = language
        self._terms = frozenset(terms)

    @cached_property
    def _starts(self) -> frozenset[str]:
        return frozenset(
            term[:end]
            for term in self._terms
            for end in range(2, min(len(term), _LONGEST_START) + 1)
        )

    def __contains__(self, term: object) -> bool:
        return term in self._terms

    def find_joints(self, words: Sequence[str]) -> Mapping[int, str]:
        """Return the words that two neighbours are together, by the number of the first."""
        plain = [_lower_plain(word, self.language) for word in words]
        if len(words) < _FEW_WORDS:
            joins = ((at, self._join(*two)) for at, two in enumerate(pairwise(plain)) if all(two))
            return {number: joined for number, joined in joins if joined}
        return {
            number: joined
            for number, (left, right) in enumerate(pairwise(plain))
            if left and right and (left + right[0])[:_LONGEST_START] in self._starts
            if (joined := self._join(left, right))
        }

    def _join(self, left: str, right: str) -> str:
        """Two lower-case words as one, `gpt2`, if that is a term; else nothing.

        The term must keep the left word and the first letter of the right one, so `model ability`
        is no `model`. Nor are two numbers joined, or a word and a letter.
        """
        word = left + right
        if word.isdecimal() or (len(right) == 1 and not right.isdecimal()):
            return ""
        term = self.language.make_term(word)
        return word if term in self._terms and term.startswith(left + right[0]) else ""


NO_TERMS = Terms(())


@lru_cache(maxsize=1 << 18)
def _lower_plain(word: str, language: Language) -> str:
    """The word in lower case; nothing for what is never joined: stop words and CamelCase."""
    return "" if split_camel_case(word) or language.is_stop_word(word.lower()) else word.lower()


def tokenise(text: str, known: Terms = NO_TERMS, *, keep_parts: bool = False) -> tuple[Token, ...]:
    """Return the terms of a text; stop words only where it has nothing else.

    Two neighbours that `known` terms join become one term, so that `GPT-2` and `GPT 2` are `GPT2`
    where some paper writes it so; with `keep_parts` also the terms of both, at the same position.
    """
    language = known.language
    words = split_lower_words(text)
    joints = known.find_joints(words)
    return tuple(
        _list_tokens(words, joints, language, _make_telling_terms, keep_parts)
        or _list_tokens(words, joints, language, _make_terms, keep_parts)
    )


def _list_tokens(
    words: Sequence[str],
    joints: Mapping[int, str],
    language: Language,
    make: Callable[[str, Language], _TermsOfWord],
    keep_parts: bool,
) -> list[Token]:
    tokens: list[Token] = []
    position = 0
    joined_before = False
    for number, word in enumerate(words):
        if joined_before:
            joined_before = False
        elif joints and (joined := joints.get(number)):
            joined_before = True
            for form in (joined, *words[number : number + 2]) if keep_parts else (joined,):
                terms, _ = make(form.lower(), language)
                tokens += [Token(term, form, position) for term, form, _ in terms]
            position += 1
        else:
            terms, length = make(word, language)
            tokens += [Token(term, form, position + offset) for term, form, offset in terms]
            position += length
    return tokens


def collect_terms(texts: Iterable[str], language: Language = ENGLISH) -> set[str]:
    """Return all terms of the texts as they are written, but for stop words."""
    words: set[str] = set()
    for text in texts:
        words.update(split_lower_words(text))
    return {
        term
        for word in words
        for term, form, _ in _make_terms(word, language)[0]
        if not language.is_stop_word(form)
    }


@lru_cache(maxsize=1 << 18)
def _make_telling_terms(word: str, language: Language) -> _TermsOfWord:
    """The same without stop words."""
    terms, length = _make_terms(word, language)
    return tuple(each for each in terms if not language.is_stop_word(each[1])), length


@lru_cache(maxsize=1 << 18)
def _make_terms(word: str, language: Language) -> _TermsOfWord:
    """Return a word's terms with their words and offsets, and its number of positions.

    `FrozenBiLM` is found by itself, by `frozen`, `bi` and `lm`, and by `bilm`.
    """
    lower = word.lower()
    parts = split_camel_case(word)
    terms = [(language.make_term(lower), lower, 0)]
    terms += [(language.make_term(part), part, offset) for offset, part in enumerate(parts)]
    for offset in range(1, len(parts) - 1):
        tail = "".join(parts[offset:])
        terms.append((language.make_term(tail), tail, offset))
    return tuple(terms), max(1, len(parts))
