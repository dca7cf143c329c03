"""Works that are offered for a paper: what they are called, and what they say together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ..model.metadata import FROM_FILES, Candidate, Fields, make_fields
from ..model.records import Entry, Paper, PaperId
from ..settings.paper_names import PaperNames
from ..text.identifiers import ARXIV_DOI
from .combining import choose_title, combine
from .recognising import Recognition, Rulings
from .same_work import Ruling, read_reference

Reference = str
"""What the owner calls an offered work in `same_work.yml`: `doi:10.1145/…`, `openalex:W1`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferedRulings:
    """What the owner decided about works that no listing has."""

    same: Mapping[tuple[PaperId, Reference], str]
    """With the owner's comment."""
    other: frozenset[tuple[PaperId, Reference]]

    def of(self, paper: PaperId, offered: Sequence[Iterable[Reference]]) -> Rulings:
        """Return what is decided about the works offered for a paper, by their places."""
        same: dict[int, str] = {}
        other: set[int] = set()
        for place, references in enumerate(offered):
            for reference in references:
                if (paper, reference) in self.same:
                    same[place] = self.same[paper, reference]
                elif (paper, reference) in self.other:
                    other.add(place)
        return Rulings(same=same, other=frozenset(other))


def resolve_offered(
    rulings: Iterable[Ruling], papers: Iterable[Paper], positions: Mapping[str, PaperId]
) -> OfferedRulings:
    """Find the rulings on papers and works that no listing has.

    `positions` has the papers by `file:position`.
    """
    rulings = tuple(rulings)
    names = PaperNames(papers if rulings else ())
    same: dict[tuple[PaperId, Reference], str] = {}
    other: set[tuple[PaperId, Reference]] = set()
    for ruling in rulings:
        texts = [record.text or "" for record in ruling.records]
        ids = {id_ for text in texts for id_ in names.find(text)}
        ids |= {positions[text] for text in texts if text in positions}
        references = {reference for text in texts if (reference := read_reference(text))}
        pairs = ((id_, reference) for id_ in sorted(ids) for reference in sorted(references))
        if ruling.action == "merge":
            same.update(dict.fromkeys(pairs, ruling.comment))
        else:
            other.update(pairs)
    return OfferedRulings(same=same, other=frozenset(other))


def list_references(service: str, entry: Entry) -> tuple[Reference, ...]:
    """Return what the owner may call an offered record, the most lasting first."""
    found: list[Reference] = []
    if entry.doi and not entry.doi.startswith(ARXIV_DOI):
        found.append(f"doi:{entry.doi}")
    if entry.arxiv_id:
        found.append(f"arxiv:{entry.arxiv_id}")
    if entry.doi:
        found.append(f"doi:{entry.doi}")
    if service == FROM_FILES:
        file = PurePosixPath(entry.origin.file).name
        own = f"{file}:{entry.key or entry.position}"
    else:
        own = (entry.key or str(entry.position)).rstrip("/").rpartition("/")[2]
    found.append(f"{service}:{'_'.join(own.split())}")
    return tuple(dict.fromkeys(found))


def references_of(candidate: Candidate) -> tuple[Reference, ...]:
    """Return what the owner may call a candidate that was kept."""
    doi, arxiv_id = candidate.fields.doi, candidate.fields.arxiv_id
    found = [candidate.identifier]
    found += [f"doi:{doi}"] if doi else []
    found += [f"arxiv:{arxiv_id}"] if arxiv_id else []
    return tuple(dict.fromkeys(found))


def make_candidates(
    service: str, offered: Sequence[Entry], recognition: Recognition, keeps_keywords: bool
) -> tuple[Candidate | None, tuple[Candidate, ...]]:
    """Return the work that is the paper, of all its records, and those that may be it."""
    unsure = tuple(
        _make_candidate(service, [offered[place]], evidence, keeps_keywords)
        for place, evidence in recognition.unsure
    )
    if not recognition.taken:
        return None, unsure
    taken = [offered[place] for place in recognition.taken]
    return _make_candidate(service, taken, recognition.evidence, keeps_keywords), unsure


def _make_candidate(
    service: str, records: Sequence[Entry], evidence: str, keeps_keywords: bool
) -> Candidate:
    fields = combine_fields(records)
    references = [reference for one in records for reference in list_references(service, one)]
    own = "arxiv:" if service in ("arxiv", "hugging-face") else "doi:"
    if service == FROM_FILES:
        own = f"{FROM_FILES}:"
    identifier = min(references, key=lambda reference: not reference.startswith(own))
    if not keeps_keywords:
        fields = replace(fields, keywords=())
    return Candidate(identifier=identifier, evidence=evidence, fields=fields)


def combine_fields(records: Sequence[Entry]) -> Fields:
    """Return what the records of one work say together: the published one, with the arXiv id."""
    if len(records) == 1:
        return make_fields(records[0])
    paper = combine(PaperId("offered"), records, choose_title(records))
    keywords = next((record.keywords for record in records if record.keywords), ())
    return Fields(
        title=paper.title.source,
        authors=paper.authors,
        date=_date_of_venue(records, paper.venue) or paper.date,
        venue=paper.venue,
        volume=paper.volume,
        issue=paper.issue,
        pages=paper.pages,
        doi=paper.doi,
        arxiv_id=paper.arxiv_id,
        url=paper.url,
        pdf_url=paper.pdf_url,
        code_url=next((one.code_url for one in records if one.code_url), None),
        keywords=keywords,
        orcids=paper.orcids,
    )


def _date_of_venue(records: Iterable[Entry], venue: str | None) -> str | None:
    """The date of the record that has the venue: a preprint is older than what it became."""
    return next((one.date for one in records if venue and one.venue == venue), None)
