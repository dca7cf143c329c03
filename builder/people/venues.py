"""Venues: journals and conferences, each one over all its years and spellings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ..model.people import Spelling, Venue, VenueId, Venues
from ..model.records import Paper, PaperId
from ..model.slugs import make_slug
from .venue_keys import VenueName, find_abbreviated, parse_venue_name


def find_venues(papers: Iterable[Paper]) -> Venues:
    """Return the venues of the papers; the year, the number and the place are not part of one.

    `NIPS 2019` and `Advances in Neural Information Processing Systems` are one, as are a name and
    the initials that some paper gives behind it, and a journal and its only abbreviation.
    """
    papers = sorted(papers, key=lambda paper: paper.id)
    named = [paper for paper in papers if paper.venue]
    names = {paper.venue: parse_venue_name(paper.venue) for paper in named if paper.venue}
    keys = _unite_keys(names.values())
    groups: dict[str, list[Paper]] = {}
    for paper in named:
        groups.setdefault(keys[names[paper.venue or ""].key], []).append(paper)
    venues: list[Venue] = []
    of_paper: dict[PaperId, VenueId] = {}
    for key, group in sorted(groups.items()):
        spellings = Counter(paper.venue or "" for paper in group)
        shown = _choose_name(key, names, spellings)
        id_ = VenueId(make_slug(shown.shown))
        newest = sorted(group, key=lambda paper: paper.date or "", reverse=True)
        ranked = sorted(spellings.items(), key=lambda item: (-item[1], item[0]))
        venues.append(
            Venue(
                id=id_,
                name=shown.shown,
                full_name=shown.full_name or shown.shown,
                spellings=tuple(Spelling(text=text, papers=count) for text, count in ranked),
                papers=tuple(paper.id for paper in newest),
            )
        )
        of_paper |= dict.fromkeys((paper.id for paper in group), id_)
    return Venues(venues=tuple(sorted(venues, key=lambda venue: venue.id)), of_paper=of_paper)


def _unite_keys(names: Iterable[VenueName]) -> Mapping[str, str]:
    """Return the key that stands for each: of an acronym or an abbreviation, the full one."""
    names = tuple(names)
    keys = {name.key for name in names}
    meanings: dict[str, set[str]] = {}
    for name in names:
        if name.acronym:
            meanings.setdefault(name.acronym, set()).add(name.key)
    united = dict(find_abbreviated(keys))
    united |= {
        acronym: min(meant)
        for acronym, meant in meanings.items()
        if len(meant) == 1 and acronym not in meant
    }
    return {key: _follow(key, united) for key in keys}


def _follow(key: str, united: Mapping[str, str]) -> str:
    """Go on from key to key: each is longer than the one before, or its meaning."""
    seen = {key}
    while (further := united.get(key)) is not None and further not in seen:
        key = further
        seen.add(key)
    return key


def _choose_name(
    key: str, names: Mapping[str, VenueName], spellings: Mapping[str, int]
) -> VenueName:
    """The name that most papers give the venue, of those that have its own key if any has."""

    def rank(text: str) -> tuple[bool, int, int, str]:
        name = names[text]
        return (name.key != key, -counts[name.shown], -len(name.shown), name.shown)

    counts: Counter[str] = Counter()
    for text, papers in spellings.items():
        counts[names[text].shown] += papers
    return names[min(spellings, key=rank)]
