"""The numbers of a title: those of parts and years, and the versions of what it names."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NUMERALS = {
    word: str(number)
    for first, words in (
        (1, "one two three four five six seven eight nine ten"),
        (1, "first second third fourth fifth sixth"),
        (1, "1st 2nd 3rd 4th 5th 6th"),
        (2, "ii iii iv"),
        (6, "vi vii viii ix"),
    )
    for number, word in enumerate(words.split(), first)
}
_LETTER_NUMERALS = {"i": "1", "v": "5", "x": "10", "a": "1", "b": "2", "c": "3"}
_NUMBERED_PARTS = frozenset(
    "part parts phase type volume vol section chapter study series stage version".split()
)
_VERSION = re.compile(r"v\d+")
_NAMED = re.compile(r"\b([^\W\d_]{2,}) ?(?:v ?)?(\d+(?: \d+)*(?: ?[b-z]\b)?)(?!\w)")
_NAME = re.compile(r"[^\W\d_]{2,}")


def find_numbers(words: tuple[str, ...]) -> frozenset[str]:
    """Return the numbers of a normalised title, whether digits, Roman or spelled out."""
    found: set[str] = set()
    for before, word in zip(("", *words), words, strict=False):
        if word.isdigit():
            found.add(word.lstrip("0") or "0")
        elif word in _NUMERALS:
            found.add(_NUMERALS[word])
        elif before in _NUMBERED_PARTS and word in _LETTER_NUMERALS:
            found.add(_LETTER_NUMERALS[word])
        elif _VERSION.fullmatch(word):
            found.add(word)
    if words and words[-1] in ("i", "v") and len(words) > 2:
        found.add(_LETTER_NUMERALS[words[-1]])
    return frozenset(found)


def find_versions(title: str) -> Mapping[str, frozenset[str]]:
    """Return the versions of each name of a normalised title: `gpt 4o`, `mvimgnet2 0`.

    A name whose number is not part of it, as in `in 2020`, may have one, too.
    """
    found: dict[str, set[str]] = {name: set() for name in _NAME.findall(title)}
    for name, version in _NAMED.findall(title):
        found.setdefault(name, set()).add(version.replace(" ", ""))
    return {name: frozenset(versions) for name, versions in found.items()}


def have_other_versions(one: str, two: str) -> bool:
    """Whether two normalised titles name something in different versions.

    `qwen` and `qwen2` are; `type 2` and `type ii` may be one, as the number stands alone.
    """
    left, right = find_versions(one), find_versions(two)
    return any(
        left[name] != right[name]
        and left[name].isdisjoint(right[name])
        and (bool(left[name] and right[name]) or _is_glued(name, one) or _is_glued(name, two))
        for name in left.keys() & right.keys()
    )


def _is_glued(name: str, title: str) -> bool:
    """Whether a number is part of the name: `qwen2`, or `web 2.0`, which is `web 2 0` here."""
    return re.search(rf"\b{name}(?:\d| \d+ \d)", title) is not None
