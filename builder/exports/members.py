"""Which papers each tag and each listing has: `api/tags/<slug>.json`, `api/sources/<slug>.json`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model.catalogue import Catalogue
from ..model.export import Export, ExportFile, compact_json
from ..model.records import Paper


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    for tag in catalogue.tags:
        yield _members_file(f"api/tags/{tag.id}.json", tag.name, catalogue.papers_by_tag[tag.id])
    for listing in catalogue.listings:
        papers = (paper for _, paper in catalogue.papers_by_listing[listing.id])
        yield _members_file(f"api/sources/{listing.id}.json", listing.title, papers)


def _members_file(path: str, name: str, papers: Iterable[Paper]) -> ExportFile:
    """The ids in the order of the page, each once."""
    data = {"name": name, "papers": list(dict.fromkeys(paper.id for paper in papers))}
    return ExportFile(path=path, content=compact_json(data) + b"\n")


EXPORT = Export(name="members", owns=("api",), lay_out=_lay_out)
