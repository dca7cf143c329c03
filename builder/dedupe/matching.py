"""Finds the records of each work: compares, judges and clusters them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..model.records import Entry
from ..runtime.memory import NO_MEMORY, Memory
from .blocking import candidate_pairs
from .clustering import Groups, Pair, cluster
from .evidence import collect_evidence
from .judging import REPORT_AT, Verdict, explain, judge
from .profiles import Profile, build_profiles
from .same_work import ResolvedRulings
from .screening import has_nothing_in_common, screen_pairs

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
        return found if found is not None else _judge_pair(self.profiles, pair)

    def explain(self, one: int, two: int) -> str:
        """Explain the decision about two records."""
        return explain(collect_evidence(self.profiles[one], self.profiles[two]))


def match_entries(
    entries: Sequence[Entry], ruled: ResolvedRulings, memory: Memory = NO_MEMORY
) -> Matching:
    """Find the records of each work; the owner's rulings come first."""
    profiles = build_profiles(entries, memory)
    copies = [pair for pair in _find_copies(profiles) if pair not in ruled.apart]
    untitled = [pair for pair in _pair_untitled(profiles) if pair not in ruled.apart]
    together = [*ruled.together, *copies, *untitled]
    repeated = {two for _, two in copies}
    kept = [index for index, one in enumerate(profiles) if one.full_title and index not in repeated]
    found = candidate_pairs([profiles[index] for index in kept])
    pairs = [(kept[left], kept[right]) for left, right in found]
    worthy, far = screen_pairs(profiles, pairs, memory)
    near = {pair: _judge_pair(profiles, pair) for pair in worthy}
    scores = {pair: v.score for pair, v in near.items() if v.decision == "merged"}
    forbidden = {pair for pair, verdict in near.items() if verdict.must_not_link}
    forbidden |= set(_find_forbidden(profiles, far, [*together, *scores]))

    def compare(one: int, two: int) -> float:
        verdict = _judge_pair(profiles, (one, two))
        return _FORBIDDEN if verdict.must_not_link else verdict.score

    groups = cluster(
        len(entries),
        together=together,
        apart=[*ruled.apart, *(forbidden - set(ruled.together))],
        scores=scores,
        compare=compare,
        titles=[one.title for one in profiles],
    )
    verdicts = {p: v for p, v in near.items() if v.decision != "apart" or v.score >= REPORT_AT}
    return Matching(profiles=profiles, groups=groups, verdicts=verdicts)


def _find_forbidden(
    profiles: Sequence[Profile], far: Iterable[Pair], joined: Iterable[Pair]
) -> Iterator[Pair]:
    """Yield, of pairs that are surely apart, those that others might join and must not."""
    chains = Groups(len(profiles), ())
    for one, two in joined:
        chains.join(one, two)
    for one, two in far:
        if chains.leader(one) == chains.leader(two) and not has_nothing_in_common(
            profiles[one], profiles[two]
        ):
            verdict = _judge_pair(profiles, (one, two))
            if verdict.must_not_link:
                yield one, two


def _judge_pair(profiles: Sequence[Profile], pair: Pair) -> Verdict:
    return judge(collect_evidence(profiles[pair[0]], profiles[pair[1]]))


def _find_copies(profiles: Sequence[Profile]) -> Iterator[Pair]:
    """Yield each exact copy with the record it repeats."""
    first: dict[tuple[object, ...], int] = {}
    for index, one in enumerate(profiles):
        content = _content_key(one)
        if content is not None and first.setdefault(content, index) != index:
            yield first[content], index


def _pair_untitled(profiles: Sequence[Profile]) -> Iterator[Pair]:
    """Give each record without title, with a record that has its abstract."""
    titled_first = sorted(range(len(profiles)), key=lambda index: not profiles[index].full_title)
    first: dict[bytes, int] = {}
    for index in titled_first:
        one = profiles[index]
        known = first.setdefault(one.abstract.digest, index) if one.abstract else index
        if known != index and not one.full_title:
            yield min(known, index), max(known, index)


def _content_key(one: Profile) -> tuple[object, ...] | None:
    """Return a record's content; `None` for a serial title without any other data."""
    entry = one.entry
    pages = (one.first_page, one.last_page)
    own = (entry.doi, entry.arxiv_id, *pages, entry.abstract.source)
    if not one.full_title or (one.serial and not any(own)):
        return None
    return (one.full_title, entry.authors, one.year, entry.venue, one.volume, one.issue, *own)
