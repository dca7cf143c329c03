"""A paper page's metadata for search engines and reference managers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from ..model.catalogue import Catalogue
from ..model.people import Person, Venue
from ..model.records import Paper
from ..model.slugs import paper_address
from ..text.identifiers import arxiv_address, doi_address
from ..text.lines import printable_line
from .citation import Citation, cite_papers
from .formats import to_coins

_ELSEWHERE = ("key", "title", "date", "venue")
"""What `recordOfPage` of `cite/records.js` finds elsewhere on the page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperMetadata:
    """What a paper page's metadata is made of."""

    paper: Paper
    record: Citation
    people: tuple[Person, ...]
    """Its authors, as far as they are known as people."""
    venue: Venue | None
    tags: tuple[str, ...]
    """Their names."""
    site_url: str

    @property
    def page(self) -> str | None:
        """The address of the paper's page; `None` where the site has none."""
        return self.site_url + paper_address(self.paper.id) if self.site_url else None

    def as_front_matter(self) -> dict[str, Any]:
        """Return the front matter that `templates/theme/partials/metadata.html` prints.

        `citation` is the record for the browser, which finds the rest in `jsonld` and in the page;
        `jsonld` is for search engines, and `scholar` has the names and contents of Google
        Scholar's tags. Titles and addresses are long and pages many, so each stands in each of
        them once.
        """
        return {
            "citation": {
                name: value
                for name, value in self.record.as_data().items()
                if name not in _ELSEWHERE and not (name == "url" and value == self.page)
            },
            "jsonld": _json_ld(self),
            "scholar": _scholar_tags(self.record),
        }


def find_metadata(paper: Paper, catalogue: Catalogue) -> PaperMetadata:
    """Return what the metadata of the paper's page is made of."""
    venue = catalogue.venues.of_paper.get(paper.id)
    return PaperMetadata(
        paper=paper,
        record=catalogue.derive(cite_papers)[paper.id],
        people=catalogue.people.authors_of(paper.id),
        venue=None if venue is None else catalogue.venues.venue[venue],
        tags=tuple(catalogue.tag[given.tag].name for given in catalogue.assignments[paper.id]),
        site_url=catalogue.site.url,
    )


def describe_paper(paper: Paper, catalogue: Catalogue) -> dict[str, Any]:
    """Return the metadata of the paper's page as front matter."""
    return find_metadata(paper, catalogue).as_front_matter()


def make_coins(paper: Paper, catalogue: Catalogue) -> str:
    """Return the COinS of the page: the `title` of its `<span class="Z3988">`."""
    return to_coins(catalogue.derive(cite_papers)[paper.id])


def _json_ld(known: PaperMetadata) -> dict[str, Any]:
    """https://schema.org/ScholarlyArticle with all that is known, except the abstract."""
    paper, record, page = known.paper, known.record, known.page
    work = record.url if record.url != page else None
    same_as = [
        doi_address(paper.doi) if paper.doi else None,
        arxiv_address(paper.arxiv_id) if paper.arxiv_id else None,
        work,
    ]
    fields: dict[str, Any] = {
        "@id": page,
        "headline": record.title,
        "author": _authors(known),
        "datePublished": record.date,
        "isPartOf": _venue(known),
        "keywords": list(dict.fromkeys([*known.tags, *record.keywords])),
        "sameAs": list(dict.fromkeys(address for address in same_as if address)),
    }
    found = {name: value for name, value in fields.items() if value}
    return {"@context": "https://schema.org", "@type": "ScholarlyArticle", **found}


def _authors(known: PaperMetadata) -> list[dict[str, Any]]:
    """Each with the page and the ORCID of the person, where there are some."""
    found: list[dict[str, Any]] = []
    for name, person in zip_longest(known.paper.authors, known.people):
        author = {"@type": "Person", "name": printable_line(name)}
        if person and person.has_page and known.site_url:
            author["url"] = known.site_url + person.address
        if person and person.orcid:
            author["sameAs"] = f"https://orcid.org/{person.orcid}"
        found.append(author)
    return found


def _venue(known: PaperMetadata) -> dict[str, Any] | None:
    if not known.record.venue:
        return None
    described = {"@type": "CreativeWork", "name": known.record.venue}
    if known.venue and known.site_url:
        described["url"] = known.site_url + known.venue.address
    return described


def _scholar_tags(record: Citation) -> list[list[str]]:
    """Highwire Press tags; none unless authors and date are known, as Google Scholar asks.

    See https://scholar.google.com/intl/en/scholar/inclusion.html#indexing.
    """
    if not (record.authors and record.date):
        return []
    venue = {"article": "citation_journal_title", "inproceedings": "citation_conference_title"}
    pairs = [
        ("citation_title", record.title),
        *(("citation_author", ", ".join(name)) for name in record.authors),
        ("citation_publication_date", record.date.replace("-", "/")),
        (venue.get(record.kind, ""), record.venue or ""),
        ("citation_doi", record.doi or ""),
        ("citation_arxiv_id", record.arxiv_id or ""),
    ]
    return [[name, content] for name, content in pairs if name and content]
