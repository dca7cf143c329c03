"""Which pairs of records are worth comparing: a number that grows with the records alone."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence

from .profiles import Profile, word_hash

WINDOW = 8
"""In a block, a record meets this many of those sorted next to it."""
_ENDS = 24
"""Letters of a title that count as its beginning or its end."""
_RARE = 4
"""Rarest words of a title of which every two make a key."""
_ANCHORS = 3
"""Pieces of an abstract that make a key."""
_PIECE = 5
"""Words of such a piece."""


def candidate_pairs(profiles: Sequence[Profile]) -> set[tuple[int, int]]:
    """Return the pairs of places in `profiles` to compare, the lower place first.

    Records meet where they share an identifier, the beginning or the end of a title, two
    rare words, an author in one year, a piece of the abstract, or a page of a volume. A block
    of many is sorted by what its records say and compared within a window, so that thousands
    of equal titles stay cheap.
    """
    frequency = Counter(word for one in profiles for word in set(one.words))
    people = Counter(name for one in profiles for name in one.authors)
    blocks: dict[int | str, list[int]] = {}
    order = sorted(range(len(profiles)), key=lambda place: _sort_key(profiles[place]))
    for place in order:
        for key in set(_keys(profiles[place], frequency, people)):
            blocks.setdefault(key, []).append(place)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        for start, one in enumerate(block):
            for other in block[start + 1 : start + 1 + WINDOW]:
                pairs.add((one, other) if one < other else (other, one))
    return pairs


def _sort_key(one: Profile) -> tuple[str, str, str, int]:
    authors = min(one.authors, default="")
    return (one.compact, one.abstract[:60], authors, one.year or 0)


def _keys(one: Profile, frequency: Counter[str], people: Counter[str]) -> Iterator[int | str]:
    entry = one.entry
    if entry.doi:
        yield f"doi {entry.doi}"
    if entry.arxiv_id:
        yield f"arxiv {entry.arxiv_id}"
    if one.volume and one.first_page:
        yield f"page {one.volume} {one.first_page} {one.year}"
    if len(one.compact) >= 4:
        yield hash_of("begins " + one.compact[:_ENDS])
        yield hash_of("ends " + one.compact[-_ENDS:])
        yield hash_of(f"year {one.year} {one.compact[:_ENDS]}")
    for other in one.others:
        yield hash_of("begins " + other.replace(" ", "")[:_ENDS])
    if one.authors and one.year is not None:
        rarest = min(one.authors, key=lambda name: (people[name], name))
        yield hash_of(f"author {rarest} {one.year}")
    rare = sorted(set(one.words), key=lambda word: (frequency[word], word))[:_RARE]
    for first, word in enumerate(rare):
        for second in rare[first + 1 :]:
            yield hash_of(f"rare {min(word, second)} {max(word, second)}")
    yield from _abstract_keys(one.abstract)


def _abstract_keys(abstract: str) -> Iterator[int]:
    """Its beginning, and the pieces that start at the words with the smallest hashes.

    Which words those are does not depend on where the abstract is cut or edited, so most
    copies keep a piece in common.
    """
    if not abstract:
        return
    yield hash_of("abstract " + abstract[:60])
    words = abstract.split()
    anchors = sorted((word_hash(word), word) for word in set(words))[:_ANCHORS]
    for _, anchor in anchors:
        at = words.index(anchor)
        yield hash_of(" ".join(words[at : at + _PIECE]))


def hash_of(text: str) -> int:
    """A number for a text, the same in every run."""
    return zlib.crc32(text.encode()) << 32 | zlib.adler32(text.encode())
