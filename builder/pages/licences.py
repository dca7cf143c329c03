"""The page that names what the site is made of, by whom, and under which licence."""

from __future__ import annotations

from collections.abc import Iterator

from ..layout.third_party import list_works
from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    words = catalogue.site.words
    yield Page(
        path="licences/index.md",
        template="licences.md.j2",
        title=words.gettext("Licences"),
        description=words.gettext("What this site serves, who made it, and under which licence."),
        context={"works": list_works()},
        meta={"hide": ["navigation", "toc"], "styles": ["data.css"]},
    )


PAGE_KIND = PageKind(name="licences", owns=("licences",), lay_out=_lay_out)
