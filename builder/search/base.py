"""What a search needs, so that a question is answered without a catalogue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from ..runtime.memory import Memory
from .index import Index, index_catalogue

if TYPE_CHECKING:
    from ..model.catalogue import Catalogue


class Facts(NamedTuple):
    """What is shown of a paper beside its title."""

    authors: tuple[str, ...]
    year: int | None
    venue: str | None


@dataclass(frozen=True, kw_only=True)
class SearchBase:
    """The index of a catalogue, and what is shown of what is found."""

    index: Index
    url: str
    """Where the site is published."""
    facts: tuple[Facts, ...]
    """Of the papers, in the order of their documents."""

    def without_texts(self) -> SearchBase:
        """Return the base without the texts of the documents, which only their index needs.

        With it goes what answers need and is worked out when it is first asked for.
        """
        _ = self.index.meaning and self.index.meaning.clusters
        documents = tuple(one._replace(text="", keywords=()) for one in self.index.documents)
        return replace(self, index=replace(self.index, documents=documents))


def prepare_search(catalogue: Catalogue, memory: Memory) -> SearchBase:
    """Return what a search of the catalogue needs."""
    papers = catalogue.papers_by_position
    return SearchBase(
        index=index_catalogue(catalogue, memory),
        url=catalogue.site.url,
        facts=tuple(Facts(paper.authors, paper.year, paper.venue) for paper in papers),
    )
