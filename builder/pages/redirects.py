"""Redirects from the old addresses of papers to their current ones."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.page import Page, PageKind
from ..model.records import Catalogue, Paper, PaperId
from ._cards import card_of


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    leads_to: dict[PaperId, list[Paper]] = {}
    for paper in catalogue.papers:
        for alias in paper.aliases:
            if alias not in catalogue.paper:
                leads_to.setdefault(alias, []).append(paper)
    for alias, papers in sorted(leads_to.items()):
        yield _redirect(alias, papers[0]) if len(papers) == 1 else _choice(catalogue, alias, papers)


def _redirect(alias: PaperId, paper: Paper) -> Page:
    return Page(
        path=f"papers/{alias}.md",
        template="redirect.md.j2",
        title=paper.title.plain,
        description="This paper has moved.",
        context={"paper": paper},
        meta={"template": "redirect.html", "redirect": paper.id, "search": {"exclude": True}},
    )


def _choice(catalogue: Catalogue, alias: PaperId, papers: list[Paper]) -> Page:
    return Page(
        path=f"papers/{alias}.md",
        template="namesakes.md.j2",
        title=papers[0].title.plain,
        description=f"{len(papers)} papers share this title.",
        context={
            "name": papers[0].title,
            "cards": tuple(card_of(catalogue, paper) for paper in papers),
        },
        meta={"hide": ["navigation", "toc"], "search": {"exclude": True}},
    )


PAGES = PageKind(name="redirects", owns=("papers",), lay_out=_lay_out)
