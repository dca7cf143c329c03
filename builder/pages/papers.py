"""A page for every paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus

from ..citing.page_metadata import coins, describe
from ..model.page import Page, PageKind
from ..model.records import Catalogue, Listing, Paper, PaperId, Related, Tag
from ..text.identifiers import arxiv_address, doi_address
from ..text.lines import shortened
from ..text.urls import host_of, is_code
from ._cards import byline_of, chips_of, linkless, seen_of

_SEARCHES = (
    ("Hugging Face Papers", "https://huggingface.co/papers?q={}"),
    ("arXiv", "https://arxiv.org/search/?searchtype=title&query={}"),
    ("Google Scholar", "https://scholar.google.com/scholar?q={}"),
    ("Semantic Scholar", "https://www.semanticscholar.org/search?q={}"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outside:
    """A link that leaves the site."""

    name: str
    url: str
    shown: str = ""
    """The URL without its scheme and `www.`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbours:
    """The papers before and after one in a listing."""

    listing: Listing
    previous: Paper | None
    next: Paper | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Near:
    """A related paper and what the two share."""

    paper: Paper
    words: tuple[str, ...]
    tags: tuple[Tag, ...]


def outside_links(paper: Paper) -> tuple[Outside, ...]:
    """Return the paper's own addresses, code first, each once; only http and https."""
    known: dict[str, Outside] = {}
    if paper.code_url:
        _add(known, paper.code_url, "Code")
    for url in paper.links:
        if is_code(url):
            _add(known, url, "Code")
    if paper.arxiv_id:
        _add(known, arxiv_address(paper.arxiv_id), "arXiv")
    if paper.doi:
        _add(known, doi_address(paper.doi), "DOI")
    if paper.url:
        _add(known, paper.url, "Paper")
    for url in paper.links:
        _add(known, url, "Link")
    return tuple(known.values())


def _add(known: dict[str, Outside], url: str, name: str) -> None:
    same = url.rstrip("/")
    if same in known or not host_of(url):
        return
    shown = re.sub(r"^https?://(www\.)?", "", same)
    known[same] = Outside(name=name, url=url, shown=shown)


def searches_for(paper: Paper) -> tuple[Outside, ...]:
    """Return links that search for the title on other sites."""
    title = quote_plus(paper.title.plain[:300])
    return tuple(Outside(name=name, url=url.format(title)) for name, url in _SEARCHES)


def _neighbours(catalogue: Catalogue) -> Mapping[PaperId, Neighbours]:
    """Return each paper's neighbours in the first listing that has it."""
    found: dict[PaperId, Neighbours] = {}
    for listing, seen in catalogue.listed.items():
        papers = tuple(dict.fromkeys(paper.id for _, paper in seen))
        for place, id_ in enumerate(papers):
            if catalogue.paper[id_].sightings[0].listing != listing:
                continue
            before = papers[place - 1] if place else None
            after = papers[place + 1] if place + 1 < len(papers) else None
            found[id_] = Neighbours(
                listing=catalogue.listing[listing],
                previous=catalogue.paper[before] if before else None,
                next=catalogue.paper[after] if after else None,
            )
    return found


def _near(catalogue: Catalogue, related: Related) -> Near:
    return Near(
        paper=catalogue.paper[related.paper],
        words=related.words,
        tags=tuple(catalogue.tag[tag] for tag in related.tags),
    )


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    neighbours = _neighbours(catalogue)
    facets = {facet.id: facet for facet in catalogue.facets}
    for paper in catalogue.papers:
        seen = seen_of(catalogue, paper)
        summary = shortened(paper.abstract.plain, 160)
        yield Page(
            path=f"papers/{paper.id}.md",
            template="paper.md.j2",
            title=paper.title.plain or "Untitled",
            description=summary or f"A paper found in {seen[0].listing.title}.",
            context={
                "paper": paper,
                "coins": coins(paper, catalogue),
                "authors": paper.authors,
                "byline": byline_of(paper),
                "chips": chips_of(catalogue, paper),
                "facets": facets,
                "seen": seen,
                "links": outside_links(paper),
                "searches": searches_for(paper),
                "versions": tuple(catalogue.paper[id_] for id_ in paper.versions),
                "related": tuple(_near(catalogue, near) for near in catalogue.related[paper.id]),
                "beside": neighbours.get(paper.id),
                "linkless": linkless,
            },
            meta={
                "hide": ["navigation", "toc"],
                "kind": "paper",
                **describe(paper, catalogue),
            },
        )


PAGES = PageKind(name="papers", owns=("papers",), lay_out=_lay_out)
