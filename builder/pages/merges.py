"""Pairs that were merged despite different titles, or nearly merged, if there are any."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from ..layout.pagination import name_part, paginate
from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind
from ..model.records import Entry, Match, PaperId, Sighting
from ..text.lines import truncate
from ._cards import make_sighting_address, title_without_links

PAIRS_PER_PAGE = 50
"""Pairs on one page."""
_ORDER = {"merged": 0, "versions": 1, "apart": 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One side of a pair."""

    paper: PaperId
    title: Markup
    authors: str
    place: str
    """Venue, year, volume and pages, as far as known."""
    identifiers: str
    abstract: str
    listing: str
    position: int
    address: str
    """Of the sighting, relative to the site's root."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PairRow:
    """One pair of records."""

    decision: str
    score: float
    evidence: str
    records: tuple[Record, Record]
    ruling: str
    """What to write into `same_work.yml` to reverse the decision."""


def sort_matches(catalogue: Catalogue) -> tuple[Match, ...]:
    """Return the pairs: merged, versions, apart; in each the surest first."""
    return tuple(sorted(catalogue.matches, key=lambda match: _ORDER[match.decision]))


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    words = catalogue.site.words
    matches = sort_matches(catalogue)
    if not matches:
        return
    counts = {name: sum(match.decision == name for match in matches) for name in _ORDER}
    repeated = sum(len(paper.sightings) for paper in catalogue.papers) - len(catalogue.papers)
    for part in paginate(matches, PAIRS_PER_PAGE, "merges", index=True):
        rows = [_make_row(catalogue, match) for match in part.items]
        yield Page(
            path=part.path,
            template="merges.md.j2",
            title=name_part(words.gettext("Merges"), part, words),
            description=words.gettext(
                "Records merged despite different titles, and similar ones kept separate."
            ),
            context={
                "part": part,
                "counts": counts,
                "repeated": repeated,
                "groups": [
                    (name, list(rows)) for name, rows in groupby(rows, lambda r: r.decision)
                ],
            },
            meta={"hide": ["navigation", "toc"], "styles": ["merges.css"]},
        )


def _make_row(catalogue: Catalogue, match: Match) -> PairRow:
    pair = (match.left, match.right)
    names = [f"{catalogue.listing[entry.listing].file}:{entry.position}" for entry in pair]
    why = catalogue.site.words.gettext("Why.")
    other = "keep_apart" if match.decision == "merged" else "merge"
    return PairRow(
        decision=match.decision,
        score=match.score,
        evidence=match.evidence,
        records=(_make_record(catalogue, match.left), _make_record(catalogue, match.right)),
        ruling=f"{other}:\n  - records: {json.dumps(names, ensure_ascii=False)}\n"
        f"    comment: {why}",
    )


def _make_record(catalogue: Catalogue, entry: Entry) -> Record:
    words = catalogue.site.words
    volume = words.gettext("vol. %(volume)s", volume=entry.volume) if entry.volume else ""
    pages = words.gettext("p. %(pages)s", pages=entry.pages) if entry.pages else ""
    place = [entry.venue or "", entry.date or "", volume, pages]
    arxiv = f"arXiv:{entry.arxiv_id}" if entry.arxiv_id else ""
    sighting = Sighting(listing=entry.listing, position=entry.position, label=entry.label)
    return Record(
        paper=catalogue.paper_at[entry.listing, entry.position],
        title=title_without_links(entry.title),
        authors=", ".join(entry.authors[:8])
        + (f" {words.gettext('et al.')}" if len(entry.authors) > 8 else ""),
        place=" · ".join(part for part in place if part),
        identifiers=" · ".join(part for part in (entry.doi or "", arxiv) if part),
        abstract=truncate(entry.abstract.plain, 320),
        listing=catalogue.listing[entry.listing].title,
        position=entry.position,
        address=make_sighting_address(sighting),
    )


PAGE_KIND = PageKind(name="merges", owns=("merges",), lay_out=_lay_out)
