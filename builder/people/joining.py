"""Joins candidates whose names fit and who share a co-author or an ORCID, where that is safe."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise, product
from typing import NamedTuple

from .candidates import Candidate, Witness
from .mentions import LinkedGroups
from .names import Name, may_be_one

_MOST_NAMES = 20
"""Different names of one person, or of one block beside one co-author; more is no evidence."""
_DIVERSE = 3
"""Given names in full from which one initial with their family name says nothing."""

Names = tuple[Name, ...]


class Link(NamedTuple):
    """Why two candidates are one person."""

    one: int
    other: int
    witness: Witness
    """Who wrote with both; nobody where the ORCID is the same."""


def link_candidates(
    candidates: Sequence[Candidate],
    witnesses: Sequence[Sequence[Witness]],
    apart: Collection[frozenset[str]],
) -> tuple[Link, ...]:
    """Return the links between candidates that are one person; those of a group agree.

    A candidate that fits two people who do not fit each other is linked with neither, and a group
    that would hold such names, or two authors of one paper, is not made.
    """
    check = _Check(candidates, apart)
    found = sorted(set(_find_links(candidates, witnesses)))
    partners: dict[int, set[int]] = {}
    for link in found:
        partners.setdefault(link.one, {link.one}).add(link.other)
        partners.setdefault(link.other, {link.other}).add(link.one)
    unsafe = {number for number, others in partners.items() if not check.are_one(others)}
    certain = [link for link in found if not link.witness]
    likely = [link for link in found if unsafe.isdisjoint(link[:2])]
    sound = _keep_sound_groups(sorted({*certain, *likely}), check)
    if len(sound) < len(found):
        linked = {number for link in sound for number in link[:2]}
        rest = [link for link in certain if linked.isdisjoint(link[:2])]
        sound += _keep_sound_groups(rest, check)
    return tuple(sound)


def _keep_sound_groups(links: Sequence[Link], check: _Check) -> list[Link]:
    numbers = sorted({number for link in links for number in link[:2]})
    groups = LinkedGroups(numbers[-1] + 1 if numbers else 0)
    for link in links:
        groups.link(link.one, link.other)
    members: dict[int, list[int]] = {}
    for number in numbers:
        members.setdefault(groups.leader(number), []).append(number)
    sound = {leader for leader, group in members.items() if check.are_one(group)}
    return [link for link in links if groups.leader(link.one) in sound]


class _Check:
    """Says whether several candidates can all be one person."""

    def __init__(self, candidates: Sequence[Candidate], apart: Collection[frozenset[str]]) -> None:
        self._candidates = candidates
        self._apart = apart

    def are_one(self, numbers: Iterable[int]) -> bool:
        """Whether no two write one paper, have other ORCIDs or names that do not fit."""
        group = [self._candidates[number] for number in numbers]
        papers = frozenset().union(*(candidate.papers for candidate in group))
        if len(papers) < sum(len(candidate.papers) for candidate in group):
            return False
        if len(frozenset().union(*(candidate.orcids for candidate in group))) > 1:
            return False
        names = {name.keys: name for candidate in group for name in candidate.names}
        return len(names) <= _MOST_NAMES and not any(
            self._disagree(one, other) for one, other in combinations(names.values(), 2)
        )

    def _disagree(self, one: Name, other: Name) -> bool:
        if not may_be_one(one, other):
            return True
        return bool(self._apart) and any(
            frozenset((a, b)) in self._apart for a in one.keys for b in other.keys
        )


def _find_links(
    candidates: Sequence[Candidate], witnesses: Sequence[Sequence[Witness]]
) -> Iterator[Link]:
    """Give pairs whose names fit, with the ORCID or the co-author that they share."""
    blocks: dict[str, list[int]] = {}
    for number, candidate in enumerate(candidates):
        for block in _list_blocks(candidate):
            blocks.setdefault(block, []).append(number)
    for numbers in blocks.values():
        if len(numbers) < 2:
            continue
        vague = _is_diverse(candidates[number].names for number in numbers)
        by_orcid: dict[str, list[int]] = {}
        beside: dict[Witness, list[int]] = {}
        for number in numbers:
            for orcid in candidates[number].orcids:
                by_orcid.setdefault(orcid, []).append(number)
            for witness in _list_witnesses(candidates[number], candidates, witnesses):
                beside.setdefault(witness, []).append(number)
        for same in by_orcid.values():
            yield from (Link(one, other, ()) for one, other in pairwise(same))
        for witness, same in beside.items():
            by_names: dict[Names, list[int]] = {}
            for number in same:
                by_names.setdefault(candidates[number].names, []).append(number)
            yield from (Link(*pair, witness) for pair in _pair_up(by_names, vague))


def _list_blocks(candidate: Candidate) -> frozenset[str]:
    """Where others of its name are: by family name and initial, or by both words in any order."""
    if candidate.is_closed:
        return frozenset()
    blocks = {name.block for name in candidate.names}
    for name in candidate.names:
        if name.turned:
            words = (name.family.replace(" ", ""), "".join(name.given[0]))
            blocks.add("~".join(sorted(words)))
    return frozenset(blocks)


def _is_diverse(block: Iterable[Names]) -> bool:
    """Whether people of several given names share an initial and a family name."""
    full = (name for names in block for name in names if name.given and not name.is_abbreviated)
    return len({"".join(name.given[0]) for name in full}) >= _DIVERSE


def _list_witnesses(
    candidate: Candidate, candidates: Sequence[Candidate], witnesses: Sequence[Sequence[Witness]]
) -> frozenset[Witness]:
    """Who tells who somebody is, of those who wrote with a candidate; not its own name."""
    return frozenset(
        witness
        for paper in candidate.papers
        for witness in witnesses[paper]
        if all(candidates[one].names != candidate.names for one in witness)
    )


def _pair_up(by_names: Mapping[Names, list[int]], vague: bool) -> Iterator[tuple[int, int]]:
    """Give pairs that link all candidates that fit: those of equal names one after the other."""
    if len(by_names) > _MOST_NAMES:
        return
    for names, same in by_names.items():
        if _is_safe(names, names, vague):
            yield from pairwise(same)
        for others, fitting in by_names.items():
            if others != names and _is_safe(names, others, vague):
                yield from ((min(pair), max(pair)) for pair in product(same, fitting[:1]))


def _is_safe(names: Names, others: Names, vague: bool) -> bool:
    """Whether a shared co-author is enough to take these for the names of one person."""
    return all(_is_pair_safe(one, other, vague) for one in names for other in others)


def _is_pair_safe(one: Name, other: Name, vague: bool) -> bool:
    if not may_be_one(one, other):
        return False
    abbreviated = [name for name in (one, other) if name.is_abbreviated]
    if abbreviated:
        says_little = vague and any(len(name.given) == 1 for name in abbreviated)
        return not (says_little or one.is_common or other.is_common)
    return bool(one.keys & other.keys) or (one.is_distinctive and other.is_distinctive)
