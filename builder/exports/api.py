"""Every paper as JSON: one array, one paper a line, and the schema of both."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..layout.dates import find_first_seen
from ..layout.paper_schema import build_schema
from ..model.catalogue import Catalogue
from ..model.export import MANY_PAPERS, Export, ExportFile, compact_json
from ..model.records import Paper
from ..model.site import Download
from ..model.slugs import paper_address
from ..model.wording import gettext_noop


def papers_as_data(catalogue: Catalogue) -> tuple[Mapping[str, Any], ...]:
    """Return each paper as the object that `api/papers.schema.json` describes, sorted by id.

    Texts are plain; `url` is absolute where the owner has set the site's address.
    """
    return tuple(_paper_as_data(paper, catalogue) for paper in catalogue.papers)


def _paper_as_data(paper: Paper, catalogue: Catalogue) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": paper.id,
        "title": paper.title.plain,
        "abstract": paper.abstract.plain,
        "url": catalogue.site.url + paper_address(paper.id),
        "tags": [assignment.tag for assignment in catalogue.assignments[paper.id]],
        "sightings": [
            {
                "source": catalogue.listing[sighting.listing].file,
                "position": sighting.position,
                "label": sighting.label,
            }
            for sighting in paper.sightings
        ],
        "related": [related.paper for related in catalogue.related[paper.id]],
        "links": list(paper.links),
    }
    first_seen = find_first_seen(paper, catalogue)
    known = {
        "authors": list(paper.authors),
        "date": paper.date,
        "year": paper.year,
        "doi": paper.doi,
        "arxiv_id": paper.arxiv_id,
        "venue": paper.venue,
        "keywords": [keyword.name for keyword in paper.keywords],
        "pdf_url": paper.pdf_url,
        "code_url": paper.code_url,
        "first_seen": first_seen.isoformat() if first_seen else None,
    }
    return data | {name: value for name, value in known.items() if value}


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    lines = [compact_json(data) for data in catalogue.derive(papers_as_data)]
    yield ExportFile(path=ARRAY.path, content=b"[\n" + b",\n".join(lines) + b"\n]\n")
    if len(lines) <= MANY_PAPERS:
        # Of many, the array will do: it has one a line, too.
        yield ExportFile(path=LINES.path, content=b"".join(line + b"\n" for line in lines))
    text = json.dumps(build_schema(catalogue), ensure_ascii=False, indent=2) + "\n"
    yield ExportFile(path=SCHEMA.path, content=text.encode())


ARRAY = Download(
    path="api/papers.json",
    title="JSON",
    media_type="application/json",
    description=gettext_noop("An array with an object for each paper, one a line, sorted by id."),
)
LINES = Download(
    path="api/papers.jsonl",
    title="JSON Lines",
    media_type="application/jsonl",
    description=gettext_noop("The same objects, one per line, for tools that read line by line."),
)
SCHEMA = Download(
    path="api/papers.schema.json",
    title="JSON Schema",
    media_type="application/schema+json",
    description=gettext_noop("The fields of these objects (draft 2020-12)."),
)

EXPORT = Export(name="api", owns=("api",), lay_out=_lay_out, downloads=(ARRAY, LINES, SCHEMA))
