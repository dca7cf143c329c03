"""Every paper as one row of a CSV file that a spreadsheet can open without harm."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ..layout.paper_schema import COLUMNS
from ..model.catalogue import Catalogue
from ..model.export import Export, ExportFile, compress_large
from ..model.site import Download
from ..model.wording import gettext_noop
from ..text.lines import blank_unprintable
from ..text.table_cells import guard_cell
from .api import papers_as_data


def escape_cell(text: str) -> str:
    """Return `text` as a cell that no spreadsheet calculates: an apostrophe stops it."""
    return guard_cell(blank_unprintable(text))


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    stream = io.StringIO()
    table = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for data in catalogue.derive(papers_as_data):
        sources = list(dict.fromkeys(seen["source"] for seen in data["sightings"]))
        row = (sources if name == "sources" else data.get(name, "") for name in COLUMNS)
        table.writerow(
            escape_cell("; ".join(value) if isinstance(value, list) else str(value))
            for value in row
        )
    yield compress_large(ExportFile(path=TABLE.path, content=stream.getvalue().encode()))


TABLE = Download(
    path="api/papers.csv",
    title="CSV",
    media_type="text/csv",
    description=gettext_noop(
        "A row for each paper in UTF-8 (RFC 4180); a cell that a spreadsheet would take "
        "for a formula begins with an apostrophe."
    ),
)

EXPORT = Export(name="table", owns=("api",), lay_out=_lay_out, downloads=(TABLE,))
