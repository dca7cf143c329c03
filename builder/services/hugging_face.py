"""Hugging Face Papers: what it knows of papers on arXiv, their code above all."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from ..model.records import Entry
from ..readers.hugging_face import READER
from .service import Request, Service, words_of


def _identify(paper: Entry) -> str | None:
    return paper.arxiv_id


def _ask_ids(ids: Sequence[str]) -> Request:
    return Request(path=f"/api/papers/{quote(ids[0])}")


def _ask_title(title: str) -> Request:
    return Request(path="/api/papers/search", params=(("q", words_of(title)), ("limit", "10")))


SERVICE = Service(
    name="hugging-face",
    address="https://huggingface.co",
    interval=1.0,
    gives=frozenset(("authors", "date", "arxiv_id", "code_url")),
    batch=1,
    identify=_identify,
    ask_ids=_ask_ids,
    ask_title=_ask_title,
    reader=READER,
    keeps_keywords=True,
)
