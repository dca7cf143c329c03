"""arXiv: preprints, a hundred in one answer."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.records import Entry
from ..readers.arxiv import READER
from .service import Request, Service, words_of


def _identify(paper: Entry) -> str | None:
    return paper.arxiv_id


def _ask_ids(ids: Sequence[str]) -> Request:
    return Request(
        path="/api/query", params=(("id_list", ",".join(ids)), ("max_results", str(len(ids))))
    )


def _ask_title(title: str) -> Request:
    return Request(
        path="/api/query",
        params=(("search_query", f'ti:"{words_of(title)}"'), ("max_results", "10")),
    )


SERVICE = Service(
    name="arxiv",
    address="https://export.arxiv.org",
    interval=3.0,
    gives=frozenset(("authors", "date", "arxiv_id")),
    batch=100,
    identify=_identify,
    ask_ids=_ask_ids,
    ask_title=_ask_title,
    reader=READER,
    form="xml",
)
