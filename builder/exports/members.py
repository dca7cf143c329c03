"""Which papers each tag, listing, year and venue has: `api/tags/<slug>.json` and the like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..layout.pagination import PAPERS_PER_PAGE
from ..model.catalogue import Catalogue
from ..model.export import Export, ExportFile, compact_json
from ..model.records import Paper


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    for tag in catalogue.tags:
        yield _members_file(f"api/tags/{tag.id}.json", tag.name, catalogue.papers_by_tag[tag.id])
    for listing in catalogue.listings:
        papers = (paper for _, paper in catalogue.papers_by_listing[listing.id])
        yield _members_file(f"api/sources/{listing.id}.json", listing.title, papers)
    for year, dated in catalogue.papers_by_year.items():
        yield _members_file(f"api/years/{year}.json", str(year), dated)
    for venue in catalogue.venues.venues:
        published = (catalogue.paper[id_] for id_ in venue.papers)
        yield _members_file(f"api/venues/{venue.id}.json", venue.name, published)
    for person in catalogue.people.persons:
        # The page of most names all their papers, so that no file needs to.
        if len(person.papers) > PAPERS_PER_PAGE:
            written = (catalogue.paper[id_] for id_ in person.papers)
            yield _members_file(f"api/authors/{person.id}.json", person.name, written)


def _members_file(path: str, name: str, papers: Iterable[Paper]) -> ExportFile:
    """The ids in the order of the page, each once."""
    data = {"name": name, "papers": list(dict.fromkeys(paper.id for paper in papers))}
    return ExportFile(path=path, content=compact_json(data) + b"\n")


EXPORT = Export(name="members", owns=("api",), lay_out=_lay_out)
