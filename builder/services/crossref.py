"""Crossref: what publishers say of the works that they gave a DOI."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.records import Entry
from ..readers.crossref import READER
from ..text.identifiers import ARXIV_DOI
from .service import Request, Service, words_of

_SELECT = (
    "select",
    "DOI,type,title,subtitle,container-title,author,published-print,published-online,published,"
    "issued,posted,volume,issue,page,article-number,URL,abstract,relation,update-to,"
    "is-referenced-by-count",
)


def _identify(paper: Entry) -> str | None:
    """arXiv's DOIs are of another agency; one with a comma cannot be in a list."""
    doi = paper.doi
    return doi if doi and not doi.startswith(ARXIV_DOI) and "," not in doi else None


def _ask_ids(ids: Sequence[str]) -> Request:
    wanted = ",".join(f"doi:{doi}" for doi in ids)
    return Request(path="/works", params=(("filter", wanted), ("rows", str(len(ids))), _SELECT))


def _ask_title(title: str) -> Request:
    return Request(
        path="/works",
        params=(("query.bibliographic", words_of(title)), ("rows", "10"), _SELECT),
    )


SERVICE = Service(
    name="crossref",
    address="https://api.crossref.org",
    interval=0.25,
    gives=frozenset(("authors", "date", "venue", "doi")),
    batch=20,
    identify=_identify,
    ask_ids=_ask_ids,
    ask_title=_ask_title,
    reader=READER,
)
