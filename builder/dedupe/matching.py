"""Finds the records of each work: compares, judges and clusters them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..model.records import Entry
from .blocking import candidate_pairs
from .clustering import Groups, Pair, cluster
from .evidence import collect_evidence, nothing_in_common
from .judging import CLOSE_AT, Verdict, judge, reasons
from .profiles import Profile, profiles_of
from .same_work import Ruled

_FORBIDDEN = -9.0
"""A score that no average outweighs."""


@dataclass(frozen=True, kw_only=True)
class Matching:
    """The groups of records, and the pairs that were nearly one work."""

    profiles: Sequence[Profile]
    groups: Groups
    verdicts: Mapping[Pair, Verdict]
    """Of pairs judged one work, versions of one, or close to it."""

    def verdict(self, one: int, two: int) -> Verdict:
        """Judge any two records."""
        pair = (min(one, two), max(one, two))
        found = self.verdicts.get(pair)
        return found if found is not None else _judged(self.profiles, pair)

    def reasons(self, one: int, two: int) -> str:
        """Explain the decision about two records."""
        return reasons(collect_evidence(self.profiles[one], self.profiles[two]))


def match(entries: Sequence[Entry], ruled: Ruled) -> Matching:
    """Find the records of each work; the owner's rulings come first."""
    profiles = profiles_of(entries)
    copies = [pair for pair in _copies(profiles) if pair not in ruled.apart]
    untitled = [pair for pair in _untitled(profiles) if pair not in ruled.apart]
    repeated = {two for _, two in copies}
    kept = [place for place, one in enumerate(profiles) if one.full and place not in repeated]
    verdicts: dict[Pair, Verdict] = {}
    forbidden: set[Pair] = set()
    for left, right in candidate_pairs([profiles[place] for place in kept]):
        pair = (kept[left], kept[right])
        if nothing_in_common(profiles[pair[0]], profiles[pair[1]]):
            continue
        verdict = _judged(profiles, pair)
        if verdict.forbidden:
            forbidden.add(pair)
        if verdict.decision != "apart" or verdict.score >= CLOSE_AT:
            verdicts[pair] = verdict

    def compare(one: int, two: int) -> float:
        verdict = _judged(profiles, (one, two))
        return _FORBIDDEN if verdict.forbidden else verdict.score

    groups = cluster(
        len(entries),
        together=[*ruled.together, *copies, *untitled],
        apart=[*ruled.apart, *(forbidden - set(ruled.together))],
        scores={pair: v.score for pair, v in verdicts.items() if v.decision == "merged"},
        compare=compare,
        titles=[one.title for one in profiles],
    )
    return Matching(profiles=profiles, groups=groups, verdicts=verdicts)


def _judged(profiles: Sequence[Profile], pair: Pair) -> Verdict:
    return judge(collect_evidence(profiles[pair[0]], profiles[pair[1]]))


def _copies(profiles: Sequence[Profile]) -> Iterator[Pair]:
    """Yield each exact copy with the record it repeats."""
    first: dict[tuple[object, ...], int] = {}
    for place, one in enumerate(profiles):
        said = _said(one)
        if said is not None and first.setdefault(said, place) != place:
            yield first[said], place


def _untitled(profiles: Sequence[Profile]) -> Iterator[Pair]:
    """Give each record without title, with a record that has its abstract."""
    titled_first = sorted(range(len(profiles)), key=lambda place: not profiles[place].full)
    first: dict[str, int] = {}
    for place in titled_first:
        one = profiles[place]
        known = first.setdefault(one.abstract, place) if one.abstract else place
        if known != place and not one.full:
            yield min(known, place), max(known, place)


def _said(one: Profile) -> tuple[object, ...] | None:
    """Return a record's content; `None` for a serial title without any other data."""
    entry = one.entry
    own = (entry.doi, entry.arxiv_id, one.first_page, entry.abstract.source)
    if not one.full or (one.serial and not any(own)):
        return None
    return (one.full, entry.authors, one.year, entry.venue, one.volume, *own)
