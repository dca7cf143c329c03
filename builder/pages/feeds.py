"""The page that lists every feed."""

from __future__ import annotations

from collections.abc import Iterator

from ..layout.feeds import MAX_ITEMS, build_feeds
from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    words = catalogue.site.words
    feeds = list(build_feeds(catalogue))
    names = {f"tags/{tag.id}": tag.name for tag in catalogue.tags}
    names |= {f"sources/{listing.id}": listing.title for listing in catalogue.listings}
    names |= {f"years/{year}": str(year) for year in catalogue.papers_by_year}
    names |= {f"venues/{venue.id}": venue.name for venue in catalogue.venues.venues}
    groups = (
        ("tags", words.gettext("By tag"), words.gettext("Tag")),
        ("sources", words.gettext("By listing"), words.gettext("Listing")),
        ("years", words.gettext("By year"), words.gettext("Year")),
        ("venues", words.gettext("By venue"), words.gettext("Venue")),
    )
    yield Page(
        path="feeds/index.md",
        template="feeds.md.j2",
        title=words.gettext("Feeds"),
        description=words.gettext(
            "Atom and JSON Feed for all papers and for every tag and listing."
        ),
        context={
            "everything": feeds[0],
            "groups": [
                (id_, title, head, [feed for feed in feeds if feed.name.startswith(f"{id_}/")])
                for id_, title, head in groups
            ],
            "names": names,
            "has_authors": any(person.has_page for person in catalogue.people.persons),
            "longest": MAX_ITEMS,
        },
        meta={"hide": ["navigation", "toc"], "styles": ["data.css"]},
    )


PAGE_KIND = PageKind(name="feeds", owns=("feeds",), lay_out=_lay_out)
