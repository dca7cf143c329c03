"""A page for every venue, and the index of venues."""

from __future__ import annotations

from collections.abc import Iterator

from ..layout.alphabet import group_by_letter, make_letters, make_sort_key, sort_by_letter
from ..layout.pagination import PAPERS_PER_PAGE, count_listed, name_part, paginate
from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind
from ..model.people import Venue
from ._cards import make_brief_card
from ._counts import (
    count_keywords,
    count_people,
    count_tags,
    count_venues,
    count_years,
    format_span,
)

NAMES_PER_PAGE = 200
"""Names on one page of the index."""
MOST_FROM = 30
"""Venues from which the index begins with those that have most papers."""


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    if not catalogue.venues.venues:
        return
    yield from _make_index(catalogue)
    for venue in catalogue.venues.venues:
        yield from _make_pages(catalogue, venue)


def _make_index(catalogue: Catalogue) -> Iterator[Page]:
    words = catalogue.site.words
    venues = catalogue.venues.venues
    items = sort_by_letter((make_sort_key(venue.name), venue.id, venue) for venue in venues)
    parts = paginate(items, NAMES_PER_PAGE, "venues", index=True)
    letters = make_letters(parts)
    for part in parts:
        groups = tuple(
            (
                letter,
                anchor,
                [
                    (venue, format_span(catalogue.paper[id_] for id_ in venue.papers))
                    for venue in own
                ],
            )
            for letter, anchor, own in group_by_letter(part)
        )
        is_long = part.number == 1 and len(venues) >= MOST_FROM
        yield Page(
            path=part.path,
            template="venues.md.j2",
            title=name_part(words.gettext("Venues"), part, words),
            description=words.ngettext(
                "%(number)s journal, conference or other venue by name.",
                "%(number)s journals, conferences and other venues by name.",
                len(venues),
            ),
            context={
                "part": part,
                "letters": letters,
                "groups": groups,
                "most": count_venues(catalogue, catalogue.papers) if is_long else (),
            },
            meta={"hide": ["navigation", "toc"], "styles": ["counts.css"]},
        )


def _make_pages(catalogue: Catalogue, venue: Venue) -> Iterator[Page]:
    papers = tuple(catalogue.paper[id_] for id_ in venue.papers)
    span = format_span(papers)
    words = catalogue.site.words
    said = words.ngettext(
        "%(number)s paper published in %(venue)s",
        "%(number)s papers published in %(venue)s",
        len(papers),
        venue=venue.full_name,
    )
    listed = papers[: count_listed(len(catalogue.papers))]
    for part in paginate(listed, PAPERS_PER_PAGE, f"venues/{venue.id}"):
        yield Page(
            path=part.path,
            template="venue.md.j2",
            title=name_part(venue.name, part, words),
            description=f"{said}{span and f', {span}'}.",
            context={
                "venue": venue,
                "others": tuple(
                    s for s in venue.spellings if s.text not in (venue.name, venue.full_name)
                ),
                "span": span,
                "papers": len(papers),
                "part": part,
                "cards": tuple(make_brief_card(catalogue, paper) for paper in part.items),
                "years": count_years(papers),
                "people": count_people(catalogue, papers),
                "keywords": count_keywords(papers),
                "tags": count_tags(catalogue, papers),
            },
            meta={
                "hide": ["navigation", "toc"],
                "styles": ["counts.css"],
                "feed": f"venues/{venue.id}",
            },
        )


PAGE_KIND = PageKind(name="venues", owns=("venues",), lay_out=_lay_out)
