"""A page for every year, and the index of years."""

from __future__ import annotations

from collections.abc import Iterator

from ..layout.pagination import PAPERS_PER_PAGE, count_listed, name_part, paginate
from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind
from ._cards import make_brief_card
from ._counts import count_keywords, count_people, count_tags, count_venues


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    years = catalogue.papers_by_year
    if not years:
        return
    words = catalogue.site.words
    dated = sum(map(len, years.values()))
    yield Page(
        path="years/index.md",
        template="years.md.j2",
        title=words.gettext("Years"),
        description=words.ngettext(
            "%(number)s paper by year of publication.",
            "%(number)s papers by year of publication.",
            dated,
        ),
        context={
            "years": [(year, len(papers)) for year, papers in years.items()],
            "largest": max(map(len, years.values())),
            "dated": dated,
            "undated": len(catalogue.papers) - dated,
        },
        meta={"hide": ["navigation", "toc"], "styles": ["counts.css"]},
    )
    for later, year, earlier in zip((None, *years), years, (*list(years)[1:], None), strict=False):
        yield from _make_pages(catalogue, year, earlier, later)


def _make_pages(
    catalogue: Catalogue, year: int, earlier: int | None, later: int | None
) -> Iterator[Page]:
    words = catalogue.site.words
    papers = catalogue.papers_by_year[year]
    listed = papers[: count_listed(len(catalogue.papers))]
    for part in paginate(listed, PAPERS_PER_PAGE, f"years/{year}"):
        yield Page(
            path=part.path,
            template="year.md.j2",
            title=name_part(str(year), part, words),
            description=words.ngettext(
                "%(number)s paper published in %(year)s.",
                "%(number)s papers published in %(year)s.",
                len(papers),
                year=year,
            ),
            context={
                "year": year,
                "earlier": earlier,
                "later": later,
                "papers": len(papers),
                "part": part,
                "cards": tuple(make_brief_card(catalogue, paper) for paper in part.items),
                "venues": count_venues(catalogue, papers),
                "people": count_people(catalogue, papers),
                "keywords": count_keywords(papers),
                "tags": count_tags(catalogue, papers),
            },
            meta={
                "hide": ["navigation", "toc"],
                "styles": ["counts.css"],
                "feed": f"years/{year}",
            },
        )


PAGE_KIND = PageKind(name="years", owns=("years",), lay_out=_lay_out)
