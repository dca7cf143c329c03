"""What services said so far, as a run of `enrich` finds it, changes it and saves it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from ..completing import complete, current_ids, tidy_candidate, write_metadata
from ..dedupe.offered import (
    list_references,
    make_candidates,
    references_of,
    resolve_offered,
)
from ..dedupe.recognising import Recognition, Rulings
from ..model.metadata import FROM_FILES, Candidate, MetadataRecord
from ..model.problems import Origin, Problems
from ..model.records import Entry, ListingId, Paper, PaperId
from ..papers import PapersRead
from ..text.identifiers import ARXIV_DOI
from ..text.title_key import normalise_title
from ..text.venue_names import parse_venue

REMEMBERED = 90
"""Days after which a service is asked again for what it did not know."""
ASKED_FOR = ("authors", "date", "venue", "doi", "arxiv_id", "code_url")
"""Fields for whose sake services are asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """Works that may be a paper, for the owner to decide."""

    paper: str
    """What the owner may call it in `same_work.yml`."""
    candidates: tuple[Candidate, ...]


class Records:
    """What each service said of each paper."""

    def __init__(self, found: PapersRead, folder: Path, today: date) -> None:
        self.listed: Mapping[PaperId, Paper] = {paper.id: paper for paper in found.listed}
        self._read = found
        self._folder = folder
        self._today = today
        self._of: dict[str, dict[PaperId, MetadataRecord]] = {}
        now = current_ids(found.listed)
        self._names = _name_papers(found)
        self.dropped = 0
        for record in found.metadata:
            id_ = now.get(record.paper)
            known = self._of.setdefault(record.service, {})
            if id_ is None or (id_ in known and record.paper != id_):
                self.dropped += 1
            else:
                known[id_] = replace(record, paper=id_)
        self._rulings = resolve_offered(found.rulings, found.listed, _list_positions(found))
        self._ruled: dict[PaperId, list[str]] = {}
        for paper, reference in self._rulings.same:
            self._ruled.setdefault(paper, []).append(reference)
        self._apply_rulings()

    def _apply_rulings(self) -> None:
        """Take what the owner said is the paper; forget what she said is not."""
        for known in self._of.values():
            for id_, record in known.items():
                offered = (record.found,) if record.found else record.unsure
                ruled = self._rulings.of(id_, [references_of(one) for one in offered])
                if ruled.same or ruled.other:
                    known[id_] = _rule(record, offered, ruled)

    def rulings_on(self, service: str, paper: PaperId, offered: Sequence[Entry]) -> Rulings:
        """Return what the owner decided about the records offered for a paper."""
        return self._rulings.of(paper, [list_references(service, one) for one in offered])

    def describe(self, paper: Paper) -> Entry:
        """Return what is known of a paper, and the identifier that the owner says it has."""
        entry = as_entry(paper)
        ruled = dict(reference.split(":", 1) for reference in self._ruled.get(paper.id, ()))
        return replace(
            entry,
            doi=entry.doi or ruled.get("doi"),
            arxiv_id=entry.arxiv_id or ruled.get("arxiv"),
        )

    def list_doubts(self) -> tuple[Doubt, ...]:
        """Return the works that may be papers, and that would give these something."""
        doubts: dict[PaperId, dict[str, Candidate]] = {}
        for known in self._of.values():
            for id_, record in known.items():
                if record.unsure:
                    told = doubts.setdefault(id_, {})
                    told.update((one.identifier, one) for one in record.unsure)
        lacking = (
            (
                paper.id,
                tuple(one for one in told.values() if self.lacks(paper, one.fields.names)),
            )
            for paper in self.completed()
            for told in [doubts.get(paper.id, {})]
        )
        return tuple(
            Doubt(paper=self._names[id_], candidates=candidates)
            for id_, candidates in lacking
            if candidates
        )

    def find_ruled(
        self, service: str, offered: Sequence[Entry]
    ) -> Mapping[PaperId, frozenset[int]]:
        """Return the places of records that the owner says are a paper, however unlike it."""
        papers: dict[str, list[PaperId]] = {}
        for paper, reference in self._rulings.same:
            papers.setdefault(reference, []).append(paper)
        found: dict[PaperId, set[int]] = {}
        for place, one in enumerate(offered if papers else ()):
            for reference in list_references(service, one):
                for paper in papers.get(reference, ()):
                    found.setdefault(paper, set()).add(place)
        return {paper: frozenset(places) for paper, places in found.items()}

    def completed(self) -> tuple[Paper, ...]:
        """Return the papers with all that is known by now."""
        records = (record for known in self._of.values() for record in known.values())
        order, corrections = self._read.services.order, self._read.corrections
        return complete(self._read.listed, records, corrections, order, Problems())[0]

    def lacks(self, paper: Paper, fields: Iterable[str]) -> bool:
        """Whether a completed paper lacks one of the fields, or has it of a preprint only."""
        listed = self.listed[paper.id]
        return any(
            not getattr(listed, name) and _is_missing(paper, name)
            for name in fields
            if name in ASKED_FOR
        )

    def is_known(self, service: str, paper: PaperId) -> bool:
        """Whether the service need not be asked for a paper today."""
        record = self._of.get(service, {}).get(paper)
        if record is None or (not record.found and paper in self._ruled):
            return False
        age = self._today - date.fromisoformat(record.day)
        return record.found is not None or age < timedelta(days=REMEMBERED)

    def keep(
        self,
        service: str,
        paper: PaperId,
        offered: Sequence[Entry],
        recognition: Recognition,
        keeps_keywords: bool = True,
    ) -> MetadataRecord:
        """Keep what a service said of a paper today; what it once found stays until it finds more.

        A file of the owner's adds to what others said.
        """
        taken, doubtful = make_candidates(service, offered, recognition, keeps_keywords)
        found = tidy_candidate(taken) if taken else None
        unsure = tuple(map(tidy_candidate, doubtful))
        known = self._of.setdefault(service, {})
        before = known.get(paper)
        old = before.found if before else None
        record = MetadataRecord(
            paper=paper,
            service=service,
            day=self._today.isoformat(),
            found=_add(found, old) if found and service == FROM_FILES else found,
            unsure=unsure,
        )
        if found or not old:
            known[paper] = record
        return record

    def save(self, service: str) -> None:
        """Write the file of a service."""
        write_metadata(self._folder, service, self._of.get(service, {}).values())

    def save_all(self) -> None:
        """Write every file."""
        for service in self._of:
            self.save(service)


