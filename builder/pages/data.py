"""The page that documents the downloadable data."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..layout.paper_schema import COLUMNS, build_schema
from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind
from ..model.wording import ENGLISH, Wording


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    words = catalogue.site.words
    yield Page(
        path="api/index.md",
        template="data.md.j2",
        title=words.gettext("Data"),
        description=words.gettext(
            "The whole catalogue as JSON, CSV, BibTeX, RIS, CSL-JSON and SQLite."
        ),
        context={
            "files": catalogue.downloads,
            "size": partial(format_size, words=words),
            "fields": _describe_fields(build_schema(catalogue)),
            "columns": COLUMNS,
            "papers": len(catalogue.papers),
            "people": bool(catalogue.people.persons),
            "venues": bool(catalogue.venues.venues),
            "years": bool(catalogue.papers_by_year),
        },
        meta={"hide": ["navigation", "toc"], "styles": ["data.css"]},
    )


def format_size(size: int, words: Wording = ENGLISH) -> str:
    """Return a size in bytes as people read it: `1.8 MB`."""
    if size < 1000:
        return words.ngettext("%(number)s byte", "%(number)s bytes", size)
    if size < 1_000_000:
        return f"{words.format_number(round(size / 1000))} kB"
    return f"{words.format_number(round(size / 1_000_000, 1))} MB"


def _describe_fields(papers: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of a paper as the schema states them."""
    paper = papers["$defs"]["paper"]
    return [
        {
            "name": name,
            "type": about["type"],
            "required": name in paper["required"],
            "description": about.get("description")
            or about.get("items", {}).get("description", ""),
        }
        for name, about in paper["properties"].items()
    ]


PAGE_KIND = PageKind(name="data", owns=("api",), lay_out=_lay_out, lists_downloads=True)
