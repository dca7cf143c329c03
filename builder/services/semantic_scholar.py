"""Semantic Scholar: papers of all fields, five hundred in one answer."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.records import Entry
from ..readers.semantic_scholar import READER
from .service import Key, Request, Service, words_of

FIELDS = (
    "fields",
    "title,abstract,authors,externalIds,venue,publicationVenue,journal,publicationDate,year,url,"
    "openAccessPdf",
)
"""What to tell of each paper."""


def _identify(paper: Entry) -> str | None:
    if paper.arxiv_id:
        return f"ARXIV:{paper.arxiv_id}"
    return f"DOI:{paper.doi}" if paper.doi else None


def _ask_ids(ids: Sequence[str]) -> Request:
    return Request(path="/graph/v1/paper/batch", params=(FIELDS,), body={"ids": list(ids)})


def _ask_title(title: str) -> Request:
    """Search, for `search/match` gives one paper and keeps back others of the same title."""
    return Request(
        path="/graph/v1/paper/search",
        params=(("query", words_of(title)), ("limit", "10"), FIELDS),
    )


SERVICE = Service(
    name="semantic-scholar",
    address="https://api.semanticscholar.org",
    interval=1.1,
    gives=frozenset(("authors", "date", "venue", "doi", "arxiv_id")),
    batch=500,
    identify=_identify,
    ask_ids=_ask_ids,
    ask_title=_ask_title,
    reader=READER,
    key=Key(variable="SEMANTIC_SCHOLAR_API_KEY", header="x-api-key"),
)
