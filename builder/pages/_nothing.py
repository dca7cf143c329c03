"""What stands on a page about papers where there is none yet."""

from __future__ import annotations

from ..model.page import Page
from ..model.records import Catalogue


def or_nothing(page: Page, catalogue: Catalogue) -> Page:
    """Return `page`, or, in a catalogue without papers, its title and what to do about that."""
    if catalogue.papers:
        return page
    return Page(
        path=page.path,
        template="nothing.md.j2",
        title=page.title,
        description="There are no papers here yet.",
        context={},
        meta={"hide": ["navigation", "toc"]},
    )
