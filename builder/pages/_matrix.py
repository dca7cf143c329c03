"""How many papers tags or listings have in common, two by two."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from ..model.catalogue import Catalogue
from ..model.records import PaperId, Tag
from ._explorer import listings_address, tag_pair_address

LEVELS = 5
"""Shades of the cells."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """The papers that two have in common."""

    other: str
    """The name of the second; the first is that of the row."""
    papers: int
    level: int
    """From 1 to `LEVELS`, in proportion to the largest; 0 for no papers."""
    address: str
    """Where the explorer shows them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MatrixRow:
    """A tag or a listing, and what it has in common with each before it."""

    name: str
    address: str
    papers: int
    cells: tuple[Cell, ...]


def make_tag_matrix(catalogue: Catalogue, tags: Sequence[Tag]) -> tuple[MatrixRow, ...]:
    """Return a row for each of the tags, in their order."""
    return _make_matrix(
        [(tag.name, f"tags/{tag.id}/") for tag in tags],
        [{paper.id for paper in catalogue.papers_by_tag[tag.id]} for tag in tags],
        lambda one, other: tag_pair_address(tags[one], tags[other]),
    )


def make_listing_matrix(catalogue: Catalogue) -> tuple[MatrixRow, ...]:
    """Return a row for each listing, in their order."""
    listings = catalogue.listings
    return _make_matrix(
        [(listing.title, f"sources/{listing.id}/") for listing in listings],
        [{paper.id for _, paper in catalogue.papers_by_listing[one.id]} for one in listings],
        lambda one, other: listings_address((listings[one].id, listings[other].id)),
    )


def _make_matrix(
    heads: Sequence[tuple[str, str]],
    papers: Sequence[Set[PaperId]],
    address_of: Callable[[int, int], str],
) -> tuple[MatrixRow, ...]:
    common = [[len(own & other) for other in papers[:row]] for row, own in enumerate(papers)]
    largest = max((count for row in common for count in row), default=0)
    return tuple(
        MatrixRow(
            name=name,
            address=address,
            papers=len(papers[row]),
            cells=tuple(
                Cell(
                    other=heads[column][0],
                    papers=count,
                    level=-(-LEVELS * count // largest) if largest else 0,
                    address=address_of(row, column),
                )
                for column, count in enumerate(common[row])
            ),
        )
        for row, (name, address) in enumerate(heads)
    )
