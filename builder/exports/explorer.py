"""The explorer's data: compact, and in parts that are fetched when needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ..layout.bylines import Link, make_byline
from ..layout.dates import find_arrival
from ..layout.frequent_values import find_frequent_values
from ..model.catalogue import Catalogue
from ..model.export import MANY_PAPERS, RELATED_OF_MANY, Export, ExportFile, compact_json
from ..model.records import ListingId, Paper, PaperId, TagId
from ..model.slugs import guess_slug
from ..text.aim import SHORT_ABSTRACT, find_aim
from ..text.words import title_order

ROWS_PER_FILE = 10
"""Papers per file of rows: few, as the results of a filter are scattered over the files."""
TITLES_AT_ONCE = 2000
TITLES_PER_FILE = 32
"""A catalogue of more than `TITLES_AT_ONCE` papers has its titles in parts, too; see `heads.js`."""


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    """Give `filters.json`, `titles.json` with its parts, and `rows/<n>.json`, in one order."""
    papers = catalogue.papers_by_position
    yield _json_file("filters", _filter_columns(catalogue, papers))
    yield _json_file("titles", _title_columns(papers))
    if len(papers) > TITLES_AT_ONCE:
        for start in range(0, len(papers), TITLES_PER_FILE):
            part = papers[start : start + TITLES_PER_FILE]
            yield _json_file(f"titles/{start // TITLES_PER_FILE}", _title_columns(part))
    number = {paper.id: n for n, paper in enumerate(papers)}
    for start in range(0, len(papers), ROWS_PER_FILE):
        part = papers[start : start + ROWS_PER_FILE]
        rows = [_row_data(catalogue, paper, number) for paper in part]
        yield _json_file(f"rows/{start // ROWS_PER_FILE}", rows)


def _filter_columns(catalogue: Catalogue, papers: Sequence[Paper]) -> dict[str, Any]:
    """Return everything that filters and sort orders need, as columns.

    `tagged` has the numbers of each paper's tags, strongest first, and `given` how many of them,
    the first ones, no machine gave; `sightings` has pairs of listing number and position;
    `title_ranks` is each paper's rank by title. `years` and `days` are 0 where unknown, and
    nothing where no paper has one. `arrivals` counts the days from the first on which papers came,
    from 1; nothing where all came on one. `frequent` has the papers of the values that the page
    shows, as differences; those of others are in the directories.
    """
    tags: dict[TagId, int] = {tag.id: n for n, tag in enumerate(catalogue.tags)}
    listings: dict[ListingId, int] = {item.id: n for n, item in enumerate(catalogue.listings)}
    by_title = sorted(range(len(papers)), key=lambda n: (title_order(papers[n].title.plain), n))
    ranks = [0] * len(papers)
    for rank, n in enumerate(by_title):
        ranks[n] = rank
    return {
        "papers": len(papers),
        "rows": ROWS_PER_FILE,
        "tags": list(tags),
        "listings": list(listings),
        "tagged": [[tags[a.tag] for a in catalogue.assignments[paper.id]] for paper in papers],
        "sightings": [
            [
                n
                for sighting in paper.sightings
                for n in (listings[sighting.listing], sighting.position)
            ]
            for paper in papers
        ],
        "given": [
            sum(given.by != "machine" for given in catalogue.assignments[paper.id])
            for paper in papers
        ],
        "code": [n for n, paper in enumerate(papers) if paper.code_url],
        "years": _column_or_none(paper.year or 0 for paper in papers),
        "days": _column_or_none(_number_day(paper.date or "") for paper in papers),
        "arrivals": _number_arrivals(catalogue, papers),
        "title_ranks": ranks,
        "frequent": _frequent_columns(catalogue, papers),
    }


def _frequent_columns(catalogue: Catalogue, papers: Sequence[Paper]) -> dict[str, Any]:
    number = {paper.id: n for n, paper in enumerate(papers)}
    return {
        frequent.field: {
            value.id: [
                after - before
                for before, after in pairwise([0, *sorted(number[id_] for id_ in value.papers)])
            ]
            for value in frequent.values
        }
        for frequent in find_frequent_values(catalogue)
    }


def _column_or_none(values: Iterable[int]) -> list[int] | None:
    """Return the values, or nothing where all are 0."""
    column = list(values)
    return column if any(column) else None


def _number_day(date: str) -> int:
    """Return the month times 32 plus the day, 0 for each that is unknown: days in their order."""
    month, day = date[5:7], date[8:10]
    return 32 * int(month or 0) + int(day or 0)


def _number_arrivals(catalogue: Catalogue, papers: Sequence[Paper]) -> list[int] | None:
    days = [day.toordinal() if (day := find_arrival(p, catalogue)) else 0 for p in papers]
    known = set(days) - {0}
    if len(known) < 2:
        return None
    first = min(known)
    return [day and day - first + 1 for day in days]


def _title_columns(papers: Sequence[Paper]) -> dict[str, Any]:
    """The titles, and the slugs of those whose slug does not follow from the title."""
    return {
        "titles": [paper.title.plain for paper in papers],
        "slugs": {
            str(n): paper.id
            for n, paper in enumerate(papers)
            if paper.id != guess_slug(paper.title.plain)
        },
    }


def _row_data(catalogue: Catalogue, paper: Paper, number: Mapping[PaperId, int]) -> dict[str, Any]:
    """What the list shows of a paper, without what is unknown.

    `people` are the addresses of the authors, `venue_page` that of the venue, where they do not
    follow from the name; 1 is one that does, 0 is somebody whose only paper this is. `aim` is
    the part of the abstract that a folded row shows, `near` are the numbers of related papers.
    """
    byline = make_byline(catalogue, paper)
    people = [_shorten(link, "authors") for link in byline.authors]
    shown = RELATED_OF_MANY if len(catalogue.papers) > MANY_PAPERS else None
    venue = _shorten(byline.venue, "venues") if byline.venue else 1
    row = {
        "slug": paper.id,
        "abstract": paper.abstract.plain,
        "aim": _locate_aim(paper.abstract.plain),
        "near": [number[near.paper] for near in catalogue.related[paper.id][:shown]],
        "authors": [link.name for link in byline.authors],
        "people": people if set(people) != {1} else None,
        "more": byline.more,
        "year": paper.year,
        "venue": byline.venue and byline.venue.name,
        "venue_page": venue if venue != 1 else None,
    }
    return {name: value for name, value in row.items() if value}


def _locate_aim(abstract: str) -> tuple[int, int] | None:
    """Where the aim begins and ends, as JavaScript counts; nothing of an abstract shown whole."""
    if len(abstract) <= SHORT_ABSTRACT:
        return None
    aim = find_aim(abstract)
    start = _count_units(abstract[: abstract.index(aim)])
    return start, start + _count_units(aim)


def _count_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _shorten(link: Link, folder: str) -> str | int:
    """What the page's script needs to know where a name leads; see `byline.js`."""
    if not link.address:
        return 0
    guessed = f"{folder}/{guess_slug(link.name)}/"
    return 1 if link.address == guessed else link.address


def _json_file(name: str, content: object) -> ExportFile:
    return ExportFile(path=f"explore/{name}.json", content=compact_json(content))


EXPORT = Export(name="explorer", owns=("explore",), lay_out=_lay_out)
