"""The merge stage: entries of the same work into papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .permalinks import slug_of
from .records import Entry, Match, Paper, PaperId, Sighting


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged:
    """Papers, sorted by id, and the comparisons behind them."""

    papers: tuple[Paper, ...]
    matches: tuple[Match, ...]


def merge(entries: Iterable[Entry]) -> Merged:
    """Merge the entries of one work."""
    groups: dict[PaperId, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(slug_of(entry.title.plain), []).append(entry)
    papers = tuple(_paper(id_, group) for id_, group in sorted(groups.items()))
    return Merged(papers=papers, matches=())


def _paper(id_: PaperId, group: list[Entry]) -> Paper:
    abstract = max((entry.abstract for entry in group), key=lambda text: len(text.source))
    return Paper(
        id=id_,
        title=group[0].title,
        abstract=abstract,
        links=abstract.links,
        sightings=tuple(
            Sighting(listing=entry.listing, position=entry.position, label=entry.label)
            for entry in sorted(group, key=lambda entry: (entry.listing, entry.position))
        ),
    )
