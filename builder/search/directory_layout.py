"""The files of the directories, which `shared/directory.js` reads.

Of each field, `<field>/words-<n>.json` has words in order, and the values and papers of each;
`<field>/values-<n>.json` has a fixed number of values. The manifest has the first word of each
file of words. Sorted numbers are written as differences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..model.export import compact_json
from ..model.slugs import guess_slug
from .directory import Directory

FOLDERS = ("authors/", "venues/", "years/")
VALUES_PER_FILE = 256
WORDS_PER_FILE = 24_000
"""Characters of the numbers in a file of words."""


def lay_out_directory(directory: Directory) -> tuple[Iterator[tuple[str, Any]], dict[str, Any]]:
    """Return the names and contents of its files, and what the manifest has of it."""
    rows: list[tuple[str, list[int], list[int]]] = []
    starts: list[int] = []
    filled = WORDS_PER_FILE
    for number, (word, own) in enumerate(directory.words.items()):
        papers = sorted({paper for value in own for paper in directory.values[value].papers})
        rows.append((word, list_differences(own), list_differences(papers)))
        size = len(word) + sum(len(compact_json(part)) for part in rows[-1][1:])
        if filled + size > WORDS_PER_FILE:
            starts.append(number)
            filled = 0
        filled += size
    manifest = {
        "values": len(directory.values),
        # Those with most papers, and so the first, have pages of their own.
        "pages": sum(value.address.startswith(FOLDERS) for value in directory.values),
        "valuesPerFile": VALUES_PER_FILE,
        "words": [rows[start][0] for start in starts],
    }
    return _give_files(directory, rows, starts), manifest


def _give_files(
    directory: Directory, rows: list[tuple[str, list[int], list[int]]], starts: list[int]
) -> Iterator[tuple[str, Any]]:
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(rows)], strict=True)):
        words, values, papers = zip(*rows[start:end], strict=True)
        columns = {"words": words, "values": values, "papers": papers}
        yield f"{directory.field}/words-{number}.json", columns
    for start in range(0, len(directory.values), VALUES_PER_FILE):
        part = directory.values[start : start + VALUES_PER_FILE]
        yield (
            f"{directory.field}/values-{start // VALUES_PER_FILE}.json",
            {
                "names": [value.name for value in part],
                "ids": {
                    str(n): value.id
                    for n, value in enumerate(part)
                    if value.id != guess_slug(value.name)
                },
                "papers": [list_differences(value.papers) for value in part],
            },
        )


def list_differences(numbers: Iterable[int]) -> list[int]:
    """Return each of ascending numbers less the one before."""
    found: list[int] = []
    before = 0
    for number in numbers:
        found.append(number - before)
        before = number
    return found
