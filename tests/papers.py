"""Toy papers and catalogues for tests of what is published."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from builder.citing.keys import make_keys
from builder.model.arrivals import Arrivals
from builder.model.catalogue import Catalogue
from builder.model.problems import Problems
from builder.model.records import (
    Assignment,
    Facet,
    Listing,
    ListingId,
    Paper,
    PaperId,
    Related,
    Sighting,
    Tag,
    TagId,
)
from builder.model.site import Site
from builder.people import find_people, find_venues
from builder.pipeline import EXPORTS
from builder.text import Text

SITE = Site(
    name="Toy papers",
    url="https://papers.example/sub/",
    description="For tests.",
    author="",
    language="en",
    content_licence="",
)


def paper(id_: str, title: str = "A Title", abstract: str = "An abstract.", **fields: Any) -> Paper:
    fields.setdefault("sightings", (sighting("first", 1),))
    return Paper(id=PaperId(id_), title=Text(title), abstract=Text(abstract), **fields)


def sighting(listing: str, position: int, label: str | None = None) -> Sighting:
    return Sighting(listing=ListingId(listing), position=position, label=label)


def catalogue_of(
    *papers: Paper,
    site: Site = SITE,
    tags: dict[str, tuple[str, ...]] | None = None,
    years: dict[str, int] | None = None,
    related: dict[str, tuple[str, ...]] | None = None,
    arrivals: Arrivals | None = None,
) -> Catalogue:
    """Return a catalogue of `papers`; `tags` by paper id, `years` by listing id."""
    listings = sorted({listing for p in papers for listing in p.listings} | {ListingId("first")})
    used = sorted({tag for found in (tags or {}).values() for tag in found} | {"unused"})
    return Catalogue(
        site=site,
        papers=tuple(sorted(papers, key=lambda p: p.id)),
        listings=tuple(
            Listing(
                id=listing,
                file=f"{listing}.txt",
                title=f"Listing {listing}",
                description="",
                format="toy",
                year=(years or {}).get(listing),
                entries=1,
            )
            for listing in listings
        ),
        facets=(Facet(id="task", name="Task", definition=""),),
        tags=tuple(
            Tag(id=TagId(tag), name=tag.capitalize(), facet="task", definition=f"About {tag}.")
            for tag in used
        ),
        assignments={
            p.id: tuple(
                Assignment(tag=TagId(tag), strength=0.5, by="machine", reason="")
                for tag in (tags or {}).get(p.id, ())
            )
            for p in papers
        },
        related={
            p.id: tuple(
                Related(paper=PaperId(other), score=0.5, words=(), tags=())
                for other in (related or {}).get(p.id, ())
            )
            for p in papers
        },
        matches=(),
        handwritten=(),
        people=find_people(papers, (), Problems()),
        venues=find_venues(papers),
        arrivals=arrivals or Arrivals(),
        keys=make_keys(papers),
    )


def with_downloads(catalogue: Catalogue) -> Catalogue:
    """The catalogue that knows the sizes of its downloads, as the data page wants it."""
    offered = [
        download
        for export in EXPORTS
        if export.downloads
        for file in export.lay_out(catalogue)
        for download in export.describe_downloads(file)
    ]
    return replace(catalogue, downloads=tuple(offered))
