"""Finds the records of each work: compares, judges and clusters them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..model.records import Entry
from .blocking import candidate_pairs
from .clustering import Groups, Pair, cluster
from .evidence import collect_evidence, has_nothing_in_common
from .judging import REPORT_AT, Verdict, explain, judge
from .profiles import Profile, build_profiles
from .same_work import ResolvedRulings

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


def match_entries(entries: Sequence[Entry], ruled: ResolvedRulings) -> Matching:
    """Find the records of each work; the owner's rulings come first."""
    profiles = build_profiles(entries)
    copies = [pair for pair in _find_copies(profiles) if pair not in ruled.apart]
    untitled = [pair for pair in _pair_untitled(profiles) if pair not in ruled.apart]
    repeated = {two for _, two in copies}
    kept = [index for index, one in enumerate(profiles) if one.full_title and index not in repeated]
    verdicts: dict[Pair, Verdict] = {}
    forbidden: set[Pair] = set()
    for left, right in candidate_pairs([profiles[index] for index in kept]):
        pair = (kept[left], kept[right])
        if has_nothing_in_common(profiles[pair[0]], profiles[pair[1]]):
            continue
        verdict = _judge_pair(profiles, pair)
        if verdict.must_not_link:
            forbidden.add(pair)
        if verdict.decision != "apart" or verdict.score >= REPORT_AT:
            verdicts[pair] = verdict

    def compare(one: int, two: int) -> float:
        verdict = _judge_pair(profiles, (one, two))
        return _FORBIDDEN if verdict.must_not_link else verdict.score

    groups = cluster(
        len(entries),
        together=[*ruled.together, *copies, *untitled],
        apart=[*ruled.apart, *(forbidden - set(ruled.together))],
        scores={pair: v.score for pair, v in verdicts.items() if v.decision == "merged"},
        compare=compare,
        titles=[one.title for one in profiles],
    )
    return Matching(profiles=profiles, groups=groups, verdicts=verdicts)


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
    first: dict[str, int] = {}
    for index in titled_first:
        one = profiles[index]
        known = first.setdefault(one.abstract, index) if one.abstract else index
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
