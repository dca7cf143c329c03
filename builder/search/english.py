"""Ordinary English words, which are no misspellings of what a catalogue has."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_LIST = Path(__file__).with_name("english.txt")


@cache
def load_english_words() -> frozenset[str]:
    """Return the words of `english.txt`: lower case, four letters or more, SCOWL's size 35."""
    lines = _LIST.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
