"""What papers have in common, counted: years, venues, people, tags, keywords."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..model.catalogue import Catalogue
from ..model.people import PersonId, year_address
from ..model.records import Paper
from ..model.slugs import keyword_id
from ._named import NamedTag, name_tags

NAMED = 12
"""Names in a list of the most frequent."""
MAX_GAP = 3
"""Years without a paper that are drawn as empty columns; a longer gap is drawn as one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """Something that papers have, and how many of them."""

    name: str
    address: str
    """Where it leads, relative to the site's root; empty for a gap between years."""
    papers: int
    share: float
    """Of the largest in the list, 0 to 1."""


def count_years(papers: Iterable[Paper]) -> tuple[Count, ...]:
    """Return the papers of each year from the first to the last; empty where there is but one."""
    counts = Counter(paper.year for paper in papers if paper.year is not None)
    if len(counts) < 2:
        return ()
    found: list[tuple[str, str, int]] = []
    before = min(counts)
    for year, number in sorted(counts.items()):
        gap = range(before + 1, year)
        found += [(str(y), "", 0) for y in gap] if len(gap) <= MAX_GAP else [("…", "", 0)]
        found.append((str(year), year_address(year), number))
        before = year
    return scale_counts(found)


def count_venues(
    catalogue: Catalogue, papers: Iterable[Paper], named: int = NAMED
) -> tuple[Count, ...]:
    """Return the venues of the papers, most papers first."""
    of_paper, venue = catalogue.venues.of_paper, catalogue.venues.venue
    counts = Counter(of_paper[paper.id] for paper in papers if paper.id in of_paper)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return scale_counts((venue[id_].name, venue[id_].address, n) for id_, n in ranked[:named])


def count_people(
    catalogue: Catalogue, papers: Iterable[Paper], named: int = NAMED
) -> tuple[Count, ...]:
    """Return who wrote two of the papers or more, most papers first."""
    counts: Counter[PersonId] = Counter()
    for paper in papers:
        counts.update(set(catalogue.people.of_paper.get(paper.id, ())))
    several = [(id_, n) for id_, n in counts.items() if n > 1]
    several.sort(key=lambda pair: (-pair[1], pair[0]))
    person = catalogue.people.person
    return scale_counts((person[id_].name, person[id_].address, n) for id_, n in several[:named])


def count_keywords(papers: Iterable[Paper], named: int = NAMED) -> tuple[Count, ...]:
    """Return the keywords of two of the papers or more, most papers first."""
    counts = Counter(keyword.name for paper in papers for keyword in paper.keywords)
    several = [(name, n) for name, n in counts.items() if n > 1]
    several.sort(key=lambda pair: (-pair[1], pair[0]))
    return scale_counts(
        (name, f"explore/?keyword={keyword_id(name)}", n) for name, n in several[:named]
    )


def count_tags(
    catalogue: Catalogue, papers: Iterable[Paper], named: int = NAMED
) -> tuple[tuple[NamedTag, int], ...]:
    """Return the tags of the papers and how many have each, most papers first."""
    counts = Counter(given.tag for paper in papers for given in catalogue.assignments[paper.id])
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    tags = catalogue.derive(name_tags)
    return tuple((tags[id_], n) for id_, n in ranked[:named])


def format_span(papers: Iterable[Paper]) -> str:
    """Return the first and the last year of the papers: `2019–2023`; empty where none is known."""
    years = sorted({paper.year for paper in papers if paper.year is not None})
    return "–".join(str(year) for year in years[:1] + years[1:][-1:])


def scale_counts(counted: Iterable[tuple[str, str, int]]) -> tuple[Count, ...]:
    """Return counts of names, addresses and numbers of papers, in the order given."""
    rows = tuple(counted)
    largest = max((papers for *_, papers in rows), default=1)
    return tuple(
        Count(name=name, address=address, papers=papers, share=round(papers / largest, 3))
        for name, address, papers in rows
    )
