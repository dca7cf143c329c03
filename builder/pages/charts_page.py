"""What the catalogue holds, in charts whose every part is a link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind
from ..model.records import Facet, Listing
from ._counts import (
    Count,
    count_keywords,
    count_people,
    count_venues,
    count_years,
    scale_counts,
)
from ._explorer import listings_address
from ._matrix import make_listing_matrix, make_tag_matrix
from ._nothing import or_empty_page
from ._together import TagPair, find_tag_pairs
from .explore import FIRST_PAGE_PAPERS

SHOWN_LISTINGS = 20
"""The overlap of more listings is not shown: nobody could read the matrix."""
SHOWN_TAGS = 20
"""Tags of a facet; the index has all."""
MATRIX_TAGS = 16
"""Tags in the matrix of tags that occur together."""
SHOWN_PAIRS = 10
MIN_TOGETHER = 4
"""Papers in common below which a pair of tags is a coincidence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FacetCounts:
    """The tags of a facet, most papers first."""

    facet: Facet
    tags: tuple[Count, ...]
    others: int
    """Tags that are not shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeShare:
    """How many papers of a listing link to code."""

    listing: Listing
    papers: int
    of: int
    address: str
    """Where the explorer shows them."""

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.papers / max(self.of, 1)


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    words = catalogue.site.words
    listings = catalogue.listings if 2 <= len(catalogue.listings) <= SHOWN_LISTINGS else ()
    largest = sorted(
        (tag for tag in catalogue.tags if catalogue.papers_by_tag[tag.id]),
        key=lambda tag: (-len(catalogue.papers_by_tag[tag.id]), tag.id),
    )
    page = Page(
        path="statistics/index.md",
        template="statistics.md.j2",
        title=words.gettext("Statistics"),
        description=words.ngettext(
            "%(number)s paper, in charts and tables.",
            "What %(number)s papers have in common, in charts and tables.",
            len(catalogue.papers),
        ),
        context={
            "papers": len(catalogue.papers),
            "years": count_years(catalogue.papers),
            "venues": count_venues(catalogue, catalogue.papers),
            "people": count_people(catalogue, catalogue.papers),
            "keywords": count_keywords(catalogue.papers),
            "facets": tuple(_count_facets(catalogue)),
            "sightings": _count_sightings(catalogue) if len(catalogue.listings) > 1 else (),
            "with_code": sum(paper.code_url is not None for paper in catalogue.papers),
            "code": tuple(_count_code(catalogue)),
            "pairs": _find_strongest_pairs(catalogue),
            "listing_matrix": make_listing_matrix(catalogue) if listings else (),
            "tag_matrix": make_tag_matrix(catalogue, largest[:MATRIX_TAGS]),
        },
        meta={"hide": ["navigation", "toc"], "styles": ["statistics.css", "counts.css"]},
    )
    yield or_empty_page(page, catalogue)


def _count_facets(catalogue: Catalogue) -> Iterator[FacetCounts]:
    for facet in catalogue.facets:
        tags = [
            (tag, len(catalogue.papers_by_tag[tag.id]))
            for tag in catalogue.tags
            if tag.facet == facet.id and catalogue.papers_by_tag[tag.id]
        ]
        tags.sort(key=lambda pair: (-pair[1], pair[0].name, pair[0].id))
        if tags:
            yield FacetCounts(
                facet=facet,
                tags=scale_counts(
                    (tag.name, f"tags/{tag.id}/", papers) for tag, papers in tags[:SHOWN_TAGS]
                ),
                others=len(tags[SHOWN_TAGS:]),
            )


def _count_sightings(catalogue: Catalogue) -> tuple[Count, ...]:
    """Return the papers by the number of listings they are in.

    Each leads to the page of the explorer on which those papers begin.
    """
    counts = Counter(len(paper.listings) for paper in catalogue.papers)
    rows: list[tuple[str, str, int]] = []
    before = len(catalogue.papers)
    for number, papers in sorted(counts.items()):
        before -= papers
        page = before // FIRST_PAGE_PAPERS + 1
        address = "explore/?sort=listings" + (f"&page={page}" if page > 1 else "")
        rows.append((str(number), address, papers))
    return scale_counts(rows)


def _count_code(catalogue: Catalogue) -> Iterator[CodeShare]:
    """Give the listings in their order; none where no paper has code."""
    coded = {paper.id for paper in catalogue.papers if paper.code_url is not None}
    for listing in catalogue.listings[:SHOWN_LISTINGS] if coded else ():
        papers = {paper.id for _, paper in catalogue.papers_by_listing[listing.id]}
        yield CodeShare(
            listing=listing,
            papers=len(papers & coded),
            of=len(papers),
            address=listings_address([listing.id], code=True),
        )


def _find_strongest_pairs(catalogue: Catalogue) -> tuple[tuple[TagPair, float], ...]:
    """Return the pairs of tags that are most above chance, with the share of the first's lift."""
    pairs = sorted(
        find_tag_pairs(catalogue, MIN_TOGETHER),
        key=lambda pair: (-pair.lift, [tag.id for tag in pair.tags]),
    )[:SHOWN_PAIRS]
    return tuple((pair, pair.lift / pairs[0].lift) for pair in pairs)


PAGE_KIND = PageKind(name="statistics", owns=("statistics",), lay_out=_lay_out)
