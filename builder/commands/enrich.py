"""Completes the papers of a catalogue from services and files, into `sources/metadata/`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..dedupe.blocking import candidates_across
from ..dedupe.profiles import build_profiles
from ..dedupe.recognising import Rulings, recognise, recognise_one
from ..dedupe.title_kinds import is_serial_title
from ..model.metadata import FROM_FILES
from ..model.problems import BuilderError, Problems
from ..model.project import Project
from ..model.records import Entry, ListingId, Paper
from ..output.writing import lock_folder
from ..papers import read_papers
from ..reading.listings import read_file
from ..runtime.progress import Progress
from ..services import SERVICES, Service
from ..services.asking import Answer, Wanted, ask_service, count_requests
from ..services.client import Client, Clock, RefusedError
from ..settings.services import ServiceSettings
from ..text.title_key import normalise_title
from .enrich_records import ASKED_FOR, Doubt, Records, as_entry

SAVED_AFTER = 10
"""Papers that an interruption can cost at most, if a service is asked for one at a time."""


@dataclass(kw_only=True, slots=True)
class Asked:
    """How it went with one service, or with the owner's files."""

    title: str
    wanted: int = 0
    by_identifier: int = 0
    asked: int = 0
    found: int = 0
    not_accepted: int = 0
    unsure: int = 0
    refusal: str = ""
    seconds: float = 0.0
    """What asking takes at least."""
    price: float = 0.0


@dataclass(kw_only=True, slots=True)
class EnrichReport:
    """What a run did, or would do."""

    dry_run: bool
    asked: list[Asked] = field(default_factory=list)
    papers: int = 0
    before: Mapping[str, int] = field(default_factory=dict)
    after: Mapping[str, int] = field(default_factory=dict)
    """Papers that have each field."""
    dropped: int = 0
    """Records of papers that are gone."""
    doubts: tuple[Doubt, ...] = ()
    """What the owner has to decide, after this run and earlier ones."""
    interrupted: bool = False

    @property
    def refused(self) -> bool:
        """Whether a service did not answer to the end."""
        return any(asked.refusal for asked in self.asked)


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What to ask, and how."""

    services: tuple[str, ...] = ()
    """Only these; else all that are not off, in the owner's order."""
    files: tuple[Path, ...] = ()
    """Ask these instead of services."""
    limit: int | None = None
    """Papers to ask each service for at most."""
    again: bool = False
    """Ask even for what was found, and for what a service did not know lately."""
    dry_run: bool = False


def enrich(
    project: Project,
    options: Options,
    today: date,
    problems: Problems,
    clock: Clock | None = None,
    environment: Mapping[str, str] = os.environ,
) -> EnrichReport:
    """Ask for papers that lack something, and keep what is sure; never adds a paper.

    Each file is written after every few papers, so that an interrupted run goes on where it was;
    while another writes into the sources, this one waits.
    """
    with lock_folder(project.sources, "run"), Progress() as progress:
        read = read_papers(project, problems, progress)
        _check_own_files(project, problems)
        records = Records(read, project.sources / "metadata", today)
        report = EnrichReport(dry_run=options.dry_run, papers=len(read.listed))
        report.before = _count_fields(read.papers)
        report.dropped = records.dropped
        run = _Run(
            records=records,
            options=options,
            settings=read.services,
            progress=progress,
            clock=clock or Clock(),
            environment=environment,
            report=report,
        )
        try:
            if options.files:
                run.ask_files(problems)
            else:
                run.ask_services()
        except KeyboardInterrupt:
            report.interrupted = True
        if not options.dry_run:
            records.save_all()
        report.after = _count_fields(records.completed())
        report.doubts = records.list_doubts()
    return report


def _check_own_files(project: Project, problems: Problems) -> None:
    """Stop where a file has faults that this run would write over, or that say whom to ask."""
    sources = project.sources.as_posix()
    places = (f"{sources}/metadata/", f"{sources}/services.yml")
    for problem in problems:
        if problem.origin.file.startswith(places):
            raise BuilderError(f"{problem}; mend it before `enrich` goes on")


