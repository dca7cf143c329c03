"""The documents that have words in sequence."""

from __future__ import annotations

from collections.abc import Sequence

from .analysis import Token
from .index import Index


def find_with_phrase(index: Index, phrase: Sequence[Token]) -> set[int]:
    """Return the documents that have the tokens at the same relative positions."""
    found: dict[int, set[int]] | None = None
    for token in phrase:
        starts = {
            posting.document: {position - token.position for position in posting.positions}
            for posting in index.postings.get(token.term) or ()
        }
        if found is None:
            found = starts
        else:
            both = found.keys() & starts.keys()
            found = {number: found[number] & starts[number] for number in both}
    return {number for number, starts in (found or {}).items() if starts}
