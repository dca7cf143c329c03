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

Versions = Mapping[str, frozenset[str]]
"""The numbers behind each name, with the space before them: `gpt`: ` 4o`, `qwen`: `2 5`."""

_NAMED = re.compile(r"\b([^\W\d_]{2,})( ?\d+(?: \d+)*(?: ?[b-z]\b)?)(?!\w)")
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


def find_versions(title: str) -> Versions:
    """Return the versions of each name of a normalised title: `gpt 4o`, `mvimgnet2 0`.

    A name whose number is not part of it, as in `in 2020`, may have one, too.
    """
    found: dict[str, set[str]] = {name: set() for name in _NAME.findall(title)}
    if any(map(str.isdigit, title)):
        for name, version in _NAMED.findall(title):
            found[name].add(version)
    return {name: frozenset(versions) for name, versions in found.items()}


def have_other_versions(one: Versions, two: Versions) -> bool:
    """Whether two titles name something in different versions.

    `qwen` and `qwen2` are; `type 2` and `type ii` may be one, as the number stands alone.
    """
    return any(
        _are_other(one[name], two[name])
        for name in one.keys() & two.keys()
        if one[name] != two[name]
    )


def _are_other(one: frozenset[str], two: frozenset[str]) -> bool:
    if not {_bare(version) for version in one}.isdisjoint(map(_bare, two)):
        return False
    return bool(one and two) or any(map(_is_part_of_name, one | two))


def _bare(version: str) -> str:
    return version.replace(" ", "")


def _is_part_of_name(version: str) -> bool:
    """Whether it is written without a space, as in `qwen2`, or is `2.0`, which is `2 0` here."""
    return version[0] != " " or " " in version[1:]
