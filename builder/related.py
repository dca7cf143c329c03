"""The relate stage: the papers near each paper, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .records import Assignment, Paper, PaperId, Related


def relate(
    papers: Sequence[Paper], assigned: Mapping[PaperId, tuple[Assignment, ...]]
) -> Mapping[PaperId, tuple[Related, ...]]:
    """Return the nearest papers of each paper, nearest first."""
    return {paper.id: () for paper in papers}
