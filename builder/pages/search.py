"""The old results page, which leads to the explorer with its query."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    words = catalogue.site.words
    yield Page(
        path="search/index.md",
        template="search.md.j2",
        title=words.gettext("Search"),
        description=words.gettext("The search is part of the explorer."),
        context={},
        meta={"template": "search.html"},
    )


PAGE_KIND = PageKind(name="search", owns=("search",), lay_out=_lay_out)
