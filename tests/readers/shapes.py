"""Reads a text of one format, for tests of its shapes."""

from __future__ import annotations

import importlib

from builder.model.problems import Problems
from builder.model.reader import Source
from builder.model.records import Entry, ListingId
from builder.text import Text


def read(module: str, text: str, suffix: str = ".txt") -> list[Entry]:
    """The entries of a text that the reader of a module recognises and finds no fault with."""
    entries, problems = read_with_problems(module, text, suffix)
    assert not problems
    return entries


def read_with_problems(
    module: str, text: str, suffix: str = ".txt"
) -> tuple[list[Entry], list[str]]:
    """The entries of a text that the reader of a module recognises, and its problems."""
    reader = importlib.import_module(f"builder.readers.{module}").READER
    source = Source(file="listing", listing=ListingId("listing"), suffix=suffix, text=text)
    assert reader.recognises(source)
    problems = Problems()
    entries = list(reader.read(source, problems))
    return entries, list(map(str, problems))


def plain(value: object) -> object:
    """A field as it is compared: a title or an abstract by its source."""
    return value.source if isinstance(value, Text) else value
