"""OpenAlex: works of all fields; a hundred for a hundredth of a cent, a search for a tenth."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from ..model.records import Entry
from ..readers.openalex import READER
from ..text.identifiers import ARXIV_DOI
from .service import Key, Request, Service, words_of

SELECT = (
    "select",
    "id,doi,title,display_name,publication_date,publication_year,ids,primary_location,"
    "best_oa_location,open_access,biblio,authorships,abstract_inverted_index,type",
)
"""What to tell of each work: no more than the reader looks at."""


def _identify(paper: Entry) -> str | None:
    doi = paper.doi or (f"{ARXIV_DOI}{paper.arxiv_id}" if paper.arxiv_id else None)
    return doi if doi and not set(doi) & set(",|&!") else None


def _ask_ids(ids: Sequence[str]) -> Request:
    """One work costs nothing; many in one request cost less than they would cost time."""
    if len(ids) == 1:
        return Request(path=f"/works/doi:{quote(ids[0])}", params=(SELECT,))
    return Request(
        path="/works",
        params=(("filter", "doi:" + "|".join(ids)), ("per-page", "100"), SELECT),
        price=0.0001,
    )


def _ask_title(title: str) -> Request:
    """In small letters: `AND`, `OR` and `NOT` are commands."""
    return Request(
        path="/works",
        params=(("filter", f"title.search:{words_of(title).lower()}"), ("per-page", "10"), SELECT),
        price=0.001,
    )


SERVICE = Service(
    name="openalex",
    address="https://api.openalex.org",
    interval=0.2,
    gives=frozenset(("authors", "date", "venue", "doi", "arxiv_id")),
    batch=100,
    identify=_identify,
    ask_ids=_ask_ids,
    ask_title=_ask_title,
    reader=READER,
    key=Key(variable="OPENALEX_API_KEY", parameter="api_key"),
    allowance=(0.1, 1.0),
)
