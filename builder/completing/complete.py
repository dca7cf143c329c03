"""The complete stage: fields that listings left out, and the owner's corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..model.metadata import (
    ADDRESSES,
    FIELD_NAMES,
    FROM_FILES,
    SERVICE_TITLES,
    Completion,
    Completions,
    Correction,
    Fields,
    Given,
    MetadataRecord,
)
from ..model.problems import Origin, Problem, Problems
from ..model.records import Keyword, Paper, PaperId
from ..settings.paper_names import PaperNames
from ..text import Text
from ..text.identifiers import ARXIV_DOI, arxiv_address, arxiv_pdf, doi_address, find_anthology_pdf
from ..text.keyword_key import keyword_key
from ..text.venue_names import compare_venues, parse_venue
from .contradictions import find_contradictions

_PUBLICATION = ("venue", "volume", "issue", "pages")
"""Fields that are right only together."""
_SINGLE = ("authors", "arxiv_id", *ADDRESSES)
"""Fields of which the first that is known is taken."""


def complete(
    papers: Iterable[Paper],
    records: Iterable[MetadataRecord],
    corrections: Iterable[Correction],
    order: Sequence[str],
    problems: Problems,
) -> tuple[tuple[Paper, ...], Completions]:
    """Return the papers with what `records` know of them, and where each field comes from.

    What a listing said stays. The owner's files come first, then the services in their `order`; a
    published venue, its date and its DOI come before a preprint's. `corrections` replace anything
    but the id. A correction of no paper is a problem, a contradiction or a record of no paper a
    note.
    """
    papers = tuple(papers)
    notes: list[Problem] = []
    known = _group_by_paper(papers, records, order, notes)
    corrected = _find_corrected(papers, corrections, problems)
    names = {keyword_key(word.name): word.name for paper in papers for word in paper.keywords}
    completed: list[Paper] = []
    of_paper: dict[PaperId, Completion] = {}
    for paper in papers:
        found = known.get(paper.id, ())
        notes += (note for record in found for note in find_contradictions(paper, record))
        filled, given = _fill(paper, found, names)
        correction = corrected.get(paper.id)
        if correction:
            filled = _correct(filled, correction)
        removed = correction.removed if correction else ()
        completed.append(_update_addresses(paper, filled, removed))
        if given or correction:
            of_paper[paper.id] = _describe(given, correction)
    return tuple(completed), Completions(of_paper=of_paper, notes=tuple(notes))


def _group_by_paper(
    papers: Iterable[Paper],
    records: Iterable[MetadataRecord],
    order: Sequence[str],
    notes: list[Problem],
) -> Mapping[PaperId, Sequence[MetadataRecord]]:
    """The records that found something, by paper, the most trusted first."""
    rank = {service: number for number, service in enumerate((FROM_FILES, *order))}
    now = current_ids(papers)
    found: dict[PaperId, list[MetadataRecord]] = {}
    doubtful: list[tuple[str, PaperId]] = []
    for record in records:
        id_ = now.get(record.paper)
        if id_ is None:
            message = f"no paper is called {record.paper}; the next `enrich` drops its record"
            notes.append(Problem(origin=record.origin, message=message))
        elif record.found:
            found.setdefault(id_, []).append(record)
        elif record.unsure:
            doubtful.append((record.origin.file, id_))
    undecided = Counter(file for file, id_ in doubtful if id_ not in found)
    for file, count in undecided.items():
        are = "1 paper has" if count == 1 else f"{count:,} papers have"
        message = f"{are} works that may be theirs: decide in same_work.yml, `enrich` says how"
        notes.append(Problem(origin=Origin(file=file), message=message))
    return {
        id_: sorted(group, key=lambda one: (rank.get(one.service, len(rank)), one.service))
        for id_, group in found.items()
    }


def current_ids(papers: Iterable[Paper]) -> Mapping[PaperId, PaperId]:
    """Return the papers that slugs lead to: their own, and old ones that mean only one paper."""
    papers = tuple(papers)
    leads: dict[PaperId, set[PaperId]] = {}
    for paper in papers:
        for alias in paper.aliases:
            leads.setdefault(alias, set()).add(paper.id)
    unique = {alias: next(iter(ids)) for alias, ids in leads.items() if len(ids) == 1}
    return unique | {paper.id: paper.id for paper in papers}


def _find_corrected(
    papers: Iterable[Paper], corrections: Iterable[Correction], problems: Problems
) -> Mapping[PaperId, Correction]:
    corrections = tuple(corrections)
    names = PaperNames(papers if corrections else ())
    found: dict[PaperId, Correction] = {}
    for correction in corrections:
        ids = names.find(correction.paper)
        if len(ids) != 1:
            got = "none is" if not ids else f"{len(ids)} papers are"
            message = f"expected the slug of a paper, but {got} called {correction.paper!r}"
            problems.add(correction.origin, message)
        elif ids[0] in found:
            problems.add(correction.origin, f"{ids[0]}: expected each paper once, got it again")
        else:
            found[ids[0]] = correction
    return found


def _fill(
    paper: Paper, found: Sequence[MetadataRecord], names: dict[str, str]
) -> tuple[Paper, Sequence[tuple[MetadataRecord, tuple[str, ...]]]]:
    """Return the paper with the fields that it lacks, and what each record gave."""
    changes: dict[str, Any] = {}
    given: dict[str, MetadataRecord] = {}
    for name, record in _choose(paper, found):
        assert record.found
        value = getattr(record.found.fields, name)
        if name == "keywords":
            value = tuple(_join_keywords(value, names))
        changes[name] = value
        given[name] = record
    authors = changes.get("authors", paper.authors)
    if orcids := _find_orcids(paper, authors, found):
        changes["orcids"] = tuple(sorted({*paper.orcids, *orcids}))
    filled = replace(paper, **changes) if changes else paper
    return filled, [
        (record, tuple(name for name in FIELD_NAMES if given.get(name) is record))
        for record in found
    ]


def _choose(paper: Paper, found: Sequence[MetadataRecord]) -> Iterator[tuple[str, MetadataRecord]]:
    """Give the fields that the paper lacks, each with the record to take it from."""
    for name in (*_SINGLE, "keywords"):
        holders = [one for one in found if getattr(_fields(one), name)]
        if holders and not getattr(paper, name):
            yield name, holders[0]
    dated = [one for one in found if _fields(one).date]
    if dated and not paper.date:
        # The year of what is cited: a preprint is older than what it became.
        yield "date", min(dated, key=lambda one: not _is_published(_fields(one)))
    dois = [one for one in found if _fields(one).doi]
    if dois and not paper.doi:
        yield "doi", min(dois, key=lambda one: _doi(one).startswith(ARXIV_DOI))
    venues = [one for one in found if _fields(one).venue]
    if not paper.venue and venues:
        best = min(venues, key=lambda one: not _is_published(_fields(one)))
        yield from ((name, best) for name in _PUBLICATION if getattr(_fields(best), name))
    elif paper.venue and not (paper.volume or paper.issue or paper.pages):
        same = (
            one
            for one in venues
            if compare_venues(paper.venue, _fields(one).venue or "") == "same"
            and (not paper.year or not _fields(one).date or _year(one) == paper.year)
        )
        if best_of_same := next(same, None):
            fields = _fields(best_of_same)
            yield from ((name, best_of_same) for name in _PUBLICATION[1:] if getattr(fields, name))


def _fields(record: MetadataRecord) -> Fields:
    return record.found.fields if record.found else Fields()


def _is_published(fields: Fields) -> bool:
    return fields.venue is not None and parse_venue(fields.venue).kind != "preprint"


def _doi(record: MetadataRecord) -> str:
    return _fields(record).doi or ""


def _year(record: MetadataRecord) -> int:
    return int((_fields(record).date or "0")[:4])


def _find_orcids(
    paper: Paper, authors: Sequence[str], found: Iterable[MetadataRecord]
) -> frozenset[tuple[str, str]]:
    """ORCIDs of the paper's authors, of those who have none yet."""
    has_one = {name for name, _ in paper.orcids}
    wanted = set(authors) - has_one
    return frozenset(
        (name, orcid)
        for record in found
        for name, orcid in _fields(record).orcids
        if name in wanted
    )


