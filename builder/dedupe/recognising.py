"""Finds a paper among the works that a service or a file offers for it; takes only sure ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..model.records import Entry
from .evidence import Evidence, collect_evidence
from .judging import REPORT_AT, Verdict, explain, judge, shares_identifier
from .profiles import Profile, build_profiles

_SAME_ABSTRACT = 0.7
"""Shared words of the shorter abstract from which an equal title is of the same work."""
_SAME_WORDING = 0.9
"""The same, where the titles differ in a typing error or a subtitle."""
_NEARLY_SAME_TITLE = 0.85
_FEWEST_WORDS, _FEWEST_LETTERS = 5, 25
"""Of a title that stands for its work where there is nothing else to compare."""
_MOST_UNSURE = 5
"""Candidates told to the owner, the likeliest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recognition:
    """The works that are the paper, or those that may be."""

    taken: tuple[int, ...] = ()
    """Places of the candidates that are the paper: several where it has a preprint, too."""
    evidence: str = ""
    """Why they are, in words."""
    unsure: tuple[tuple[int, str], ...] = ()
    """Places of those that may be, with what speaks for and against; empty where one is taken."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rulings:
    """What the owner decided about candidates, by their place."""

    same: Mapping[int, str] = field(default_factory=dict)
    """With the owner's comment."""
    other: frozenset[int] = frozenset()


NO_RULINGS = Rulings()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Compared:
    place: int
    profile: Profile
    found: Evidence
    verdict: Verdict


def recognise_one(
    paper: Entry, candidates: Sequence[Entry], rulings: Rulings = NO_RULINGS
) -> Recognition:
    """Return which of a few candidates are the paper."""
    one, *others = build_profiles([paper, *candidates])
    return recognise(one, dict(enumerate(others)), rulings)


def recognise(
    paper: Profile, candidates: Mapping[int, Profile], rulings: Rulings = NO_RULINGS
) -> Recognition:
    """Return which of the candidates, by place, are the paper.

    Taken are those that the owner named; else those that share an identifier, where nothing
    contradicts it; else those with the same title and abstract; else those with the same title
    and authors or, where there is nothing else to compare, a long title, unless another candidate
    has that title and is another work. The owner decides about the rest.
    """
    if rulings.same:
        comment = "; ".join(dict.fromkeys(rulings.same.values()))
        return Recognition(taken=tuple(sorted(rulings.same)), evidence=f"by hand: {comment}")
    compared = [
        _Compared(place=place, profile=one, found=found, verdict=judge(found))
        for place, one in sorted(candidates.items())
        if place not in rulings.other
        for found in [collect_evidence(paper, one)]
    ]
    for choose in (_choose_by_identifier, _choose_by_abstract, _choose_by_title):
        if chosen := choose(paper, compared):
            best = max(chosen, key=lambda one: (one.verdict.score, -one.place))
            return Recognition(
                taken=tuple(one.place for one in chosen), evidence=explain(best.found)
            )
    return Recognition(unsure=_list_unsure(paper, compared))


def _choose_by_identifier(paper: Profile, compared: Sequence[_Compared]) -> list[_Compared]:
    return [one for one in compared if shares_identifier(one.found)]


def _choose_by_abstract(paper: Profile, compared: Sequence[_Compared]) -> list[_Compared]:
    return [one for one in compared if _may_be_taken(paper, one) and _has_its_abstract(one.found)]


def _has_its_abstract(found: Evidence) -> bool:
    abstract = found.abstract or 0.0
    if found.title == 1:
        return abstract >= _SAME_ABSTRACT
    alike = found.contained or (found.title >= _NEARLY_SAME_TITLE and not found.extra)
    return alike and abstract >= _SAME_WORDING


def _choose_by_title(paper: Profile, compared: Sequence[_Compared]) -> list[_Compared]:
    chosen = [one for one in compared if _may_be_taken(paper, one) and _has_its_title(paper, one)]
    namesakes = [one for one in compared if _is_namesake(one)]
    for one in chosen:
        for other in namesakes:
            if one is not other and not _are_one_work(one.profile, other.profile):
                return []
    return chosen


def _has_its_title(paper: Profile, one: _Compared) -> bool:
    found = one.found
    if found.title != 1 or found.abstract is not None or found.abridged or found.serial:
        return False
    if found.authors is not None:
        return found.authors >= 0.5 and _have_as_many_authors(paper, one.profile)
    as_long = found.words >= _FEWEST_WORDS and len(paper.compact) >= _FEWEST_LETTERS
    return as_long and paper.full_title == one.profile.full_title


def _have_as_many_authors(one: Profile, two: Profile) -> bool:
    """A thesis has one of a paper's many authors."""
    few, many = sorted((len(one.entry.authors), len(two.entry.authors)))
    return many <= 2 * few and (few > 1 or many == 1)


def _is_namesake(one: _Compared) -> bool:
    """Whether it has the paper's title and nothing tells the two apart."""
    return one.found.title == 1 and one.verdict.decision == "merged"


def _are_one_work(one: Profile, two: Profile) -> bool:
    """Whether two candidates are one work, such as a preprint and what it became."""
    return judge(collect_evidence(one, two)).decision == "merged"


def _may_be_taken(paper: Profile, one: _Compared) -> bool:
    """Whether nothing says that it is another piece: an edition, an erratum, a thesis."""
    found = one.found
    return (
        one.verdict.decision == "merged"
        and not found.numbers
        and one.profile.entry.kind == paper.entry.kind
    )


def _list_unsure(paper: Profile, compared: Sequence[_Compared]) -> tuple[tuple[int, str], ...]:
    near = [
        one
        for one in compared
        if one.verdict.decision != "apart"
        or one.verdict.score >= REPORT_AT
        or one.found.doi
        or one.found.arxiv
    ]
    near.sort(key=lambda one: (-one.verdict.score, one.place))
    return tuple((one.place, _explain_doubt(paper, one)) for one in near[:_MOST_UNSURE])


def _explain_doubt(paper: Profile, one: _Compared) -> str:
    kind = one.profile.entry.kind
    doubts: list[str] = [explain(one.found)]
    if kind != paper.entry.kind:
        doubts.insert(0, f"a {kind}" if kind else f"not a {paper.entry.kind}")
    return ", ".join(doubt for doubt in doubts if doubt) or "titles alike"