def as_entry(paper: Paper) -> Entry:
    """Return what is known of a paper as a record to compare others with."""
    return Entry(
        origin=Origin(file=paper.id),
        listing=ListingId("catalogue"),
        position=1,
        title=paper.title,
        abstract=paper.abstract,
        authors=paper.authors,
        date=paper.date,
        venue=paper.venue,
        volume=paper.volume,
        issue=paper.issue,
        pages=paper.pages,
        doi=paper.doi,
        arxiv_id=paper.arxiv_id,
    )


def _list_positions(found: PapersRead) -> Mapping[str, PaperId]:
    """Papers by `file:position`, as the owner may name them."""
    file = {listing.id: listing.file for listing in found.read.listings}
    return {
        f"{file[seen.listing]}:{seen.position}": paper.id
        for paper in found.listed
        for seen in paper.sightings
        if seen.listing in file
    }


def _name_papers(found: PapersRead) -> Mapping[PaperId, str]:
    """By its title, or by `file:position` where that is not the title of one record or more."""
    written = {normalise_title(entry.title.plain) for entry in found.read.entries}
    titles = Counter(normalise_title(paper.title.plain) for paper in found.listed)
    positions: dict[PaperId, str] = {}
    for position, id_ in _list_positions(found).items():
        positions.setdefault(id_, position)
    return {
        paper.id: paper.title.plain
        if titles[title] == 1 and title in written
        else positions[paper.id]
        for paper in found.listed
        for title in [normalise_title(paper.title.plain)]
    }


def _rule(record: MetadataRecord, offered: Sequence[Candidate], ruled: Rulings) -> MetadataRecord:
    if record.found:
        return record if ruled.same else replace(record, found=None)
    if ruled.same:
        place, comment = min(ruled.same.items())
        taken = replace(offered[place], evidence=f"by hand: {comment}")
        return replace(record, found=taken, unsure=())
    left = tuple(one for place, one in enumerate(offered) if place not in ruled.other)
    return replace(record, unsure=left)


def _add(new: Candidate, old: Candidate | None) -> Candidate:
    """What a file says, and what earlier ones said besides."""
    if old is None:
        return new
    missing = {n: getattr(old.fields, n) for n in old.fields.names if n not in new.fields.names}
    return replace(new, fields=replace(new.fields, **missing))


def _is_missing(paper: Paper, field: str) -> bool:
    if field == "doi":
        return not paper.doi or paper.doi.startswith(ARXIV_DOI)
    if field == "venue":
        return not paper.venue or parse_venue(paper.venue).kind == "preprint"
    return not getattr(paper, field)