def _join_keywords(spellings: Iterable[str], names: dict[str, str]) -> Iterator[Keyword]:
    joined: dict[str, list[str]] = {}
    for spelling in spellings:
        name = names.setdefault(keyword_key(spelling), spelling)
        joined.setdefault(name, []).extend([spelling] if spelling != name else [])
    return (Keyword(name=name, spellings=tuple(others)) for name, others in joined.items())


def _correct(paper: Paper, correction: Correction) -> Paper:
    fields = correction.fields
    changes: dict[str, Any] = {name: getattr(fields, name) for name in fields.names}
    for name in ("title", "abstract"):
        if name in changes:
            changes[name] = Text(changes[name])
    if "keywords" in changes:
        changes["keywords"] = tuple(Keyword(name=name) for name in fields.keywords)
    empty: dict[str, Any] = {"authors": (), "keywords": (), "abstract": Text("")}
    changes |= {name: empty.get(name) for name in correction.removed}
    return replace(paper, **changes)


def _update_addresses(before: Paper, after: Paper, removed: Sequence[str]) -> Paper:
    """Give the PDF that an id leads to, and link what is linked of a listing's paper."""
    old = {before.url, before.code_url} - {after.url, after.code_url}
    new = (address for address in (after.url, after.code_url) if address)
    links = tuple(dict.fromkeys([*(link for link in after.links if link not in old), *new]))
    pdf = None if _led_to_pdf(before, after) else after.pdf_url
    if not pdf and "pdf_url" not in removed:
        leads_to = arxiv_pdf(after.arxiv_id) if after.arxiv_id else None
        pdf = find_anthology_pdf(after.doi or "") or leads_to
    if (links, pdf) == (after.links, after.pdf_url):
        return after
    return replace(after, links=links, pdf_url=pdf)


