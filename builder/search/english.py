"""Ordinary English words, which are no misspellings of what a catalogue has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import ascii_lowercase

_LIST = Path(__file__).with_name("english.txt")


@cache
def list_english_words() -> Mapping[str, tuple[str, ...]]:
    """Return the words of `english.txt` by first letter, sorted.

    They are lower case and have four letters or more: SCOWL's sizes 10 to 35.
    """
    words: dict[str, list[str]] = {letter: [] for letter in ascii_lowercase}
    for line in _LIST.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            words[line[0]].append(line)
    return {letter: tuple(found) for letter, found in words.items()}


def is_english(word: str) -> bool:
    """Whether a lower-case word is an ordinary English one."""
    return word in _load_english_words()


@cache
def _load_english_words() -> frozenset[str]:
    return frozenset(word for words in list_english_words().values() for word in words)
