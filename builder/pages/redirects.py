"""Redirects from the old addresses of papers to their current ones."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind
from ..model.records import Paper, PaperId
from ._cards import make_card


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    leads_to: dict[PaperId, list[Paper]] = {}
    for paper in catalogue.papers:
        for alias in paper.aliases:
            if alias not in catalogue.paper:
                leads_to.setdefault(alias, []).append(paper)
    for alias, papers in sorted(leads_to.items()):
        yield (
            _redirect_page(catalogue, alias, papers[0])
            if len(papers) == 1
            else _choice_page(catalogue, alias, papers)
        )


def _redirect_page(catalogue: Catalogue, alias: PaperId, paper: Paper) -> Page:
    return Page(
        path=f"papers/{alias}.md",
        template="redirect.md.j2",
        title=paper.title.plain,
        description=catalogue.site.words.gettext("This paper has moved."),
        context={"paper": paper},
        meta={"template": "redirect.html", "redirect": paper.id, "search": {"exclude": True}},
    )


def _choice_page(catalogue: Catalogue, alias: PaperId, papers: list[Paper]) -> Page:
    return Page(
        path=f"papers/{alias}.md",
        template="namesakes.md.j2",
        title=papers[0].title.plain,
        description=catalogue.site.words.ngettext(
            "%(number)s paper has this title.",
            "%(number)s papers share this title.",
            len(papers),
        ),
        context={
            "name": papers[0].title,
            "cards": tuple(make_card(catalogue, paper) for paper in papers),
        },
        meta={"hide": ["navigation", "toc"], "search": {"exclude": True}},
    )


PAGE_KIND = PageKind(name="redirects", owns=("papers",), lay_out=_lay_out)
