"""The services that know papers: the only part of the program that asks the network."""

from __future__ import annotations

from . import arxiv, crossref, hugging_face, openalex, semantic_scholar
from .service import Service

SERVICES: dict[str, Service] = {
    one.name: one
    for one in (
        hugging_face.SERVICE,
        arxiv.SERVICE,
        semantic_scholar.SERVICE,
        openalex.SERVICE,
        crossref.SERVICE,
    )
}
"""By name."""

__all__ = ["SERVICES", "Service"]
