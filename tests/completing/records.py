"""Toy metadata and corrections."""

from __future__ import annotations

from typing import Any

from builder.model.metadata import Candidate, Correction, Fields, MetadataRecord
from builder.model.problems import Origin
from builder.model.records import PaperId


def said(paper: str, service: str = "arxiv", identifier: str = "", **fields: Any) -> MetadataRecord:
    """What a service found of a paper."""
    found = Candidate(
        identifier=identifier or f"{service}:1",
        evidence="same title",
        fields=Fields(**fields),
    )
    return MetadataRecord(
        paper=PaperId(paper),
        service=service,
        day="2026-11-21",
        found=found,
        origin=Origin(file=f"sources/metadata/{service}.jsonl", line=1),
    )


def correction(paper: str, removed: tuple[str, ...] = (), **fields: Any) -> Correction:
    return Correction(
        paper=paper,
        fields=Fields(**fields),
        removed=removed,
        reason="The journal says so.",
        origin=Origin(file="sources/corrections.yml", line=1),
    )
