"""The merge stage: records of the same work into papers, with the comparisons behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ..model.problems import Problems
from ..model.records import Entry, Match, Paper, PaperId
from ..model.wording import Message, join_messages, message
from ..runtime.memory import NO_MEMORY, Memory
from ..text.title_key import normalise_title
from .clustering import Pair
from .combining import choose_title, combine
from .judging import Decision
from .keywords import join_keywords
from .matching import Matching, match_entries
from .naming import name_papers
from .same_work import NO_RULINGS, ResolvedRulings, Ruling, resolve_rulings

CLOSE_PAIRS = 2_000
"""Pairs kept apart that are reported at most, the closest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MergeResult:
    """Papers, sorted by id, and the comparisons behind them."""

    papers: tuple[Paper, ...]
    matches: tuple[Match, ...]
    """Merges that were not by equal titles, then close pairs kept apart; strongest first."""


def partition(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """Return the entries of each work together, every entry once, in the order given."""
    entries = tuple(entries)
    groups = match_entries(entries, NO_RULINGS).groups.all()
    return tuple(tuple(entries[index] for index in group) for group in groups)


def merge(
    entries: Iterable[Entry],
    rulings: Iterable[Ruling] = (),
    problems: Problems | None = None,
    memory: Memory = NO_MEMORY,
) -> MergeResult:
    """Merge the entries of one work; the owner's `rulings` win over everything.

    A ruling that fits no record is a problem. The result does not depend on the order of
    the entries. What `memory` knows of a record is not found out again.
    """
    ordered = sorted(entries, key=lambda e: (e.listing, e.position, e.origin, e.key or ""))
    ruled = resolve_rulings(rulings, ordered, problems if problems is not None else Problems())
    matching = match_entries(ordered, ruled, memory)
    groups = matching.groups.all()
    papers = _make_papers(ordered, groups)
    paper_of = {index: at for at, group in enumerate(groups) for index in group}
    papers = _link_versions(papers, matching, paper_of)
    matches = (
        *_merged_matches(ordered, groups, matching, ruled),
        *_close_matches(ordered, paper_of, matching, ruled),
    )
    return MergeResult(papers=tuple(sorted(papers, key=lambda paper: paper.id)), matches=matches)


def _make_papers(entries: Sequence[Entry], groups: Sequence[Sequence[int]]) -> list[Paper]:
    works = [[entries[index] for index in group] for group in groups]
    titles = [choose_title(work) for work in works]
    named = name_papers([(t.plain, w) for t, w in zip(titles, works, strict=True)])
    keywords = join_keywords(works)
    return [
        replace(combine(id_, work, title), aliases=tuple(sorted(aliases)), keywords=known)
        for (id_, aliases), work, title, known in zip(named, works, titles, keywords, strict=True)
    ]


def _link_versions(
    papers: list[Paper], matching: Matching, paper_of: dict[int, int]
) -> list[Paper]:
    """Link the papers that are versions of one work, both ways."""
    versions: dict[int, set[PaperId]] = {}
    for (one, two), verdict in matching.verdicts.items():
        left, right = paper_of[one], paper_of[two]
        if verdict.decision == "versions" and left != right:
            versions.setdefault(left, set()).add(papers[right].id)
            versions.setdefault(right, set()).add(papers[left].id)
    return [
        replace(paper, versions=tuple(sorted(versions[at]))) if at in versions else paper
        for at, paper in enumerate(papers)
    ]


def _merged_matches(
    entries: Sequence[Entry],
    groups: Iterable[Sequence[int]],
    matching: Matching,
    ruled: ResolvedRulings,
) -> Iterator[Match]:
    """Yield, for each differing title in a group, the pair that best supports the merge."""
    found = [
        _strongest_match(entries, group, other, matching, ruled)
        for group in groups
        for other in _other_titles(entries, group)
    ]
    yield from sorted(found, key=_sort_key)


def _other_titles(entries: Sequence[Entry], group: Sequence[int]) -> list[list[int]]:
    """The records of a group by title, without those of the paper's own title."""
    if len(group) < 2:
        return []
    own = normalise_title(choose_title(entries[index] for index in group).plain)
    by_title: dict[str, list[int]] = {}
    for index in (index for index in group if entries[index].title):
        by_title.setdefault(normalise_title(entries[index].title.plain), []).append(index)
    return [indices for title, indices in sorted(by_title.items()) if title != own]


def _strongest_match(
    entries: Sequence[Entry],
    group: Sequence[int],
    other: Sequence[int],
    matching: Matching,
    ruled: ResolvedRulings,
) -> Match:
    own = set(other)
    rest = list(islice((index for index in group if index not in own), 6))
    pairs: list[Pair] = [(min(a, b), max(a, b)) for a in rest for b in other[:6]]
    by_hand = next((pair for pair in pairs if pair in ruled.together), None)
    if by_hand:
        return _make_match(
            entries, by_hand, matching, "merged", _explain_ruling(ruled.together[by_hand])
        )
    best = max(pairs, key=lambda pair: (matching.verdict(*pair).score, -pair[0], -pair[1]))
    return _make_match(entries, best, matching, "merged")


def _close_matches(
    entries: Sequence[Entry], paper_of: dict[int, int], matching: Matching, ruled: ResolvedRulings
) -> tuple[Match, ...]:
    """Return one pair for every two papers that were nearly merged."""
    closest: dict[tuple[int, int], tuple[float, Pair]] = {}
    pairs = [*matching.verdicts, *ruled.apart]
    for pair in sorted(pairs):
        left, right = sorted((paper_of[pair[0]], paper_of[pair[1]]))
        if left == right:
            continue
        score = 2.0 if pair in ruled.apart else matching.verdict(*pair).score
        if (left, right) not in closest or score > closest[left, right][0]:
            closest[left, right] = (score, pair)
    ranked = sorted(closest.values(), key=lambda item: (-item[0], item[1]))[:CLOSE_PAIRS]
    found = [_separate_match(entries, pair, matching, ruled) for _, pair in ranked]
    return tuple(sorted(found, key=_sort_key))


def _separate_match(
    entries: Sequence[Entry], pair: Pair, matching: Matching, ruled: ResolvedRulings
) -> Match:
    decision = matching.verdict(*pair).decision
    if pair in ruled.apart:
        return _make_match(entries, pair, matching, "apart", _explain_ruling(ruled.apart[pair]))
    if decision == "merged":
        note = message("contradicted by another record of one of the papers")
        return _make_match(entries, pair, matching, "apart", note)
    return _make_match(entries, pair, matching, decision)


def _explain_ruling(comment: str) -> Message:
    return message("by hand: %(comment)s", comment=comment)


def _make_match(
    entries: Sequence[Entry], pair: Pair, matching: Matching, decision: Decision, note: str = ""
) -> Match:
    return Match(
        left=entries[pair[0]],
        right=entries[pair[1]],
        decision=decision,
        evidence=join_messages("; ", (note, matching.explain(*pair))),
        score=matching.verdict(*pair).score,
    )


def _sort_key(found: Match) -> tuple[float, str, int, str, int]:
    left, right = found.left, found.right
    return (-found.score, left.listing, left.position, right.listing, right.position)
