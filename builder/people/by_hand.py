"""Applies the owner's rulings to the mentions of names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..model.problems import Problems
from ..model.records import Paper
from ..settings.located_yaml import YamlValue
from ..settings.paper_names import PaperNames
from .mentions import LinkedGroups, Mention
from .names import parse_name
from .rulings import Ruling


@dataclass(frozen=True, kw_only=True)
class HandGroups:
    """What the owner says of mentions."""

    rulings: tuple[Ruling, ...]
    ruling_of: Mapping[int, int]
    """The number of the ruling that says who a mention is of, by the mention's number."""
    closed: frozenset[int]
    """Rulings whose mentions are of nobody else."""
    apart: frozenset[frozenset[str]]
    """Pairs of keys of names that are different people."""


def apply_rulings(
    rulings: Iterable[Ruling],
    papers: Sequence[Paper],
    mentions: Sequence[Mention],
    problems: Problems,
) -> HandGroups:
    """Find the mentions that the rulings are about; a name or paper that fits none is a problem."""
    rulings = tuple(rulings)
    if not rulings:
        return HandGroups(rulings=(), ruling_of={}, closed=frozenset(), apart=frozenset())
    finder = _Finder(papers, mentions, problems)
    parted: dict[int, int] = {}
    closed: set[int] = set()
    apart: set[frozenset[str]] = set()
    for number, ruling in enumerate(rulings):
        if ruling.action == "part" and ruling.papers:
            closed.add(number)
            where = finder.find_papers(ruling)
            for name in ruling.names:
                parted.update(dict.fromkeys(finder.find(ruling, name, where), number))
        elif ruling.action == "part":
            for one, other in combinations(ruling.names, 2):
                finder.find(ruling, one), finder.find(ruling, other)
                apart |= {
                    frozenset((a, b))
                    for a in parse_name(one.text or "").keys
                    for b in parse_name(other.text or "").keys
                }
    return HandGroups(
        rulings=rulings,
        ruling_of=_join(rulings, finder) | parted,
        closed=frozenset(closed),
        apart=frozenset(apart),
    )


def _join(rulings: Sequence[Ruling], finder: _Finder) -> dict[int, int]:
    """The mentions that are joined, by the first of the rulings that join them."""
    groups = LinkedGroups(len(rulings))
    found: dict[int, int] = {}
    for number, ruling in enumerate(rulings):
        if ruling.action != "join":
            continue
        where = finder.find_papers(ruling) if ruling.papers else None
        for place, name in enumerate(ruling.names):
            for mention in finder.find(ruling, name, where if place else None):
                groups.link(number, found.setdefault(mention, number))
    return {mention: groups.leader(number) for mention, number in found.items()}


class _Finder:
    """Finds mentions by their name and their paper."""

    def __init__(
        self, papers: Sequence[Paper], mentions: Sequence[Mention], problems: Problems
    ) -> None:
        self._names = PaperNames(papers)
        self._number = {paper.id: number for number, paper in enumerate(papers)}
        self._mentions = mentions
        self._problems = problems
        self._by_key: dict[str, list[int]] = {}
        for number, mention in enumerate(mentions):
            for key in mention.name.keys:
                self._by_key.setdefault(key, []).append(number)

    def find(
        self, ruling: Ruling, name: YamlValue, where: frozenset[int] | None = None
    ) -> list[int]:
        """Return the mentions of a name, on some papers or on all."""
        keys = parse_name(name.text or "").keys
        found = sorted({number for key in keys for number in self._by_key.get(key, ())})
        if where is not None:
            found = [number for number in found if self._mentions[number].paper in where]
        if not found:
            place = "an author of these papers" if where is not None else "the name of an author"
            self._problems.add(
                name.origin, f"{ruling.action}: names: expected {place}, got {name.quoted}"
            )
        return found

    def find_papers(self, ruling: Ruling) -> frozenset[int]:
        """Return the numbers of the papers that a ruling names."""
        found: set[int] = set()
        for paper in ruling.papers:
            ids = self._names.find(paper.text or "")
            found |= {self._number[id_] for id_ in ids}
            if not ids:
                self._problems.add(
                    paper.origin,
                    f"{ruling.action}: papers: expected the title of a paper, got {paper.quoted}",
                )
        return frozenset(found)
