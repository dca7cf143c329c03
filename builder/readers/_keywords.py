"""Splits a field of keywords."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..text.lines import collapse_spaces, is_visible
from ._field_values import strip_markup, tex_to_text

LONGEST_KEYWORD = 200
"""Characters; anything longer is a sentence."""

_STRONG = ";|\u2022\u00b7\uff1b\u3001"
"""Signs that separate keywords wherever they occur; a comma may also be part of one."""
_AT_STRONG = re.compile(f"[{_STRONG}]")
_AT_ANY = re.compile(f"[{_STRONG},]")
_ARXIV_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z-]{2,})?")
_AROUND = " ,;.:|*-\u2013\u2014"
_TEX_TOKEN = re.compile(r"\\.|[{}]|[^\\{}]|\\", re.DOTALL)


def split_keywords(text: str) -> tuple[str, ...]:
    """Return the keywords of a field, each once: split at `;`, `|` or bullets, else at commas.

    Categories of arXiv may also be separated by spaces: `cs.CL cs.AI`.
    """
    text = strip_markup(text)
    if _AT_STRONG.search(text):
        pieces = _AT_STRONG.split(text)
        return tidy_keywords(pieces if _are_short(pieces) else _AT_ANY.split(text))
    words = text.split()
    if "," not in text and "." in text and all(map(_ARXIV_CATEGORY.fullmatch, words)):
        return tidy_keywords(words)
    return tidy_keywords(text.split(","))


def split_tex_keywords(text: str) -> tuple[str, ...]:
    """Return the keywords of a BibTeX field; what stands in braces is one word."""
    tokens: list[tuple[str, bool]] = []
    depth = 0
    for token in _TEX_TOKEN.findall(text):
        depth = max(0, depth + (token == "{") - (token == "}"))
        tokens.append((token, depth == 0))
    has_strong = any(free and token in _STRONG for token, free in tokens)
    pieces = _split_tokens(tokens, _STRONG if has_strong else ",")
    if not _are_short(pieces):
        pieces = _split_tokens(tokens, f"{_STRONG},")
    return tidy_keywords(map(tex_to_text, pieces))


def _split_tokens(tokens: Iterable[tuple[str, bool]], separators: str) -> list[str]:
    pieces = [""]
    for token, free in tokens:
        if free and token in separators:
            pieces.append("")
        else:
            pieces[-1] += token
    return pieces


def _are_short(pieces: Iterable[str]) -> bool:
    """Whether none is so long that it must be several: a lone `;` among many commas."""
    return all(len(piece) <= LONGEST_KEYWORD for piece in pieces)


def tidy_keywords(pieces: Iterable[str]) -> tuple[str, ...]:
    """Return the keywords without markup and surrounding signs, each once."""
    tidy = (collapse_spaces(strip_markup(piece)).strip(_AROUND) for piece in pieces)
    return tuple(dict.fromkeys(piece for piece in tidy if is_visible(piece)))
