"""What a site has beside its papers: its own words, pages by hand, downloads."""

from __future__ import annotations

from dataclasses import dataclass

from .wording import ENGLISH, Wording


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """What the owner calls the catalogue; read from `mkdocs.yml`."""

    name: str
    url: str
    """Absolute, ends in a slash; empty where none is set."""
    description: str
    author: str
    language: str
    content_licence: str
    """Of what the owner adds: tags, selection, descriptions."""
    colour: str = ""
    """Of links and buttons: `#0d5c54`; empty for the stylesheet's default."""
    issues_url: str = ""
    """Where readers fill in the forms of `.github/`; empty where there is no such place."""
    papers_language: str = "en"
    """Of titles and abstracts: `de`, `en-GB`."""
    words: Wording = ENGLISH
    """Of the interface, in `language`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HandwrittenPage:
    """A page the owner wrote, for the search index."""

    address: str
    """Relative to the site's root: `about/`."""
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Download:
    """A file offered for download: the data page lists it."""

    path: str
    """Below `docs/`: `api/papers.json`; with the `.gz` it may get once it is laid out."""
    title: str
    media_type: str
    description: str
    """One sentence of plain text."""
    size: int = 0
    """In bytes, once it is laid out."""
    sha256: str = ""
    """In hexadecimal, once it is laid out."""
