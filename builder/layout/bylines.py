"""Who wrote a paper, when and where it appeared: with links, as lists and feeds show it."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.catalogue import Catalogue
from ..model.people import Person, author_search, year_address
from ..model.records import Paper
from ..model.slugs import paper_address

NAMED = 3
"""Authors that are named before "et al."; see `NAMED` in `shared/text.js`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A name and where it leads."""

    name: str
    address: str
    """Relative to the site's root; empty where it would be the page it stands beside a link to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Byline:
    """Authors, year and venue of a paper, as far as known."""

    authors: tuple[Link, ...]
    more: bool = False
    """Whether there are further authors."""
    year: Link | None
    venue: Link | None

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return bool(self.authors or self.year or self.venue)


def make_byline(
    catalogue: Catalogue, paper: Paper, *, own_page: bool = False, of: Person | None = None
) -> Byline:
    """Return the first authors of the paper, its year and its venue, spelt as the paper does.

    Who has no other paper is no link, as the title beside leads there. On the paper's own page
    these are all authors, and such names lead to the explorer. Among the papers of somebody, that
    person is named, too.
    """
    signed = list(zip(paper.authors, catalogue.people.authors_of(paper.id), strict=False))
    named = signed if own_page else signed[:NAMED]
    if of and all(person is not of for _, person in named):
        named = [*named[:-1], *(each for each in signed if each[1] is of)]
    venue = catalogue.venues.of_paper.get(paper.id)
    return Byline(
        authors=tuple(
            Link(name=name, address=_find_place(person, paper, own_page)) for name, person in named
        ),
        more=len(named) < len(paper.authors),
        year=None
        if paper.year is None
        else Link(name=str(paper.year), address=year_address(paper.year)),
        venue=None
        if venue is None
        else Link(name=paper.venue or "", address=catalogue.venues.venue[venue].address),
    )


def _find_place(person: Person, paper: Paper, own_page: bool) -> str:
    if own_page and not person.has_page:
        return author_search(person.id)
    return person.address if person.address != paper_address(paper.id) else ""