def _count_fields(papers: Iterable[Paper]) -> Mapping[str, int]:
    papers = tuple(papers)
    return {name: sum(bool(getattr(paper, name)) for paper in papers) for name in ASKED_FOR}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Run:
    records: Records
    options: Options
    settings: ServiceSettings
    progress: Progress
    clock: Clock
    environment: Mapping[str, str]
    report: EnrichReport

    def ask_services(self) -> None:
        for name in self.settings.order:
            chosen = self.options.services
            if name in chosen or (not chosen and name not in self.settings.off):
                self._ask(SERVICES[name])

    def _ask(self, service: Service) -> None:
        wanted = self._list_wanted(service)
        by_identifier, by_title = count_requests(service, wanted)
        asked = Asked(title=service.title, wanted=len(wanted), by_identifier=by_identifier)
        self.report.asked.append(asked)
        requests = -(-by_identifier // service.batch) + by_title
        asked.seconds = max(requests - 1, 0) * service.interval
        if service.allowance:
            asked.price = service.estimate(by_identifier, by_title)
        if self.options.dry_run or not wanted:
            return
        client = Client(
            service,
            address=self.settings.address.get(service.name, ""),
            contact=self.settings.contact,
            environment=self.environment,
            clock=self.clock,
        )
        self.progress.stage(f"asking {service.title}", len(wanted))
        unsaved = 0
        try:
            for answers in ask_service(service, client, wanted):
                for answer in answers:
                    self._take(service, answer, asked)
                unsaved += len(answers)
                if unsaved >= SAVED_AFTER:
                    self.records.save(service.name)
                    unsaved = 0
                self.progress.step(len(answers))
        except RefusedError as refusal:
            asked.refusal = str(refusal)
        finally:
            self.records.save(service.name)

    def _list_wanted(self, service: Service) -> tuple[Wanted, ...]:
        wanted = (
            Wanted(id=paper.id, paper=self.records.describe(paper))
            for paper in self.records.completed()
            if self.records.lacks(paper, service.gives)
            and (self.options.again or not self.records.is_known(service.name, paper.id))
        )
        askable = (
            one
            for one in wanted
            if service.identify(one.paper)
            or not is_serial_title(normalise_title(one.paper.title.plain))
        )
        return tuple(askable)[: self.options.limit]

    def _take(self, service: Service, answer: Answer, asked: Asked) -> None:
        asked.asked += 1
        if answer.offered is None:
            asked.not_accepted += 1
            return
        wanted = answer.wanted
        rulings = self.records.rulings_on(service.name, wanted.id, answer.offered)
        recognised = recognise_one(wanted.paper, answer.offered, rulings)
        record = self.records.keep(
            service.name, wanted.id, answer.offered, recognised, service.keeps_keywords
        )
        asked.found += record.found is not None
        asked.unsure += bool(record.unsure)

    def ask_files(self, problems: Problems) -> None:
        """Match the records of all files with the papers that lack something."""
        offered = tuple(_read_files(self.options.files, problems))
        papers = [p for p in self.records.completed() if self.records.lacks(p, ASKED_FOR)]
        names = ", ".join(file.name for file in self.options.files)
        asked = Asked(title=names, wanted=len(papers), asked=len(papers))
        self.report.asked.append(asked)
        self.progress.stage("comparing", len(papers))
        profiles = build_profiles([*(as_entry(paper) for paper in papers), *offered])
        mine, theirs = profiles[: len(papers)], profiles[len(papers) :]
        near = candidates_across(mine, theirs)
        named = self.records.find_ruled(FROM_FILES, offered)
        for index, paper in enumerate(self.progress.track(papers)):
            places = sorted(near.get(index, frozenset()) | named.get(paper.id, frozenset()))
            nearby = [offered[place] for place in places]
            rulings: Rulings = self.records.rulings_on(FROM_FILES, paper.id, nearby)
            recognised = recognise(
                mine[index], {n: theirs[place] for n, place in enumerate(places)}, rulings
            )
            if not recognised.taken and not recognised.unsure:
                continue
            record = self.records.keep(FROM_FILES, paper.id, nearby, recognised)
            asked.found += record.found is not None
            asked.unsure += bool(record.unsure)


def _read_files(files: Iterable[Path], problems: Problems) -> Iterable[Entry]:
    for number, file in enumerate(files, 1):
        read = read_file(file, ListingId(f"from-{number}"), problems)
        yield from read[1] if read else ()
