"""A paper page's metadata for search engines and reference managers."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from ..model.catalogue import Catalogue
from ..model.records import Paper
from ..text.identifiers import arxiv_address, doi_address
from ..text.lines import printable_line
from .citation import Citation, cite, page_of
from .formats import to_coins

_ELSEWHERE = ("key", "title", "date", "venue")
"""What `recordOfPage` of `cite/records.js` finds elsewhere on the page."""


def describe_paper(paper: Paper, catalogue: Catalogue) -> dict[str, Any]:
    """Return the front matter that `templates/theme/partials/metadata.html` prints.

    `citation` is the record for the browser, which finds the rest in `jsonld` and in the page;
    `jsonld` is for search engines, and `scholar` has the names and contents of Google Scholar's
    tags. Titles and addresses are long and pages many, so each stands in each of them once.
    """
    record = cite(paper, catalogue)
    page = page_of(paper.id, catalogue)
    return {
        "citation": {
            name: value
            for name, value in record.as_data().items()
            if name not in _ELSEWHERE and not (name == "url" and value == page)
        },
        "jsonld": _json_ld(paper, record, catalogue),
        "scholar": _scholar_tags(record),
    }


def make_coins(paper: Paper, catalogue: Catalogue) -> str:
    """Return the COinS of the page: the `title` of its `<span class="Z3988">`."""
    return to_coins(cite(paper, catalogue))


def _json_ld(paper: Paper, record: Citation, catalogue: Catalogue) -> dict[str, Any]:
    """https://schema.org/ScholarlyArticle with all that is known, except the abstract."""
    page = page_of(paper.id, catalogue)
    work = record.url if record.url != page else None
    same_as = [
        doi_address(paper.doi) if paper.doi else None,
        arxiv_address(paper.arxiv_id) if paper.arxiv_id else None,
        work,
    ]
    tags = [catalogue.tag[assignment.tag].name for assignment in catalogue.assignments[paper.id]]
    fields: dict[str, Any] = {
        "@id": page,
        "headline": record.title,
        "author": _authors(paper, catalogue),
        "datePublished": record.date,
        "isPartOf": _venue(paper, record, catalogue),
        "keywords": list(dict.fromkeys([*tags, *record.keywords])),
        "sameAs": list(dict.fromkeys(address for address in same_as if address)),
    }
    known = {name: value for name, value in fields.items() if value}
    return {"@context": "https://schema.org", "@type": "ScholarlyArticle", **known}


def _authors(paper: Paper, catalogue: Catalogue) -> list[dict[str, Any]]:
    """Each with the page and the ORCID of the person, where there are some."""
    found: list[dict[str, Any]] = []
    people = catalogue.people.authors_of(paper.id)
    for name, person in zip_longest(paper.authors, people):
        author = {"@type": "Person", "name": printable_line(name)}
        if person and person.has_page and catalogue.site.url:
            page = catalogue.site.url + person.address
            author["url"] = page
        if person and person.orcid:
            author["sameAs"] = f"https://orcid.org/{person.orcid}"
        found.append(author)
    return found


def _venue(paper: Paper, record: Citation, catalogue: Catalogue) -> dict[str, Any] | None:
    if not record.venue:
        return None
    described = {"@type": "CreativeWork", "name": record.venue}
    if (id_ := catalogue.venues.of_paper.get(paper.id)) and catalogue.site.url:
        page = catalogue.site.url + catalogue.venues.venue[id_].address
        described["url"] = page
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
