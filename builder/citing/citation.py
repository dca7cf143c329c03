"""The citation record of a paper: the one definition behind every citation format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from ..model.catalogue import Catalogue
from ..model.records import Paper, PaperId
from ..model.slugs import paper_address
from ..text import Text
from ..text.identifiers import arxiv_address, doi_address
from ..text.lines import printable_line, title_line, visible_line
from ..text.tex_safety import TEX_ESCAPES, braces_pair
from .author_names import Name, split_name

Kind = Literal["article", "inproceedings", "preprint", "misc"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """A paper's bibliographic data; only what its listings state."""

    key: PaperId
    """The citation key: the paper's slug, as permanent as its address."""
    alias: str | None = None
    """Another key for the same work: the short one of `citing/keys.py`."""
    kind: Kind
    title: str
    """Plain text in one line, never empty."""
    title_tex: str | None = None
    """The title in TeX where the source has formulas; otherwise made from `title`."""
    authors: tuple[Name, ...] = ()
    date: str | None = None
    """ISO 8601, as precise as known."""
    venue: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    url: str | None = None
    """The work's own address, else the paper's page where the site has an address."""
    keywords: tuple[str, ...] = ()
    """Those of its records, and the names of its tags that no machine gave."""
    abstract: str | None = None
    """Plain text in one line."""

    def as_data(self) -> dict[str, Any]:
        """Return the record as JSON data, unknown fields left out: what the browser gets.

        The abstract is left out: the browser has it from the page or from the explorer's data.
        """
        fields: dict[str, Any] = {
            "key": self.key,
            "alias": self.alias,
            "kind": self.kind,
            "title": self.title,
            "tex": self.title_tex,
            "authors": [list(name) for name in self.authors],
            "date": self.date,
            "venue": self.venue,
            "volume": self.volume,
            "issue": self.issue,
            "pages": self.pages,
            "doi": self.doi,
            "arxiv": self.arxiv_id,
            "url": self.url,
            "keywords": list(self.keywords),
        }
        return {name: value for name, value in fields.items() if value}


def cite(paper: Paper, catalogue: Catalogue) -> Citation:
    """Return the citation record of `paper`."""
    complete = bool(paper.authors and paper.year)
    alias = catalogue.keys.get(paper.id)
    return Citation(
        key=paper.id,
        alias=alias if alias != paper.id else None,
        kind=_publication_type(paper) if complete else "misc",
        title=title_line(paper.title.plain),
        title_tex=_tex_with_formulas(paper.title),
        authors=tuple(split_name(line) for name in paper.authors if (line := _line(name))),
        date=paper.date,
        venue=_line(paper.venue),
        volume=_line(paper.volume),
        issue=_line(paper.issue),
        pages=_line(paper.pages),
        doi=_percent_encode(paper.doi) if paper.doi else None,
        arxiv_id=_percent_encode(paper.arxiv_id) if paper.arxiv_id else None,
        url=_citation_url(paper, catalogue),
        keywords=_keywords(paper, catalogue),
        abstract=_line(paper.abstract.plain),
    )


def cite_papers(catalogue: Catalogue) -> Mapping[PaperId, Citation]:
    """Return the citation records of all papers; to be derived of a catalogue."""
    return {paper.id: cite(paper, catalogue) for paper in catalogue.papers}


def _line(text: str | None) -> str | None:
    return visible_line(text or "") or None


def _keywords(paper: Paper, catalogue: Catalogue) -> tuple[str, ...]:
    """Its keywords and tags, each once; a tag that a machine gave is this site's guess."""
    tags = (
        catalogue.tag[given.tag].name
        for given in catalogue.assignments[paper.id]
        if given.by != "machine"
    )
    lines = map(_line, (*(keyword.name for keyword in paper.keywords), *tags))
    first: dict[str, str] = {}
    for line in lines:
        if line:
            first.setdefault(line.casefold(), line)
    return tuple(first.values())


_PROCEEDINGS = re.compile(
    r"\b(?:proc(?:eedings)?\b|conf(?:erence)?\b|workshops?\b|symposium\b|congress\b|meeting of\b)",
    re.I,
)
_ARXIV = re.compile(r"\b(?:arxiv|corr)\b", re.I)


def _publication_type(paper: Paper) -> Kind:
    """The type of a work whose authors and year are known."""
    venue = paper.venue or ""
    if venue and not _ARXIV.search(venue):
        return "inproceedings" if _PROCEEDINGS.search(venue) else "article"
    return "preprint" if paper.arxiv_id else "misc"


def _citation_url(paper: Paper, catalogue: Catalogue) -> str | None:
    if paper.url and paper.url.startswith(("http://", "https://")):
        return _percent_encode(paper.url)
    if paper.doi:
        return doi_address(paper.doi)
    if paper.arxiv_id:
        return arxiv_address(paper.arxiv_id)
    return page_of(paper.id, catalogue)


def page_of(paper: PaperId, catalogue: Catalogue) -> str | None:
    """Return the address of the paper's page; `None` where the site has none."""
    return catalogue.site.url + paper_address(paper) if catalogue.site.url else None


def _percent_encode(text: str) -> str:
    """Percent-encode only what would break a URL or BibTeX braces."""
    return quote(text.strip(), safe="%/:;()[].,-_~?#@!$&'*+=<>")


_MATHS = re.compile(r"(?<!\\)(\$+)(.+?)(?<!\\)\1", re.S)
_LIGATURE = re.compile(r"([-`',<>?!])(?:(?<![?!])(?=\1)|(?<=[?!])(?=`))")
"""Characters that TeX joins into a ligature: two hyphens become a dash.

As it begins with a set of characters, it is looked for fast.
"""
_SPECIAL = r"[\\{}~^&%$#_]"
_WORD_OR_SPECIAL = re.compile(rf"[^\W_]+|{_SPECIAL}")


def to_tex(plain: str) -> str:
    """Return plain text as TeX, words with inner capitals in braces so that styles keep them."""
    return _LIGATURE.sub(r"\g<0>{}", _WORD_OR_SPECIAL.sub(_escape_token, plain))


def escape_tex(plain: str) -> str:
    """Return plain text as TeX, its letter case left to the style."""
    return _LIGATURE.sub(r"\g<0>{}", re.sub(_SPECIAL, _escape_token, plain))


def _escape_token(found: re.Match[str]) -> str:
    text = found.group()
    if text in TEX_ESCAPES:
        return TEX_ESCAPES[text]
    return f"{{{text}}}" if any(unicodedata.category(c) == "Lu" for c in text[1:]) else text


def _tex_with_formulas(title: Text) -> str | None:
    """The title's own TeX where it has formulas and cannot break a BibTeX field."""
    tex = printable_line(title.tex)
    if not _MATHS.search(tex) or not braces_pair(tex, bibtex=True):
        return None
    kept = _MATHS.sub(lambda found: f"{{{found.group()}}}", tex)
    return kept if braces_pair(kept, bibtex=True) else None
