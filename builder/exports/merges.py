"""The merges page as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model.catalogue import Catalogue
from ..model.export import Export, ExportFile, compact_json
from ..model.records import Entry, Match
from ..model.site import Download
from ..model.wording import gettext_noop


def _match_as_data(catalogue: Catalogue, match: Match) -> Any:
    return {
        "decision": match.decision,
        "score": match.score,
        "evidence": match.evidence,
        "records": [_record_as_data(catalogue, entry) for entry in (match.left, match.right)],
    }


def _record_as_data(catalogue: Catalogue, entry: Entry) -> Any:
    known = {
        "key": entry.key,
        "authors": list(entry.authors),
        "date": entry.date,
        "venue": entry.venue,
        "volume": entry.volume,
        "pages": entry.pages,
        "doi": entry.doi,
        "arxiv_id": entry.arxiv_id,
    }
    return {
        "paper": catalogue.paper_at[entry.listing, entry.position],
        "source": catalogue.listing[entry.listing].file,
        "position": entry.position,
        "title": entry.title.plain,
        **{name: value for name, value in known.items() if value},
    }


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    lines = [compact_json(_match_as_data(catalogue, match)) for match in catalogue.matches]
    content = b"[\n" + b",\n".join(lines) + b"\n]\n" if lines else b"[]\n"
    yield ExportFile(path=MERGES.path, content=content)


MERGES = Download(
    path="merges/merges.json",
    title=gettext_noop("Merges"),
    media_type="application/json",
    description=gettext_noop(
        "Pairs of records that were merged despite different titles, or nearly merged."
    ),
)

EXPORT = Export(name="merges", owns=("merges",), lay_out=_lay_out, downloads=(MERGES,))
