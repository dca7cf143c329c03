"""Titles reduced to what identifies them: the same however they are typed."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from .lines import collapse_spaces

_MARKUP = re.compile(
    r"</?(?:b|i|em|strong|sub|sup|u|sc|tt|scp|inf|italic|bold)(?:\s[^<>]*)?>", re.I
)
_APOSTROPHE = re.compile(r"(?<=\w)['\u2018\u2019\u02bc`\u00b4](?=\w)")
_ACCENT = re.compile("[\u0300-\u036f]")
_LONE_GREEK = re.compile("(?<![\u0370-\u03ff])[\u03b1-\u03c9](?![\u0370-\u03ff])")
_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
    "sigma sigma tau upsilon phi chi psi omega"
).split()
_TRANSLITERATIONS = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "&": " and ",
    }
)
_STRAY_SIGN = re.compile(r"(?<!\S)[+#]+|(?<=\w)[+#]+(?=\w)")
_DROPPED = frozenset("PSZC")
_LONGEST_TITLE = 400
"""Characters; longer titles are rare and not worth caching."""


def normalise_title(title: str) -> str:
    """Return the words of a plain title, lower case, without accents, joined by single spaces.

    Two titles with the same result are the same title. `C++` and `C#` stay what they are,
    a lone Greek letter is spelled out (`β-cell`, `beta-cell`). Never empty unless the
    title is: one without letters and digits (`🔥`) is kept as it is.
    """
    return _normalise_cached(title) if len(title) <= _LONGEST_TITLE else _normalise(title)


def _normalise(text: str) -> str:
    title = text
    if "&" in text or "<" in text:
        text = _MARKUP.sub("", html.unescape(text)).replace("&", " and ")
    text = text.casefold()
    if not text.isascii():
        text = _APOSTROPHE.sub("", text)
        text = _ACCENT.sub("", unicodedata.normalize("NFKD", text).casefold())
        text = unicodedata.normalize("NFC", text)
        text = _LONE_GREEK.sub(_spell_greek, text).translate(_TRANSLITERATIONS)
    elif "'" in text or "`" in text:
        text = _APOSTROPHE.sub("", text)
    text = text.translate(_SIGNS)
    if "+" in text or "#" in text:
        text = _STRAY_SIGN.sub(" ", text)
    return collapse_spaces(text) or collapse_spaces(title.casefold())


_normalise_cached = lru_cache(maxsize=1 << 17)(_normalise)
"""Cached, as every stage normalises the same titles."""


def _spell_greek(letter: re.Match[str]) -> str:
    return f" {_GREEK[ord(letter.group()) - 0x3B1]} "


class _SignTable(dict[int, int]):
    """Maps what is punctuation, symbol, space or control in any script to a space.

    Filled as characters turn up: `str.translate` asks for each one only once.
    """

    def __missing__(self, code: int) -> int:
        kept = chr(code) in "+#" or unicodedata.category(chr(code))[0] not in _DROPPED
        self[code] = code if kept else ord(" ")
        return self[code]


_SIGNS = _SignTable()
