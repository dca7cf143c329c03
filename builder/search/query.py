"""Parses a query; `query.js` does the same in the browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ..text.words import split_lower_words
from .analysis import Token, tokenise

MAX_CHARACTERS = 1000
MAX_TERMS = 48
"""Limits of a query; the rest of a very long one is ignored."""
_PIECE = re.compile(r'(-?)(?:(tag|source):)?(?:"([^"]*)"|(\S+))', re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """A `tag:` or `source:` filter of the query."""

    field: Literal["tag", "source"]
    value: str
    """Lower case, its words joined by hyphens, as in an id."""
    excluded: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """A parsed query."""

    tokens: tuple[Token, ...]
    """Each term once, in order; those of phrases too."""
    unfinished_word: str
    """The last word if it may still be being typed; else empty."""
    phrases: tuple[tuple[Token, ...], ...]
    excluded: tuple[tuple[Token, ...], ...]
    filters: tuple[Filter, ...]


def parse_query(text: str) -> Query:
    """Return the query; any text is one."""
    asked: list[str] = []
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
            excluded.append(tokenise(value))
        else:
            asked.append(value)
            if quoted is not None:
                phrases.append(tokenise(value))
            elif piece.end() == len(text):
                last = value
    tokens = tokenise(" ".join(asked))[:MAX_TERMS]
    return Query(
        tokens=_drop_repeats(tokens),
        unfinished_word=_find_unfinished_word(last, tokens),
        phrases=tuple(phrase for phrase in phrases if phrase),
        excluded=tuple(tokens for tokens in excluded if tokens),
        filters=tuple(filters),
    )


def make_identifier(value: str) -> str:
    """Return the value as an id would have it: `Image generation` as `image-generation`."""
    return "-".join(word.lower() for word in split_lower_words(value))


def _make_filter(field: str, value: str, excluded: bool) -> Filter:
    name: Literal["tag", "source"] = "tag" if field.lower() == "tag" else "source"
    return Filter(field=name, value=make_identifier(value), excluded=excluded)


def _drop_repeats(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    first: dict[str, Token] = {}
    for token in tokens:
        first.setdefault(token.term, token)
    return tuple(first.values())


def _find_unfinished_word(last: str, tokens: tuple[Token, ...]) -> str:
    """The word of the last token, unless the text ends in a stop word that was left out."""
    words = split_lower_words(last)
    if not words or not tokens or not words[-1].lower().endswith(tokens[-1].word):
        return ""
    return tokens[-1].word
