"""A page for every listing and the index of listings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..layout.pagination import name_part, paginate
from ..layout.suggestions import make_suggestion_address
from ..model.catalogue import Catalogue
from ..model.export import MANY_PAPERS
from ..model.page import Page, PageKind
from ..model.records import Listing, ListingId, Paper, Sighting
from ._cards import RECORDS_PER_PAGE, Card, make_card, title_without_links
from ._explorer import listings_address

SHOWN_PAPERS = 60
"""Shared papers named for each other listing; the explorer has the rest."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedPapers:
    """What a listing has in common with another one."""

    other: Listing
    papers: tuple[Paper, ...]
    """In the order of this listing."""
    share: float
    """Of this listing's papers, 0 to 1."""
    address: str
    """Where the explorer shows them."""


def find_shared_papers(catalogue: Catalogue) -> Mapping[ListingId, tuple[SharedPapers, ...]]:
    """Return, for each listing, every other listing it shares papers with, most first."""
    common: dict[ListingId, dict[ListingId, list[Paper]]] = {
        listing.id: {} for listing in catalogue.listings
    }
    for listing, sightings in catalogue.papers_by_listing.items():
        for paper in dict.fromkeys(paper.id for _, paper in sightings):
            for other in catalogue.paper[paper].listings:
                if other != listing:
                    common[listing].setdefault(other, []).append(catalogue.paper[paper])
    return {
        listing: tuple(
            SharedPapers(
                other=catalogue.listing[other],
                papers=tuple(papers),
                share=round(len(papers) / _count_papers(catalogue, listing), 3),
                address=listings_address((listing, other)),
            )
            for other, papers in sorted(others.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        )
        for listing, others in common.items()
    }


def _count_papers(catalogue: Catalogue, listing: ListingId) -> int:
    """How many different papers a listing has."""
    return len({paper.id for _, paper in catalogue.papers_by_listing[listing]})


def _count_unique_papers(catalogue: Catalogue, listing: ListingId) -> int:
    """How many papers no other listing has."""
    papers = {paper.id: paper for _, paper in catalogue.papers_by_listing[listing]}
    return sum(len(paper.listings) == 1 for paper in papers.values())


def _make_row(catalogue: Catalogue, paper: Paper, is_one_of_many: bool) -> Card:
    """The card of a paper, without its tags in a large catalogue."""
    card = make_card(catalogue, paper)
    return replace(card, chips=()) if is_one_of_many else card


def _make_listing_pages(
    catalogue: Catalogue, listing: Listing, shared: tuple[SharedPapers, ...]
) -> Iterator[Page]:
    at: dict[int, list[tuple[Sighting, Paper]]] = {}
    for sighting, paper in catalogue.papers_by_listing[listing.id]:
        at.setdefault(sighting.position, []).append((sighting, paper))
    papers = {paper.id: paper for _, paper in catalogue.papers_by_listing[listing.id]}
    many = len(catalogue.papers) > MANY_PAPERS
    positions = range(1, max(at, default=0) + 1)
    words = catalogue.site.words
    size, only_here = len(papers), _count_unique_papers(catalogue, listing.id)
    for part in paginate(positions, RECORDS_PER_PAGE, f"sources/{listing.id}"):
        rows = tuple(
            (
                sighting,
                card := _make_row(catalogue, paper, many),
                tuple(other for other in card.seen if other.listing.id != listing.id),
            )
            for position in part.items
            for sighting, paper in at.get(position, ())
        )
        yield Page(
            path=part.path,
            template="listing.md.j2",
            title=name_part(listing.title, part, words),
            description=listing.description
            or words.ngettext(
                "%(number)s record from the listing %(listing)s.",
                "%(number)s records from the listing %(listing)s, in its own order.",
                listing.entries,
                listing=listing.title,
            ),
            context={
                "listing": listing,
                "part": part,
                "rows": rows,
                "papers": size,
                "only_here": only_here,
                "suggestion": make_suggestion_address(
                    catalogue.site, "missing-paper", f"in {listing.title}"
                ),
                "shared": shared,
                "shown": SHOWN_PAPERS,
                "linkless": title_without_links,
                "place": {
                    paper.id: sighting
                    for sighting, paper in reversed(catalogue.papers_by_listing[listing.id])
                }
                if part.number == 1
                else {},
            },
            meta={
                "hide": ["navigation", "toc"],
                "styles": ["listings.css"],
                "feed": f"sources/{listing.id}",
            },
        )


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    shared = find_shared_papers(catalogue)
    sizes = {listing.id: _count_papers(catalogue, listing.id) for listing in catalogue.listings}
    words = catalogue.site.words
    yield Page(
        path="sources/index.md",
        template="listings.md.j2",
        title=words.gettext("Listings"),
        description=words.gettext(
            "The listings this catalogue is built from, and how they overlap."
        ),
        context={
            "listings": catalogue.listings,
            "sizes": sizes,
            "count": len(catalogue.papers),
            "shared": shared,
            "only_here": {
                listing.id: _count_unique_papers(catalogue, listing.id)
                for listing in catalogue.listings
            },
        },
        meta={"hide": ["navigation", "toc"], "styles": ["listings.css"]},
    )
    for listing in catalogue.listings:
        yield from _make_listing_pages(catalogue, listing, shared[listing.id])


PAGE_KIND = PageKind(name="listings", owns=("sources",), lay_out=_lay_out)
