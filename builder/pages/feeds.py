"""The page that lists every feed."""

from __future__ import annotations

from collections.abc import Iterator

from ..layout.feeds import MAX_ITEMS, build_feeds
from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    feeds = list(build_feeds(catalogue))
    names = {f"tags/{tag.id}": tag.name for tag in catalogue.tags}
    names |= {f"sources/{listing.id}": listing.title for listing in catalogue.listings}
    yield Page(
        path="feeds/index.md",
        template="feeds.md.j2",
        title="Feeds",
        description="Atom and JSON Feed for all papers, every tag and every listing.",
        context={
            "everything": feeds[0],
            "by_tag": [feed for feed in feeds if feed.name.startswith("tags/")],
            "by_listing": [feed for feed in feeds if feed.name.startswith("sources/")],
            "names": names,
            "longest": MAX_ITEMS,
        },
        meta={"hide": ["navigation", "toc"], "styles": ["data.css"]},
    )


PAGE_KIND = PageKind(name="feeds", owns=("feeds",), lay_out=_lay_out)
