"""What a page about papers shows while there are none."""

from __future__ import annotations

from ..model.catalogue import Catalogue
from ..model.page import Page


def or_empty_page(page: Page, catalogue: Catalogue) -> Page:
    """Return `page` or, in a catalogue without papers, a page that says how to add some."""
    if catalogue.papers:
        return page
    return Page(
        path=page.path,
        template="nothing.md.j2",
        title=page.title,
        description=catalogue.site.words.gettext("There are no papers here yet."),
        context={},
        meta={"hide": ["navigation", "toc"]},
    )
