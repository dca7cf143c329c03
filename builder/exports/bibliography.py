"""The whole catalogue as BibTeX, RIS and CSL-JSON, and citation records for the browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..citing.citation import Citation, cite_papers, page_of
from ..citing.formats import to_bibtex, to_csl, to_ris
from ..model.catalogue import Catalogue
from ..model.export import Export, ExportFile, compact_json, compress_large
from ..model.site import Download
from ..model.wording import gettext_noop
from .explorer import ROWS_PER_FILE

RECORDS_PER_FILE = 256
"""Records of one file for the browser, which fetches those it needs."""
ABSTRACTS_UP_TO = 10_000
"""Papers; the three files of a larger catalogue leave abstracts to its other downloads."""


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    records = list(catalogue.derive(cite_papers).values())
    large = len(records) > ABSTRACTS_UP_TO
    offered = [replace(record, abstract=None) for record in records] if large else records
    for download, write in ((BIBTEX, to_bibtex), (RIS, to_ris), (CSL, to_csl)):
        yield compress_large(ExportFile(path=download.path, content=write(offered).encode()))
    parts = [
        records[start : start + RECORDS_PER_FILE]
        for start in range(0, len(records), RECORDS_PER_FILE)
    ]
    index = {
        "papers": len(records),
        "size": RECORDS_PER_FILE,
        "first": [part[0].key for part in parts],
        "site": catalogue.site.url,
    }
    yield _json_file("api/citations/index.json", index)
    row = {paper.id: n // ROWS_PER_FILE for n, paper in enumerate(catalogue.papers_by_position)}
    for number, part in enumerate(parts):
        data = [_record_data(record, row[record.key], catalogue) for record in part]
        yield _json_file(f"api/citations/{number}.json", data)
    keys = sorted((record.alias, record.key) for record in records if record.alias)
    yield _json_file("api/citations/keys.json", dict(keys))


def _record_data(record: Citation, row: int, catalogue: Catalogue) -> dict[str, Any]:
    """The record, and which of the explorer's files has its abstract and the rest of its row.

    The address of the paper's page follows from its key and the site's address in the index.
    """
    known = replace(record, url=None) if record.url == page_of(record.key, catalogue) else record
    return {**known.as_data(), "row": row}


def _json_file(path: str, data: object) -> ExportFile:
    return ExportFile(path=path, content=compact_json(data) + b"\n")


BIBTEX = Download(
    path="api/papers.bib",
    title="BibTeX",
    media_type="application/x-bibtex",
    description=gettext_noop(
        "The whole catalogue for LaTeX; keys are the papers' ids, short keys aliases."
    ),
)
RIS = Download(
    path="api/papers.ris",
    title="RIS",
    media_type="application/x-research-info-systems",
    description=gettext_noop("The whole catalogue for EndNote, Mendeley, Citavi and others."),
)
CSL = Download(
    path="api/papers.csl.json",
    title="CSL-JSON",
    media_type="application/vnd.citationstyles.csl+json",
    description=gettext_noop("The whole catalogue for Zotero, Pandoc and others."),
)

EXPORT = Export(name="bibliography", owns=("api",), lay_out=_lay_out, downloads=(BIBTEX, RIS, CSL))
