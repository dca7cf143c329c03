"""The reading list: one page, filled by the reader's own browser."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind
from ._cards import RECORDS_PER_PAGE


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    words = catalogue.site.words
    yield Page(
        path="reading-list/index.md",
        template="reading_list.md.j2",
        title=words.gettext("Reading list"),
        description=words.gettext("The papers you saved in this browser: sort, export, share."),
        context={
            "tags": catalogue.tags,
            "listings": catalogue.listings,
            "records_per_page": RECORDS_PER_PAGE,
        },
        meta={"hide": ["navigation", "toc"], "scripts": ["reading/page.js"]},
    )


PAGE_KIND = PageKind(name="reading_list", owns=("reading-list",), lay_out=_lay_out)
