"""The catalogue that a suggestion is about, and the change that it comes to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ParamSpec

from ..model.problems import BuilderError
from ..model.project import Project
from ..model.records import Entry, Paper, PaperId, TagId
from ..papers import PapersRead
from ..settings.paper_names import PaperNames
from ..tagging import Vocabulary
from ..text.lines import printable_line, truncate

P = ParamSpec("P")


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """The catalogue as its files have it."""

    project: Project
    found: PapersRead
    names: PaperNames
    vocabulary: Vocabulary
    by_hand: Mapping[PaperId, tuple[TagId, ...]]

    def find_paper(self, name: str) -> Paper:
        """Return the one paper of that address, slug, title, DOI or arXiv id."""
        ids = self.names.find(slug_in(name, "papers"))
        if len(ids) != 1:
            are = f"{len(ids)} papers are" if ids else "no paper is"
            raise BuilderError(f"expected the address of a paper, but {are} called {quote(name)}")
        return next(paper for paper in self.found.papers if paper.id == ids[0])

    def records_of(self, paper: Paper) -> tuple[Entry, ...]:
        """Return the records that were merged into a paper."""
        places = {(sighting.listing, sighting.position) for sighting in paper.sightings}
        entries = self.found.read.entries
        return tuple(one for one in entries if (one.listing, one.position) in places)

    def paper_of(self, record: Entry) -> PaperId | None:
        """Return which paper a record is part of."""
        place = (record.listing, record.position)
        papers = (
            p for p in self.found.papers for s in p.sightings if (s.listing, s.position) == place
        )
        return next((paper.id for paper in papers), None)

    def read_text(self, name: str) -> str:
        """Return the text of a file of `sources/`, empty where there is none."""
        path = self.project.sources / name
        return path.read_bytes().decode("utf-8-sig") if path.exists() else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What a suggestion comes to."""

    summary: str
    """One line with nothing in it that the reader wrote."""
    files: Mapping[str, str]
    """The new texts of files of `sources/`."""
    is_done: Callable[[State], bool]
    """Whether the catalogue, read anew, is as suggested."""


def slug_in(address: str, folder: str) -> str:
    """Return the slug in `https://…/papers/<slug>/`; anything else as it is."""
    found = re.fullmatch(rf"https?://\S+/{folder}/([a-z0-9-]+)/?(?:[?#]\S*)?", address.strip())
    return found[1] if found else printable_line(address)


def quote(text: str) -> str:
    """Return a reader's text for a message: in quotation marks, short, on one line."""
    return repr(truncate(printable_line(text), 80))


def edit_file(name: str, edit: Callable[P, str], *given: P.args, **more: P.kwargs) -> str:
    """Return what `edit` makes of a file of `sources/`; its faults name the file."""
    try:
        return edit(*given, **more)
    except BuilderError as error:
        raise BuilderError(f"sources/{name}: {error}") from error
