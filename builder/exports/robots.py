"""`robots.txt` and `llms.txt`, for crawlers and language models."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.catalogue import Catalogue
from ..model.export import Export, ExportFile
from ..text.lines import printable_line

_DATA = (
    ("api/papers.json", "every paper as JSON: title, abstract, tags, listings, related papers"),
    ("api/papers.schema.json", "JSON Schema of that file"),
    ("api/papers.jsonl", "the same, one paper per line"),
    ("api/papers.csv", "a table for spreadsheets"),
    ("api/papers.bib", "BibTeX of every paper"),
    ("api/papers.sqlite", "a database with full-text search"),
    ("feeds/papers.xml", "new papers as Atom; each tag and listing has a feed too"),
)


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    yield ExportFile(path="robots.txt", content=_robots(catalogue).encode())
    yield ExportFile(path="llms.txt", content=_llms(catalogue).encode())


def _robots(catalogue: Catalogue) -> str:
    """RFC 9309; the sitemap only where the site has an address, as it must be absolute."""
    sitemap = f"Sitemap: {catalogue.site.url}sitemap.xml\n" if catalogue.site.url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"


def _llms(catalogue: Catalogue) -> str:
    """https://llmstxt.org: what there is and where, as short Markdown."""
    site = catalogue.site
    lines = [
        f"# {printable_line(site.name)}",
        "",
        f"> {printable_line(site.description)}" if site.description else "",
        "",
        f"{len(catalogue.papers)} papers from {len(catalogue.listings)} listings.",
        "Each has a page `papers/<id>/` with its abstract, tags and related papers.",
        "",
        "## Data",
        "",
        *(f"- [{path}]({site.url}{path}): {about}" for path, about in _list_data(catalogue)),
        "",
        "## Pages",
        "",
        f"- [Data]({site.url}api/): what the files hold",
        f"- [Feeds]({site.url}feeds/): all feeds",
        f"- [Papers]({site.url}papers/): all papers by title",
        *_index_pages(catalogue),
        "",
        "## Tags",
        "",
    ]
    for tag in catalogue.tags:
        count = len(catalogue.papers_by_tag[tag.id])
        about = printable_line(tag.definition)
        lines.append(
            f"- [{printable_line(tag.name)}]({site.url}tags/{tag.id}/): {count} papers. {about}"
        )
    return "\n".join(lines) + "\n"


def _list_data(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    yield from _DATA
    if catalogue.people.persons:
        yield "api/people.json", "every author with all spellings and papers"
    if catalogue.venues.venues:
        yield "api/venues.json", "every venue with all spellings and papers"


def _index_pages(catalogue: Catalogue) -> Iterator[str]:
    root = catalogue.site.url
    if people := catalogue.people.persons:
        yield f"- [Authors]({root}authors/): {len(people)} people by family name"
    if venues := catalogue.venues.venues:
        yield f"- [Venues]({root}venues/): {len(venues)} journals, conferences and the like"
    if years := catalogue.papers_by_year:
        yield f"- [Years]({root}years/): papers of {len(years)} years"


EXPORT = Export(name="robots", owns=("robots.txt", "llms.txt"), lay_out=_lay_out)
