"""The citation record of a paper: the one definition behind every citation format."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from ..model.catalogue import Catalogue
from ..model.records import Paper, PaperId
from ..model.slugs import paper_address
from ..text import Text
from ..text.identifiers import arxiv_address, doi_address
from ..text.lines import printable_line
from ..text.tex_safety import TEX_ESCAPES, braces_pair

Kind = Literal["article", "inproceedings", "preprint", "misc"]

Name = tuple[str, ...]
"""`(family, given)`, or `(name,)` where there are no such parts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """A paper's bibliographic data; only what its listings state."""

    key: PaperId
    """The citation key: the paper's slug, as permanent as its address."""
    kind: Kind
    title: str
    """Plain text in one line."""
    title_tex: str | None = None
    """The title in TeX where the source has formulas; otherwise made from `title`."""
    authors: tuple[Name, ...] = ()
    date: str | None = None
    """ISO 8601, as precise as known."""
    venue: str | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    url: str | None = None
    """The work's own address, else the paper's page where the site has an address."""
    keywords: tuple[str, ...] = ()
    note: str | None = None
    """Where it was seen; only where authors or year are unknown."""

    def as_data(self) -> dict[str, Any]:
        """Return the record as JSON data, unknown fields left out: what the browser gets."""
        fields: dict[str, Any] = {
            "key": self.key,
            "kind": self.kind,
            "title": self.title,
            "tex": self.title_tex,
            "authors": [list(name) for name in self.authors],
            "date": self.date,
            "venue": self.venue,
            "doi": self.doi,
            "arxiv": self.arxiv_id,
            "url": self.url,
            "keywords": list(self.keywords),
            "note": self.note,
        }
        return {name: value for name, value in fields.items() if value}


def cite(paper: Paper, catalogue: Catalogue) -> Citation:
    """Return the citation record of `paper`."""
    complete = bool(paper.authors and paper.year)
    return Citation(
        key=paper.id,
        kind=_publication_type(paper) if complete else "misc",
        title=printable_line(paper.title.plain),
        title_tex=_tex_with_formulas(paper.title),
        authors=tuple(split_name(printable_line(name)) for name in paper.authors),
        date=paper.date,
        venue=printable_line(paper.venue) if paper.venue else None,
        doi=_percent_encode(paper.doi) if paper.doi else None,
        arxiv_id=_percent_encode(paper.arxiv_id) if paper.arxiv_id else None,
        url=_citation_url(paper, catalogue),
        keywords=tuple(printable_line(keyword.name) for keyword in paper.keywords),
        note=None if complete else _sightings_note(paper, catalogue),
    )


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


def _sightings_note(paper: Paper, catalogue: Catalogue) -> str:
    titles = dict.fromkeys(
        catalogue.listing[sighting.listing].title
        + (f" ({sighting.label})" if sighting.label else "")
        for sighting in paper.sightings
    )
    return printable_line("Seen in " + "; ".join(titles))


_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.I)


def split_name(name: str) -> Name:
    """Split a name as BibTeX does: particles in lower case belong to the family name."""
    words = name.split()
    suffix: list[str] = []
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffix = [words.pop()]
    if len(words) < 2 or "," in name:
        return (name,)
    first = next((n for n, word in enumerate(words[1:-1], 1) if word[0].islower()), len(words) - 1)
    return (" ".join(words[first:]), " ".join(words[:first] + suffix))


_MATHS = re.compile(r"(?<!\\)(\$+)(.+?)(?<!\\)\1", re.S)
_LIGATURE = re.compile(r"([-`',<>])(?=\1)|([?!])(?=`)")
"""Characters that TeX joins into a ligature: two hyphens become a dash."""
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
