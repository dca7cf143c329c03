"""Blocking: which pairs of records to compare; their number grows linearly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from .abstracts import stable_hash
from .clustering import Pair
from .profiles import Profile

WINDOW = 8
"""How many neighbours in its sorted block each record is compared with."""
_ENDS = 24
"""Characters of a title that count as its beginning or its end."""
_RARE = 4
"""How many of a title's rarest words are paired into keys."""


def candidate_pairs(profiles: Sequence[Profile]) -> list[Pair]:
    """Return the pairs of indices into `profiles` to compare, each once, in order.

    Records share a block if they share an identifier, the beginning or end of a title, two
    rare words, an author in one year, a piece of the abstract, or a page of a volume. A block
    of many is sorted by what its records say and compared within a window, so that thousands
    of equal titles stay cheap.
    """
    frequency = Counter(word for one in profiles for word in set(one.words))
    people = Counter(name for one in profiles for name in one.authors)
    numbers: dict[int | str, int] = {}
    """Of the blocks."""
    blocks: list[int] = []
    records: list[int] = []
    for index in sorted(range(len(profiles)), key=lambda index: _sort_key(profiles[index])):
        keys = set(_block_keys(profiles[index], frequency, people))
        blocks += [numbers.setdefault(key, len(numbers)) for key in keys]
        records += [index] * len(keys)
    by_block = np.argsort(np.array(blocks, dtype=np.int64), kind="stable")
    block = np.array(blocks, dtype=np.int64)[by_block]
    record = np.array(records, dtype=np.int64)[by_block]
    found = [np.empty(0, dtype=np.int64)]
    for step in range(1, WINDOW + 1):
        near = block[step:] == block[:-step]
        one, two = record[:-step][near], record[step:][near]
        found.append(np.minimum(one, two) * len(profiles) + np.maximum(one, two))
    pairs = np.unique(np.concatenate(found))
    return [divmod(pair, len(profiles)) for pair in pairs.tolist()]


def candidates_across(
    papers: Sequence[Profile], records: Sequence[Profile]
) -> Mapping[int, frozenset[int]]:
    """Return for each paper, by index, the records to compare it with: those near it in a block."""
    profiles = [*papers, *records]
    frequency = Counter(word for one in profiles for word in set(one.words))
    people = Counter(name for one in profiles for name in one.authors)
    keys = {n: set(_block_keys(one, frequency, people)) for n, one in enumerate(papers)}
    blocks: dict[int | str, list[int]] = {key: [] for own in keys.values() for key in own}
    order = sorted(range(len(profiles)), key=lambda index: _sort_key(profiles[index]))
    for index in order:
        own = keys.get(index) or set(_block_keys(profiles[index], frequency, people))
        for key in own & blocks.keys():
            blocks[key].append(index)
    found: dict[int, set[int]] = {}
    for block in blocks.values():
        for place, index in enumerate(block):
            if index < len(papers):
                around = block[max(0, place - WINDOW) : place + WINDOW + 1]
                near = {other - len(papers) for other in around if other >= len(papers)}
                found.setdefault(index, set()).update(near)
    return {index: frozenset(near) for index, near in found.items()}


def _sort_key(one: Profile) -> tuple[str, str, str, int]:
    authors = min(one.authors, default="")
    opening = one.abstract.opening if one.abstract else ""
    return (one.compact, opening, authors, one.year or 0)


def _block_keys(one: Profile, frequency: Counter[str], people: Counter[str]) -> Iterator[int | str]:
    entry = one.entry
    if entry.doi and "doi" not in one.crowded:
        yield f"doi {entry.doi}"
    if entry.arxiv_id and "arxiv" not in one.crowded:
        yield f"arxiv {entry.arxiv_id}"
    if one.volume and one.first_page and "page" not in one.crowded:
        yield f"page {one.volume} {one.first_page} {one.year}"
    if len(one.compact) >= 4:
        yield stable_hash("begins " + one.compact[:_ENDS])
        yield stable_hash("ends " + one.compact[-_ENDS:])
        yield stable_hash(f"year {one.year} {one.compact[:_ENDS]}")
    for other in one.alternative_titles:
        yield stable_hash("begins " + other.replace(" ", "")[:_ENDS])
    if one.authors and one.year is not None:
        rarest = min(one.authors, key=lambda name: (people[name], name))
        yield stable_hash(f"author {rarest} {one.year}")
    rare = sorted(set(one.words), key=lambda word: (frequency[word], word))[:_RARE]
    for first, word in enumerate(rare):
        for second in rare[first + 1 :]:
            yield stable_hash(f"rare {min(word, second)} {max(word, second)}")
    if one.abstract:
        yield stable_hash("abstract " + one.abstract.opening)
        yield from one.abstract.pieces
