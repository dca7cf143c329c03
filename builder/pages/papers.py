"""A page for every paper."""

from __future__ import annotations

from collections.abc import Iterator

from ..page import Page, PageKind
from ..records import Catalogue


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    for paper in catalogue.papers:
        yield Page(
            path=f"papers/{paper.id}.md",
            template="paper.md.j2",
            title=paper.title.plain,
            description=paper.abstract.plain[:160],
            context={"paper": paper},
            meta={"hide": ["navigation", "toc"]},
        )


PAGES = PageKind(name="papers", owns=("papers",), lay_out=_lay_out)
