"""The explorer's data: compact, and in parts that are fetched when needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..model.catalogue import Catalogue
from ..model.export import Export, ExportFile, compact_json
from ..model.records import ListingId, Paper, TagId
from ..model.slugs import guess_slug
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
    for start in range(0, len(papers), ROWS_PER_FILE):
        rows = [_row_data(paper) for paper in papers[start : start + ROWS_PER_FILE]]
        yield _json_file(f"rows/{start // ROWS_PER_FILE}", rows)


def _filter_columns(catalogue: Catalogue, papers: Sequence[Paper]) -> dict[str, Any]:
    """Return everything that filters and sort orders need, as columns.

    `tagged` has the numbers of each paper's tags, strongest first; `sightings` has pairs of
    listing number and position; `title_ranks` is each paper's rank by title.
    """
    tags: dict[TagId, int] = {tag.id: n for n, tag in enumerate(catalogue.tags)}
    listings: dict[ListingId, int] = {item.id: n for n, item in enumerate(catalogue.listings)}
    by_title = sorted(range(len(papers)), key=lambda n: (title_order(papers[n].title.plain), n))
    ranks = [0] * len(papers)
    for rank, n in enumerate(by_title):
        ranks[n] = rank
    years = [paper.year for paper in papers]
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
        "automatic": [
            n
            for n, paper in enumerate(papers)
            if any(given.by == "machine" for given in catalogue.assignments[paper.id])
        ],
        "code": [n for n, paper in enumerate(papers) if paper.code_url],
        "years": [year or 0 for year in years] if any(years) else None,
        "title_ranks": ranks,
    }


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


def _row_data(paper: Paper) -> dict[str, Any]:
    """What the list shows of a paper, without what is unknown."""
    row = {
        "slug": paper.id,
        "title": paper.title.plain,
        "abstract": paper.abstract.plain,
        "authors": list(paper.authors),
        "year": paper.year,
        "venue": paper.venue,
    }
    return {name: value for name, value in row.items() if value}


def _json_file(name: str, content: object) -> ExportFile:
    return ExportFile(path=f"explore/{name}.json", content=compact_json(content))


EXPORT = Export(name="explorer", owns=("explore",), lay_out=_lay_out)
