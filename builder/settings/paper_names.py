"""Finds the papers that an owner's file names: by title, slug, DOI or arXiv id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..model.records import Paper, PaperId
from ..text.title_key import normalise_title


class PaperNames:
    """What each paper may be called."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        named: dict[str, list[PaperId]] = {}
        for paper in papers:
            title = normalise_title(paper.title.plain)
            names = [title, paper.id, *paper.aliases, paper.doi, paper.arxiv_id]
            for name in dict.fromkeys(name.lower() for name in names if name):
                named.setdefault(name, []).append(paper.id)
        self._named: Mapping[str, list[PaperId]] = named

    def find(self, name: str) -> tuple[PaperId, ...]:
        """Return the papers of that name: several where they share a title, none if unknown."""
        found = self._named.get(name.lower()) or self._named.get(normalise_title(name)) or ()
        return tuple(found)
