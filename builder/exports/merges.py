"""The merges page as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..model.export import Export, ExportFile
from ..model.records import Catalogue, Download, Entry, Match


def _as_data(catalogue: Catalogue, match: Match, papers: dict[tuple[str, int], str]) -> Any:
    return {
        "decision": match.decision,
        "score": match.score,
        "evidence": match.evidence,
        "records": [_record(catalogue, entry, papers) for entry in (match.left, match.right)],
    }


def _record(catalogue: Catalogue, entry: Entry, papers: dict[tuple[str, int], str]) -> Any:
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
        "paper": papers[entry.listing, entry.position],
        "source": catalogue.listing[entry.listing].file,
        "position": entry.position,
        "title": entry.title.plain,
        **{name: value for name, value in known.items() if value},
    }


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    papers: dict[tuple[str, int], str] = {
        (sighting.listing, sighting.position): paper.id
        for paper in catalogue.papers
        for sighting in paper.sightings
    }
    lines = [
        json.dumps(_as_data(catalogue, match, papers), ensure_ascii=False, separators=(",", ":"))
        for match in catalogue.matches
    ]
    text = "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"
    yield ExportFile(path=MERGES.path, content=text.encode("utf-8", "replace"))


MERGES = Download(
    path="merges/merges.json",
    title="Merges",
    media_type="application/json",
    description="Pairs of records that were merged despite different titles, or nearly merged.",
)

EXPORT = Export(name="merges", owns=("merges",), lay_out=_lay_out, downloads=(MERGES,))