def _led_to_pdf(before: Paper, after: Paper) -> bool:
    """Whether the PDF is the one that an arXiv id led to which was wrong."""
    id_ = before.arxiv_id
    return id_ is not None and id_ != after.arxiv_id and after.pdf_url == arxiv_pdf(id_)


def _describe(
    given: Iterable[tuple[MetadataRecord, tuple[str, ...]]], correction: Correction | None
) -> Completion:
    corrected = (*correction.fields.names, *correction.removed) if correction else ()
    told = (
        (record, tuple(name for name in names if name not in corrected)) for record, names in given
    )
    return Completion(
        given=tuple(
            Given(by=_name_source(record), url=_find_page(record), fields=names)
            for record, names in told
            if names
        ),
        corrected=corrected,
        reason=correction.reason if correction else "",
    )


def _name_source(record: MetadataRecord) -> str:
    if record.service == FROM_FILES and record.found:
        return record.found.identifier.removeprefix(f"{FROM_FILES}:").partition(":")[0]
    return SERVICE_TITLES.get(record.service, record.service)


def _find_page(record: MetadataRecord) -> str | None:
    kind, _, id_ = record.found.identifier.partition(":") if record.found else ("", "", "")
    pages = {
        "arxiv": arxiv_address,
        "doi": doi_address,
        "openalex": "https://openalex.org/{}".format,
        "semantic-scholar": "https://www.semanticscholar.org/paper/{}".format,
    }
    if record.service == FROM_FILES or kind not in pages:
        return None
    return pages[kind](id_)
