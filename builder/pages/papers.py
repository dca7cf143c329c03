"""A page for every paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote_plus

from ..citing.formats import to_coins
from ..citing.page_metadata import PaperMetadata, find_metadata
from ..layout.bylines import Byline, make_byline
from ..layout.suggestions import make_suggestion_address
from ..model.catalogue import Catalogue
from ..model.export import MANY_PAPERS, RELATED_OF_MANY
from ..model.metadata import Completion
from ..model.page import LazyPage, Page, PageKind
from ..model.records import Paper, PaperId, Related
from ..model.site import Site
from ..model.slugs import keyword_id
from ..model.wording import ENGLISH, Wording, gettext_noop
from ..text.aim import summarise
from ..text.identifiers import arxiv_address, doi_address
from ..text.lines import is_visible, title_line
from ..text.urls import host_of, is_code_host
from ._cards import Chip, LinkedSighting, link_sightings, make_chips, title_without_links
from ._named import (
    NamedListing,
    NamedPaper,
    NamedTag,
    name_listings,
    name_papers,
    name_tags,
)

SHOWN_AUTHORS = 30
"""Authors in view on a paper's page; the others of a longer list are folded."""
_SEARCHES = (
    ("Hugging Face Papers", "https://huggingface.co/papers?q={}"),
    ("arXiv", "https://arxiv.org/search/?searchtype=title&query={}"),
    ("Google Scholar", "https://scholar.google.com/scholar?q={}"),
    ("Semantic Scholar", "https://www.semanticscholar.org/search?q={}"),
)
_SEARCHES_OF_MANY = 2
"""The last ones, which know what the others have: each takes 200 bytes of a page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExternalLink:
    """A link that leaves the site."""

    name: str
    url: str
    shown: str = ""
    """The URL without its scheme and `www.`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListingNeighbours:
    """The papers before and after one in a listing."""

    listing: NamedListing
    previous: NamedPaper | None
    next: NamedPaper | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RelatedPaper:
    """A related paper and what the two share."""

    paper: NamedPaper
    words: tuple[str, ...]
    tags: tuple[NamedTag, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperPage:
    """What the page of a paper is made of."""

    site: Site
    metadata: PaperMetadata
    byline: Byline
    chips: tuple[Chip, ...]
    seen: tuple[LinkedSighting, ...]
    versions: tuple[Paper, ...]
    related: tuple[RelatedPaper, ...]
    beside: ListingNeighbours | None
    completion: Completion | None
    is_one_of_many: bool
    """Whether the catalogue is large."""


def find_external_links(paper: Paper, words: Wording = ENGLISH) -> tuple[ExternalLink, ...]:
    """Return the paper's own addresses, code first, each once; only http and https."""
    known: dict[str, ExternalLink] = {}
    if paper.code_url:
        _add_link(known, paper.code_url, words.gettext("Code"))
    for url in paper.links:
        if is_code_host(url):
            _add_link(known, url, words.gettext("Code"))
    if paper.pdf_url:
        _add_link(known, paper.pdf_url, "PDF")
    if paper.arxiv_id:
        _add_link(known, arxiv_address(paper.arxiv_id), "arXiv")
    if paper.doi:
        _add_link(known, doi_address(paper.doi), "DOI")
    if paper.url:
        _add_link(known, paper.url, words.gettext("Paper"))
    for url in paper.links:
        _add_link(known, url, words.gettext("Link"))
    return tuple(known.values())


def _add_link(known: dict[str, ExternalLink], url: str, name: str) -> None:
    same = url.rstrip("/")
    if same in known or not host_of(url):
        return
    shown = re.sub(r"^https?://(www\.)?", "", same)
    known[same] = ExternalLink(name=name, url=url, shown=shown)


def make_search_links(paper: Paper, *, is_one_of_many: bool = False) -> tuple[ExternalLink, ...]:
    """Return links that search for the title on other sites, on fewer in a large catalogue."""
    title = quote_plus(paper.title.plain[:300])
    searches = _SEARCHES[-_SEARCHES_OF_MANY:] if is_one_of_many else _SEARCHES
    return tuple(ExternalLink(name=name, url=url.format(title)) for name, url in searches)


_SUGGESTIONS = (
    ("wrong-field", gettext_noop("Wrong or missing field")),
    ("wrong-tag", gettext_noop("Wrong tag")),
    ("wrong-merge", gettext_noop("Wrong merge")),
)


def make_suggestion_links(site: Site, paper: PaperId) -> tuple[ExternalLink, ...]:
    """Return links to the forms for what may be wrong with a paper; none without a repository."""
    links = (
        ExternalLink(
            name=site.words.gettext(name),
            url=make_suggestion_address(site, form, paper, paper=paper),
        )
        for form, name in _SUGGESTIONS
    )
    return tuple(link for link in links if link.url)


def _find_neighbours(catalogue: Catalogue) -> Mapping[PaperId, ListingNeighbours]:
    """Return each paper's neighbours in the first listing that has it."""
    named, listings = catalogue.derive(name_papers), catalogue.derive(name_listings)
    found: dict[PaperId, ListingNeighbours] = {}
    for listing, sightings in catalogue.papers_by_listing.items():
        papers = tuple(dict.fromkeys(paper.id for _, paper in sightings))
        for index, id_ in enumerate(papers):
            if catalogue.paper[id_].sightings[0].listing != listing:
                continue
            found[id_] = ListingNeighbours(
                listing=listings[listing],
                previous=named[papers[index - 1]] if index else None,
                next=named[papers[index + 1]] if index + 1 < len(papers) else None,
            )
    return found


def _make_related(catalogue: Catalogue, related: Related) -> RelatedPaper:
    tags = catalogue.derive(name_tags)
    return RelatedPaper(
        paper=catalogue.derive(name_papers)[related.paper],
        words=related.words,
        tags=tuple(tags[tag] for tag in related.tags),
    )


def _lay_out(catalogue: Catalogue) -> Iterator[LazyPage]:
    neighbours = _find_neighbours(catalogue)
    many = len(catalogue.papers) > MANY_PAPERS
    shown = RELATED_OF_MANY if many else None
    for paper in catalogue.papers:
        near = catalogue.related[paper.id][:shown]
        made_of = PaperPage(
            site=catalogue.site,
            metadata=find_metadata(paper, catalogue),
            byline=make_byline(catalogue, paper, own_page=True),
            chips=make_chips(catalogue, paper),
            seen=link_sightings(catalogue, paper),
            versions=tuple(catalogue.paper[id_] for id_ in paper.versions),
            related=tuple(_make_related(catalogue, one) for one in near),
            beside=neighbours.get(paper.id),
            completion=catalogue.completions.of_paper.get(paper.id),
            is_one_of_many=many,
        )
        yield LazyPage(
            path=f"papers/{paper.id}.md",
            template="paper.md.j2",
            make=partial(_make_page, made_of),
        )


def _make_page(made_of: PaperPage) -> Page:
    words, paper, record = made_of.site.words, made_of.metadata.paper, made_of.metadata.record
    described = made_of.metadata.as_front_matter()
    return Page(
        path=f"papers/{paper.id}.md",
        template="paper.md.j2",
        title=title_line(paper.title.plain),
        description=summarise(paper.abstract.plain, 160)
        or words.gettext("A paper found in %(listing)s.", listing=made_of.seen[0].listing.title),
        context={
            "paper": paper,
            "heading": paper.title.html if is_visible(paper.title.plain) else "Untitled",
            # Reference managers read one or the other.
            "coins": "" if described["scholar"] else to_coins(record),
            "byline": made_of.byline,
            "shown_authors": SHOWN_AUTHORS,
            "keyword_id": keyword_id,
            "chips": made_of.chips,
            "seen": made_of.seen,
            "links": find_external_links(paper, words),
            "searches": make_search_links(paper, is_one_of_many=made_of.is_one_of_many),
            "suggestions": make_suggestion_links(made_of.site, paper.id),
            "versions": made_of.versions,
            "related": made_of.related,
            "beside": made_of.beside,
            "completion": made_of.completion,
            "linkless": title_without_links,
        },
        meta={"hide": ["navigation", "toc"], "kind": "paper", **described},
    )


PAGE_KIND = PageKind(name="papers", owns=("papers",), lay_out=_lay_out)
