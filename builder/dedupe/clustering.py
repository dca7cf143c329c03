"""Clusters records by pairs, strongest first, never across a pair that must stay apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

Pair = tuple[int, int]
"""Two indices, the lower first."""

_LOOK = 6
"""Records of each side that are compared before two groups become one."""

_CERTAIN = 0.99
_ATTESTED_AVERAGE = 0.8
"""The average that two groups need if each has its own, repeated title."""


class Groups:
    """Records that belong together so far."""

    def __init__(self, size: int, apart: Iterable[Pair]) -> None:
        self._leader = list(range(size))
        self._members: dict[int, list[int]] = {}
        self._apart: dict[int, set[int]] = {}
        """Leaders by leader, both ways."""
        for one, two in apart:
            self._apart.setdefault(one, set()).add(two)
            self._apart.setdefault(two, set()).add(one)

    def leader(self, record: int) -> int:
        """The record that represents the group."""
        while self._leader[record] != record:
            self._leader[record] = self._leader[self._leader[record]]
            record = self._leader[record]
        return record

    def members(self, record: int) -> Sequence[int]:
        """The records of its group."""
        leader = self.leader(record)
        return self._members.get(leader, [leader])

    def may_join(self, one: int, two: int) -> bool:
        """Whether no record of one group must stay apart from one of the other."""
        return self.leader(two) not in self._apart.get(self.leader(one), ())

    def join(self, one: int, two: int) -> None:
        """Make one group of two; only what the smaller one has is moved."""
        left, right = self.leader(one), self.leader(two)
        if left == right:
            return
        if self._weight(left) < self._weight(right):
            left, right = right, left
        self._members.setdefault(left, [left]).extend(self._members.pop(right, [right]))
        self._leader[right] = left
        for other in self._apart.pop(right, ()):
            self._apart[other].discard(right)
            if other != left:
                self._apart[other].add(left)
                self._apart.setdefault(left, set()).add(other)

    def _weight(self, leader: int) -> int:
        return len(self._members.get(leader, ())) + len(self._apart.get(leader, ()))

    def all(self) -> list[list[int]]:
        """Every group, sorted, with its records sorted."""
        groups: dict[int, list[int]] = {}
        for record in range(len(self._leader)):
            groups.setdefault(self.leader(record), []).append(record)
        return sorted(groups.values())


def cluster(
    size: int,
    together: Iterable[Pair],
    apart: Iterable[Pair],
    scores: Mapping[Pair, float],
    compare: Callable[[int, int], float],
    titles: Sequence[str],
) -> Groups:
    """Group the records 0 to `size` - 1.

    `together` is joined whatever the scores; `apart` never. A pair in `scores` joins its
    groups where records of both sides agree on the average: `compare` gives the score of a
    pair that blocking did not bring together, so that a chain of neighbours ends where its
    ends no longer match. More is asked of two groups that have each their own of `titles`
    twice or more: two sources do not make the same typing error.
    """
    groups = Groups(size, apart)
    for one, two in together:
        groups.join(one, two)
    for pair, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        one, two = pair
        if groups.leader(one) == groups.leader(two) or not groups.may_join(one, two):
            continue
        left, right = groups.members(one)[:_LOOK], groups.members(two)[:_LOOK]
        crossing = [(min(a, b), max(a, b)) for a in left for b in right]
        total = sum(scores[p] if p in scores else compare(*p) for p in crossing)
        doubtful = score < _CERTAIN and _are_both_attested(left, right, titles)
        bar = _ATTESTED_AVERAGE if doubtful else 0.5
        if total >= bar * len(crossing):
            groups.join(one, two)
    return groups


def _are_both_attested(left: Sequence[int], right: Sequence[int], titles: Sequence[str]) -> bool:
    if min(len(left), len(right)) < 2:
        return False
    one, two = ([titles[index] for index in side] for side in (left, right))
    return not set(one) & set(two) and len(set(one)) < len(one) and len(set(two)) < len(two)
