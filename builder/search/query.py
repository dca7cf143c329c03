"""Parses a query; `query.js` does the same in the browser."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..text.words import split_lower_words
from .analysis import NO_TERMS, Terms, Token, split_camel_case, tokenise
from .fields import FIELD_NAMES
from .names import split_name

MAX_CHARACTERS = 1000
MAX_TERMS = 48
"""Limits of a query; the rest of a very long one is ignored."""
MIN_PART = 3
"""Letters of a part of a word such as `LeCun` that is asked for by itself."""
_NAMES = "|".join(FIELD_NAMES)
_PIECE = re.compile(rf'(-?)(?:({_NAMES}):)?(?:"([^"]*)"|(\S+))', re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """A filter of the query, such as `tag:video`."""

    field: str
    """One of `FIELD_NAMES`."""
    typed: str
    value: str
    """Lower case, its words joined by hyphens, as in an id."""
    excluded: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """A parsed query."""

    text: str
    """As typed, up to the limit."""
    tokens: tuple[Token, ...]
    """Each term once, in order; those of phrases too."""
    unfinished_word: str
    """The last word if it may still be being typed; else empty."""
    words: tuple[str, ...]
    """Every word asked for, stop words too, in order: what the query means depends on them."""
    name: tuple[str, ...]
    """The same as typed, with repeats, as somebody may be called so: `Wei Wei`."""
    family: int
    """How many of them stand before a comma, as in `LeCun, Yann`; 0 where there is none."""
    common: tuple[str, ...]
    """The words where all are stop words, which no paper is found by."""
    phrases: tuple[tuple[Token, ...], ...]
    excluded: tuple[tuple[Token, ...], ...]
    filters: tuple[Filter, ...]


def parse_query(text: str, known: Terms = NO_TERMS) -> Query:
    """Return the query; any text is one. `known` are the terms of the index."""
    asked: list[str] = []
    unwanted: list[str] = []
    phrases: list[tuple[Token, ...]] = []
    excluded: list[tuple[Token, ...]] = []
    filters: list[Filter] = []
    last = ""
    text = text[:MAX_CHARACTERS]
    for piece in _PIECE.finditer(text):
        minus, field, quoted, bare = piece.groups()
        value = bare if quoted is None else quoted
        last = ""
        if field:
            filters.append(_make_filter(field, value, bool(minus)))
        elif minus:
            unwanted.append(value)
            excluded.append(_tokenise_telling(value, known))
        else:
            asked.append(value)
            if quoted is not None:
                phrases.append(_tokenise_telling(value, known))
            elif piece.end() == len(text):
                last = value
    tokens = _tokenise_telling(" ".join(asked), known)[:MAX_TERMS]
    return Query(
        text=text,
        tokens=drop_repeats(tokens),
        unfinished_word=_find_unfinished_word(last, tokens, known),
        words=_list_words(asked)[:MAX_TERMS],
        name=split_lower_words(" ".join(asked))[:MAX_TERMS],
        family=_count_before_comma(" ".join(asked)),
        common=() if tokens or any(excluded) else _list_words([*asked, *unwanted]),
        phrases=tuple(phrase for phrase in phrases if phrase),
        excluded=tuple(tokens for tokens in excluded if tokens),
        filters=tuple(filters),
    )


def make_identifier(value: str) -> str:
    """Return the value as an id would have it: `Image generation` as `image-generation`."""
    return "-".join(word.lower() for word in split_lower_words(value))


def _make_filter(field: str, value: str, excluded: bool) -> Filter:
    return Filter(field=field.lower(), typed=value, value=make_identifier(value), excluded=excluded)


def _tokenise_telling(text: str, known: Terms) -> tuple[Token, ...]:
    """The terms without stop words, but for those of a title of nothing else: "What is it?".

    Nor is `LeCun` asked for as `le`: a part of two letters tells nothing.
    """
    words = split_lower_words(text)
    parts = {part for word in words for part in split_camel_case(word) if len(part) < MIN_PART}
    short = parts - {word.lower() for word in words}
    return tuple(
        token
        for token in tokenise(text, known)
        if (not known.language.is_stop_word(token.word) or token.term in known)
        and token.word not in short
    )


def _count_before_comma(text: str) -> int:
    before, *after = text.split(",")
    return len(split_name(before)) if len(after) == 1 else 0


def _list_words(pieces: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.lower() for word in split_lower_words(" ".join(pieces))))


def drop_repeats(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the first token of each term."""
    first: dict[str, Token] = {}
    for token in tokens:
        first.setdefault(token.term, token)
    return tuple(first.values())


def _find_unfinished_word(last: str, tokens: tuple[Token, ...], known: Terms) -> str:
    """The word of the last token, unless the text ends in a stop word that was left out.

    That word may be a part of what is typed, `lm` of `FrozenBiLM`, or have it as a part: `GPT 2`.
    """
    words = split_lower_words(last)
    if not words or not tokens:
        return ""
    typed, word = words[-1].lower(), tokens[-1].word
    if known.language.is_stop_word(word):
        return ""
    return word if typed.endswith(word) or word.endswith(typed) else ""
