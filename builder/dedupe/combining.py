"""Combines the records of one work into a paper: each field from the best record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ..model.records import Entry, Paper, PaperId, Sighting
from ..text import Text
from ..text.identifiers import ARXIV_DOI, arxiv_pdf, find_anthology_pdf
from ..text.title_key import normalise_title
from ..text.urls import is_code_host, may_be_code
from ..text.venue_names import parse_venue

_OPENING = 12
"""Words of an abstract that replace a missing title."""


def combine(id_: PaperId, entries: Sequence[Entry], title: Text) -> Paper:
    """Return the paper; the order of `entries` does not matter."""
    entries = sorted(entries, key=lambda entry: (entry.listing, entry.position, entry.origin))
    abstract = _longest_text(entry.abstract for entry in entries)
    venue_record = _best_venue_record(entries)
    texts = [abstract, *(entry.abstract for entry in entries), *(entry.title for entry in entries)]
    links = list(dict.fromkeys(link for text in texts for link in text.links))
    url = _choose_url(entries)
    code_url = _choose_code_url(entries, links)
    return Paper(
        id=id_,
        title=title,
        abstract=abstract,
        sightings=tuple(
            Sighting(listing=entry.listing, position=entry.position, label=entry.label)
            for entry in entries
        ),
        authors=_fullest_authors(entries),
        date=_earliest_date(entry.date for entry in entries),
        venue=venue_record.venue,
        volume=venue_record.volume,
        issue=venue_record.issue,
        pages=venue_record.pages,
        doi=_choose_doi(entries),
        arxiv_id=min((entry.arxiv_id for entry in entries if entry.arxiv_id), default=None),
        url=url,
        pdf_url=_choose_pdf_url(entries),
        code_url=code_url,
        orcids=tuple(sorted({pair for entry in entries for pair in entry.orcids})),
        links=tuple(dict.fromkeys([*links, *(a for a in (url, code_url) if a)])),
    )


def choose_title(entries: Iterable[Entry]) -> Text:
    """Return the title that most records have; among equals that of a published record.

    Where none has a title, the opening words of the abstract replace it.
    """
    entries = tuple(entries)
    titled = [entry for entry in entries if entry.title]
    if not titled:
        return _fallback_title(entries)
    frequency = Counter(normalise_title(entry.title.plain) for entry in titled)
    spelling = Counter(entry.title.source for entry in titled)

    def rank(entry: Entry) -> tuple[int, int, bool, int, str]:
        source = entry.title.source
        return (
            -frequency[normalise_title(entry.title.plain)],
            -_publication_rank(entry),
            source.isupper(),
            -spelling[source],
            source,
        )

    return min(titled, key=rank).title


def _fallback_title(entries: Iterable[Entry]) -> Text:
    abstract = _longest_text(entry.abstract for entry in entries)
    words = abstract.source.split()
    if words:
        return Text(" ".join(words[:_OPENING]) + ("\u2026" if len(words) > _OPENING else ""))
    known = sorted(
        name
        for entry in entries
        for name in (entry.doi, entry.arxiv_id and f"arXiv:{entry.arxiv_id}", entry.url, entry.key)
        if name
    )
    return Text(known[0] if known else "Untitled")


def _publication_rank(entry: Entry) -> int:
    """Rank a record: 2 in a journal or proceedings, 1 with a publisher's DOI, 0 a preprint."""
    if entry.venue and parse_venue(entry.venue).kind != "preprint":
        return 2
    return int(bool(entry.doi) and not (entry.doi or "").startswith(ARXIV_DOI))


def _longest_text(texts: Iterable[Text]) -> Text:
    return min(texts, key=lambda text: (-len(text.source), text.source), default=Text(""))


def _fullest_authors(entries: Iterable[Entry]) -> tuple[str, ...]:
    lists = {entry.authors for entry in entries}
    return min(lists, key=lambda names: (-len(names), -sum(map(len, names)), names))


def _earliest_date(dates: Iterable[str | None]) -> str | None:
    """Return the earliest year's most precise date."""
    known = {date for date in dates if date}
    return min(
        known, key=lambda date: (date[:4], len(date) < 7, date[:7], -len(date), date), default=None
    )


def _best_venue_record(entries: Iterable[Entry]) -> Entry:
    """The record whose venue, volume and pages the paper takes: published, and in full."""

    def rank(entry: Entry) -> tuple[int, int, int, str]:
        known = (entry.venue, entry.volume, entry.issue, entry.pages)
        return (
            -_publication_rank(entry) if entry.venue else 1,
            -sum(value is not None for value in known),
            -sum(len(value or "") for value in known),
            "\n".join(value or "" for value in known),
        )

    return min(entries, key=rank)


def _choose_doi(entries: Iterable[Entry]) -> str | None:
    known = {entry.doi for entry in entries if entry.doi}
    return min(known, key=lambda doi: (doi.startswith(ARXIV_DOI), doi), default=None)


def _choose_url(entries: Iterable[Entry]) -> str | None:
    urls = {(-_publication_rank(entry), entry.url) for entry in entries if entry.url}
    return min(urls)[1] if urls else None


def _choose_pdf_url(entries: Sequence[Entry]) -> str | None:
    """Choose what a record gives, the published one first, else what an id leads to."""
    stated = {(-_publication_rank(entry), entry.pdf_url) for entry in entries if entry.pdf_url}
    if stated:
        return min(stated)[1]
    named = sorted(text for entry in entries for text in (entry.url, entry.doi) if text)
    anthology = next((pdf for text in named if (pdf := find_anthology_pdf(text))), None)
    ids = sorted(entry.arxiv_id for entry in entries if entry.arxiv_id)
    return anthology or (arxiv_pdf(ids[0]) if ids else None)


def _choose_code_url(entries: Iterable[Entry], links: Iterable[str]) -> str | None:
    """Choose the field, else a repository linked in the texts, else another code host."""
    stated = sorted({entry.code_url for entry in entries if entry.code_url})
    if stated:
        return stated[0]
    found = [link for link in links if may_be_code(link)]
    return next((link for link in found if is_code_host(link)), found[0] if found else None)
