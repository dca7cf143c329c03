"""The searchable documents: papers first, then tags, listings and handwritten pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..model.records import ListingId, TagId
from ..model.slugs import paper_address

if TYPE_CHECKING:
    from ..model.catalogue import Catalogue

Kind = Literal["paper", "tag", "listing", "page"]


class Document(NamedTuple):
    """One page of the site that a search can return."""

    kind: Kind
    id: str
    """The paper's id, or the address without its last slash: `tags/video`."""
    address: str
    """Relative to the site's root: `papers/attention/`."""
    title: str
    text: str
    keywords: tuple[str, ...] = ()
    """Of a paper, in every spelling: searched as words of the text, each a phrase of its own."""
    tags: tuple[TagId, ...] = ()
    listings: tuple[ListingId, ...] = ()
    year: int | None = None


def list_documents(catalogue: Catalogue) -> tuple[Document, ...]:
    """Return every document of the site; papers come first, as the explorer numbers them."""
    return (*_paper_documents(catalogue), *_other_documents(catalogue))


def _paper_documents(catalogue: Catalogue) -> Iterable[Document]:
    assignments = catalogue.assignments
    for paper in catalogue.papers_by_position:
        yield Document(
            kind="paper",
            id=paper.id,
            address=paper_address(paper.id),
            title=paper.title.plain,
            text=paper.abstract.plain,
            keywords=tuple(
                spelling
                for keyword in paper.keywords
                for spelling in (keyword.name, *keyword.spellings)
            ),
            tags=tuple(assignment.tag for assignment in assignments[paper.id]),
            listings=paper.listings,
            year=paper.year,
        )


def _other_documents(catalogue: Catalogue) -> Iterable[Document]:
    for tag in catalogue.tags:
        # What a tag is not would be found by the very words that it is not about.
        text = " ".join((tag.definition, *tag.words)).strip()
        yield _make_document("tag", f"tags/{tag.id}/", tag.name, text)
    for listing in catalogue.listings:
        text = f"{listing.description} {listing.file}".strip()
        yield _make_document("listing", f"sources/{listing.id}/", listing.title, text)
    for page in catalogue.handwritten:
        yield _make_document("page", page.address, page.title, page.text)


def _make_document(kind: Kind, address: str, title: str, text: str) -> Document:
    return Document(
        kind=kind, id=address.removesuffix("/"), address=address, title=title, text=text
    )
