"""The words of a name: as they are typed, and all that may be typed for them."""

from __future__ import annotations

import re

from ..text.words import singularise, split_lower_words, to_ascii
from .analysis import split_camel_case

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
    | {"Ø": "Oe", "Å": "Aa"}
)
_COMPOUND = re.compile(r"[^\W_]+(?:['’‐‑‒–-][^\W_]+)+")
_JOINTS = re.compile(r"['’‐‑‒–-]")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_RUN = re.compile("[\u3040-\u30ff\u3400-\u9fff]{3,4}")


def split_name(text: str) -> tuple[str, ...]:
    """Return the words of a name in lower case without accents, as `directory.js` does."""
    return tuple(word.lower() for word in split_lower_words(text))


def list_name_words(name: str) -> set[str]:
    """Return the words of a name in every form that is typed for them.

    `Müller` is `muller` and `mueller`; `O'Brien` is `obrien`, `o` and `brien`; `Jean-Luc` is
    `jeanluc` too; other scripts are written in Latin letters too.
    """
    forms = set(split_name(name))
    for compound in _COMPOUND.findall(name):
        parts = _JOINTS.split(compound)
        forms.update(word for part in ("".join(parts), *parts) for word in split_name(part))
    for word in split_lower_words(name):
        forms.update(split_camel_case(word))
    if not name.isascii():
        forms.update(split_name(to_ascii(name.translate(_UMLAUTS))))
        forms.update(split_name(to_ascii(name)))
        forms.update(split_name(to_ascii(_UNSPACED.sub(r" \g<0> ", name))))
        # A family name of one character, and the given name.
        forms.update(to_ascii(run[1:]).lower() for run in _RUN.findall(name))
    return forms


def change_numbers(words: set[str]) -> set[str]:
    """Return the words with their singulars and plurals, as keywords are asked for in both."""
    plurals = {f"{word}s" for word in words if not word.endswith("s")}
    return words | plurals | {singularise(word) for word in words}
