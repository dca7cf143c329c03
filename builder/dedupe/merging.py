"""The merge stage: records of the same work into papers, with the comparisons behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..model.problems import Problems
from ..model.records import Entry, Match, Paper, PaperId
from ..text.title_key import normalised
from .clustering import Pair
from .combining import best_title, combine
from .judging import Decision
from .matching import Matching, match
from .naming import name_papers
from .same_work import NOTHING_RULED, Ruled, Ruling, apply

CLOSE_PAIRS = 2_000
"""Pairs kept apart that are reported at most, the closest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged:
    """Papers, sorted by id, and the comparisons behind them."""

    papers: tuple[Paper, ...]
    matches: tuple[Match, ...]
    """Merges that were not by equal titles, then close pairs kept apart; strongest first."""


def partition(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """Return the entries of each work together, every entry once, in the order given."""
    entries = tuple(entries)
    groups = match(entries, NOTHING_RULED).groups.all()
    return tuple(tuple(entries[place] for place in group) for group in groups)


def merge(
    entries: Iterable[Entry], rulings: Iterable[Ruling] = (), problems: Problems | None = None
) -> Merged:
    """Merge the entries of one work; the owner's `rulings` win over everything.

    A ruling that fits no record is a problem. The result does not depend on the order of
    the entries.
    """
    ordered = sorted(entries, key=lambda e: (e.listing, e.position, e.origin, e.key or ""))
    ruled = apply(rulings, ordered, problems if problems is not None else Problems())
    matching = match(ordered, ruled)
    groups = matching.groups.all()
    papers = _papers(ordered, groups)
    paper_of = {place: at for at, group in enumerate(groups) for place in group}
    papers = _linked(papers, matching, paper_of)
    matches = (
        *_merges(ordered, groups, matching, ruled),
        *_close(ordered, paper_of, matching, ruled),
    )
    return Merged(papers=tuple(sorted(papers, key=lambda paper: paper.id)), matches=matches)


def _papers(entries: Sequence[Entry], groups: Sequence[Sequence[int]]) -> list[Paper]:
    works = [[entries[place] for place in group] for group in groups]
    titles = [best_title(work) for work in works]
    named = name_papers([(t.plain, w) for t, w in zip(titles, works, strict=True)])
    return [
        replace(combine(id_, work, title), aliases=tuple(sorted(aliases)))
        for (id_, aliases), work, title in zip(named, works, titles, strict=True)
    ]


def _linked(papers: list[Paper], matching: Matching, paper_of: dict[int, int]) -> list[Paper]:
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


def _merges(
    entries: Sequence[Entry], groups: Iterable[Sequence[int]], matching: Matching, ruled: Ruled
) -> Iterator[Match]:
    """Yield, for each differing title in a group, the pair that best supports the merge."""
    found = [
        _strongest(entries, group, other, matching, ruled)
        for group in groups
        for other in _other_titles(entries, group)
    ]
    yield from sorted(found, key=_rank)


def _other_titles(entries: Sequence[Entry], group: Sequence[int]) -> list[list[int]]:
    """The records of a group by title, without those of the paper's own title."""
    if len(group) < 2:
        return []
    own = normalised(best_title(entries[place] for place in group).plain)
    by_title: dict[str, list[int]] = {}
    for place in (place for place in group if entries[place].title):
        by_title.setdefault(normalised(entries[place].title.plain), []).append(place)
    return [places for title, places in sorted(by_title.items()) if title != own]


def _strongest(
    entries: Sequence[Entry],
    group: Sequence[int],
    other: Sequence[int],
    matching: Matching,
    ruled: Ruled,
) -> Match:
    rest = [place for place in group if place not in set(other)][:6]
    pairs: list[Pair] = [(min(a, b), max(a, b)) for a in rest for b in other[:6]]
    by_hand = next((pair for pair in pairs if pair in ruled.together), None)
    if by_hand:
        return _match(entries, by_hand, matching, "merged", f"by hand: {ruled.together[by_hand]}")
    best = max(pairs, key=lambda pair: (matching.verdict(*pair).score, -pair[0], -pair[1]))
    return _match(entries, best, matching, "merged")


def _close(
    entries: Sequence[Entry], paper_of: dict[int, int], matching: Matching, ruled: Ruled
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
    found = [_kept_apart(entries, pair, matching, ruled) for _, pair in ranked]
    return tuple(sorted(found, key=_rank))


def _kept_apart(entries: Sequence[Entry], pair: Pair, matching: Matching, ruled: Ruled) -> Match:
    decision = matching.verdict(*pair).decision
    if pair in ruled.apart:
        return _match(entries, pair, matching, "apart", f"by hand: {ruled.apart[pair]}")
    if decision == "merged":
        note = "contradicted by another record of one of the papers"
        return _match(entries, pair, matching, "apart", note)
    return _match(entries, pair, matching, decision)


def _match(
    entries: Sequence[Entry], pair: Pair, matching: Matching, decision: Decision, note: str = ""
) -> Match:
    return Match(
        left=entries[pair[0]],
        right=entries[pair[1]],
        decision=decision,
        evidence="; ".join(part for part in (note, matching.reasons(*pair)) if part),
        score=matching.verdict(*pair).score,
    )


def _rank(found: Match) -> tuple[float, str, int, str, int]:
    left, right = found.left, found.right
    return (-found.score, left.listing, left.position, right.listing, right.position)
