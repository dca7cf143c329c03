"""Parses a query; `query.js` does the same in the browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ..text.words import words_of
from .analysis import Token, tokens_of

MOST_CHARACTERS = 1000
MOST_TERMS = 48
"""Limits of a query; the rest of a very long one is ignored."""
_PIECE = re.compile(r'(-?)(?:(tag|source):)?(?:"([^"]*)"|(\S+))', re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowing:
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
    open_word: str
    """The last word if it may still be being typed; else empty."""
    phrases: tuple[tuple[Token, ...], ...]
    excluded: tuple[tuple[Token, ...], ...]
    narrowings: tuple[Narrowing, ...]


def read_query(text: str) -> Query:
    """Return the query; any text is one."""
    asked: list[str] = []
    phrases: list[tuple[Token, ...]] = []
    excluded: list[tuple[Token, ...]] = []
    narrowings: list[Narrowing] = []
    last = ""
    text = text[:MOST_CHARACTERS]
    for piece in _PIECE.finditer(text):
        minus, field, quoted, bare = piece.groups()
        value = bare if quoted is None else quoted
        last = ""
        if field:
            narrowings.append(_narrowing(field, value, bool(minus)))
        elif minus:
            excluded.append(tokens_of(value))
        else:
            asked.append(value)
            if quoted is not None:
                phrases.append(tokens_of(value))
            elif piece.end() == len(text):
                last = value
    tokens = tokens_of(" ".join(asked))[:MOST_TERMS]
    return Query(
        tokens=_each_once(tokens),
        open_word=_open_word(last, tokens),
        phrases=tuple(phrase for phrase in phrases if phrase),
        excluded=tuple(tokens for tokens in excluded if tokens),
        narrowings=tuple(narrowings),
    )


def identifier_of(value: str) -> str:
    """Return the value as an id would have it: `Image generation` as `image-generation`."""
    return "-".join(word.lower() for word in words_of(value))


def _narrowing(field: str, value: str, excluded: bool) -> Narrowing:
    name: Literal["tag", "source"] = "tag" if field.lower() == "tag" else "source"
    return Narrowing(field=name, value=identifier_of(value), excluded=excluded)


def _each_once(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    first: dict[str, Token] = {}
    for token in tokens:
        first.setdefault(token.term, token)
    return tuple(first.values())


def _open_word(last: str, tokens: tuple[Token, ...]) -> str:
    """The word of the last token, unless the text ends in a stop word that was left out."""
    words = words_of(last)
    if not words or not tokens or not words[-1].lower().endswith(tokens[-1].word):
        return ""
    return tokens[-1].word
