"""The map: every paper as a point, near what it is related to."""

from __future__ import annotations

from collections.abc import Iterator

from ..layout.map_layout import MAP_SIZE
from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind
from ._nothing import or_empty_page

MIN_NAMED = 5
"""Papers a tag needs before it labels a region."""


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    words = catalogue.site.words
    count = len(catalogue.papers)
    groups = [
        (facet, [tag for tag in catalogue.tags if tag.facet == facet.id])
        for facet in catalogue.facets
    ]
    page = Page(
        path="map/index.md",
        template="map.md.j2",
        title=words.gettext("Map"),
        description=words.ngettext(
            "A map of %(number)s paper.",
            "A map of %(number)s papers: the closer two are, the more they share.",
            count,
        ),
        context={
            "groups": groups,
            "sizes": {tag.id: len(catalogue.papers_by_tag[tag.id]) for tag in catalogue.tags},
            "count": count,
            "side": MAP_SIZE,
            "least_named": MIN_NAMED,
        },
        meta={
            "hide": ["navigation", "toc"],
            "early": "explorer/early.js",
            "asks": True,
            "scripts": ["map/map.js"],
            "preload": ["map/points.json", "explore/filters.json"],
            "styles": ["map.css"],
        },
    )
    yield or_empty_page(page, catalogue)


PAGE_KIND = PageKind(name="map", owns=("map",), lay_out=_lay_out)
