"""The results page: all hits of a query."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.page import Page, PageKind
from ..model.records import Catalogue


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    tags = max(
        catalogue.tags, key=lambda tag: (len(catalogue.papers_by_tag[tag.id]), tag.id), default=None
    )
    yield Page(
        path="search/index.md",
        template="search.md.j2",
        title="Search",
        description=f"Search results from all {len(catalogue.papers):,} papers.",
        context={"count": len(catalogue.papers), "tag": tags},
        meta={
            "hide": ["navigation", "toc"],
            # The page is the search: Material's box would open above it for every `?q=`.
            "searches": True,
            "scripts": ["search/page.js"],
        },
    )


PAGE_KIND = PageKind(name="search", owns=("search",), lay_out=_lay_out)
