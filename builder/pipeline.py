"""The whole program, top to bottom: read, merge, tag, relate, lay out, render, write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from .citing.keys import make_keys
from .completing import complete, read_corrections, read_metadata
from .dedupe import MergeResult, Ruling, merge, read_same_work
from .meaning import MeaningStage, compose_meaning, read_learnt
from .model.catalogue import Catalogue
from .model.metadata import Completions, Correction, MetadataRecord
from .model.problems import Problems
from .model.project import PAGES_BY_HAND, RESOURCES, Project
from .model.records import Listing, Match, Paper, Tag
from .output.build_cache import (
    BuildSummary,
    discard_last_build,
    hash_inputs,
    load_last_build,
    save_build,
)
from .output.notes import Notes
from .output.rendering import Renderer
from .output.searching import keep_search, note_search
from .output.writing import WriteReport, lock_output, write_files
from .parts import EXPORTS, OWNED_NAMES, PAGE_KINDS, SEARCH_PART, lay_out, prepare_watched
from .people import find_people, find_venues, read_people
from .reading.listings import ReadResult, read_listings
from .relating.relate import relate
from .runtime.hashing import hash_value
from .runtime.memory import Memory
from .runtime.progress import Progress
from .search.base import SearchBase
from .settings.arrivals import read_arrivals
from .settings.handwritten import read_handwritten
from .settings.moves import apply_moves, read_moves
from .settings.services import ServiceSettings, read_services
from .settings.site import ListingSettings, list_configs, read_listing_settings
from .settings.subscriptions import Subscription, read_subscriptions
from .settings.wording import read_worded_site
from .tagging import add_keyword_tags, assign_tags, read_vocabulary, tell_vocabulary
from .text import Text
from .text.language import ENGLISH, Language, find_language

__all__ = [
    "EXPORTS",
    "OWNED_NAMES",
    "PAGE_KINDS",
    "build",
    "gather",
    "gather_search",
    "read_papers",
    "read_worded_site",
]

PARALLEL_FROM = 200
"""Papers from which laying out in several processes is worthwhile."""
REBUILD_PARALLEL_FROM = 2000
"""The same where a build was made before: one process remembers stems and compiled templates."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PapersRead:
    """The papers of the listings, before and after what services and the owner say of them."""

    read: ReadResult
    merged: MergeResult
    listed: tuple[Paper, ...]
    papers: tuple[Paper, ...]
    completions: Completions
    services: ServiceSettings
    corrections: tuple[Correction, ...]
    metadata: tuple[MetadataRecord, ...]
    rulings: tuple[Ruling, ...]


_PAPERS = (
    *("listings", "listings.yml", "subscriptions.yml", "same_work.yml", "permalinks.yml"),
    *("metadata", "corrections.yml", "services.yml"),
)
"""Below the sources: what the papers are read from."""
_TAGS = ("tags.yml", "tag_assignments.yml")
_NO_TEXT = Text("")


@dataclass(frozen=True, kw_only=True, slots=True)
class PapersFound:
    """Of the papers read, what the catalogue holds."""

    papers: tuple[Paper, ...]
    listings: tuple[Listing, ...]
    matches: tuple[Match, ...]
    completions: Completions


def read_papers(
    project: Project, problems: Problems, progress: Progress, memory: Memory | None = None
) -> PapersRead:
    """Read the papers of the sources, merged, moved, completed and corrected."""
    memory = Memory(project.cache) if memory is None else memory
    sources = project.sources
    progress.stage("reading")
    settings = read_listing_settings(sources / "listings.yml", problems)
    subscriptions = read_subscriptions(sources / "subscriptions.yml", problems)
    read = read_listings(
        sources / "listings", _add_titles(settings, subscriptions), problems, memory
    )
    rulings = read_same_work(sources / "same_work.yml", problems)
    progress.stage("merging")
    merged = merge(read.entries, rulings, problems, memory)
    moves = read_moves(sources / "permalinks.yml", problems)
    listed = apply_moves(merged.papers, moves, problems)
    metadata = read_metadata(sources / "metadata", problems, memory.files.read)
    corrections = read_corrections(sources / "corrections.yml", problems)
    services = read_services(sources / "services.yml", problems)
    papers, completions = complete(listed, metadata, corrections, services.order, problems)
    return PapersRead(
        read=read,
        merged=merged,
        listed=listed,
        papers=papers,
        completions=completions,
        services=services,
        corrections=corrections,
        metadata=metadata,
        rulings=rulings,
    )


def _add_titles(
    settings: Mapping[str, ListingSettings], subscriptions: Iterable[Subscription]
) -> Mapping[str, ListingSettings]:
    """The settings of listings, where those of subscriptions have their titles."""
    found = dict(settings)
    for one in subscriptions:
        stated = found.get(one.file, ListingSettings())
        found[one.file] = replace(stated, title=stated.title or one.title)
    return found


def gather(
    project: Project,
    problems: Problems,
    progress: Progress | None = None,
    memory: Memory | None = None,
) -> Catalogue:
    """Read the sources into a catalogue; faults in them go to `problems`.

    `memory` knows what each stage gave for what it was given.
    """
    progress = progress or Progress()
    memory = Memory(project.cache) if memory is None else memory
    project.check_inputs(OWNED_NAMES)
    site = read_worded_site(project, problems)
    language = find_language(site.papers_language)
    sources = project.sources
    remember = partial(memory.remember, problems=problems)

    def files(*names: str) -> tuple[str, ...]:
        # Problems name the files as they were asked for.
        return sources.as_posix(), memory.hash_files(*(sources / name for name in names))

    found = remember(
        "papers", files(*_PAPERS), lambda faults: _find_papers(project, faults, progress, memory)
    )
    papers = found.value.papers
    vocabulary = remember(
        "vocabulary", files(*_TAGS), lambda faults: read_vocabulary(sources, faults)
    )
    signed = tuple(replace(paper, abstract=_NO_TEXT, links=(), keywords=()) for paper in papers)
    named_in = remember(
        "people",
        (*files("people.yml"), hash_value(signed)),
        lambda faults: (
            find_people(signed, read_people(sources / "people.yml", faults), faults),
            find_venues(signed),
            make_keys(signed),
        ),
    )
    people, venues, keys = named_in.value
    tags = add_keyword_tags(vocabulary.value, papers)
    named = tags.vocabulary.tags
    meant = remember(
        "meaning",
        (*files("meaning"), found.digest, hash_value(named, language)),
        lambda faults: _find_meaning(project, papers, named, language, faults, memory),
    )
    progress.stage("tagging")
    of_papers, of_tags = (meant.value.papers, meant.value.tags) if meant.value else (None, None)
    assigned = remember(
        "tags",
        (found.digest, vocabulary.digest, meant.digest),
        lambda faults: assign_tags(papers, tags, faults, of_papers, of_tags, memory),
    )
    progress.stage("relating")
    held = [[given.tag for given in assigned.value[paper.id]] for paper in papers]
    vectors = b"" if of_papers is None else of_papers.tobytes()
    related = remember(
        "related",
        (found.digest, hash_value(held, vectors, language)),
        lambda _: relate(papers, assigned.value, of_papers, language, memory),
    )
    handwritten = read_handwritten(project.docs, OWNED_NAMES, PAGES_BY_HAND)
    told = tell_vocabulary(tags.vocabulary, site.words)
    memory.files.let_go()
    return Catalogue(
        site=site,
        papers=papers,
        listings=found.value.listings,
        facets=told.facets,
        tags=told.tags,
        assignments=assigned.value,
        related=related.value,
        matches=found.value.matches,
        handwritten=handwritten,
        meaning=meant.value.meaning if meant.value else None,
        people=people,
        venues=venues,
        completions=found.value.completions,
        arrivals=read_arrivals(sources / "arrivals.jsonl", problems),
        keys=keys,
        made_of={
            **dict.fromkeys(("papers", "listings", "matches", "completions"), found.digest),
            **dict.fromkeys(("people", "venues", "keys"), named_in.digest),
            "site": hash_value(site),
            "facets": hash_value(told.facets),
            "tags": hash_value(told.tags),
            "assignments": assigned.digest,
            "related": related.digest,
            "handwritten": hash_value(handwritten),
            "meaning": meant.digest,
            "arrivals": memory.hash_files(sources / "arrivals.jsonl"),
        },
    )


def _find_papers(
    project: Project, problems: Problems, progress: Progress, memory: Memory
) -> PapersFound:
    found = read_papers(project, problems, progress, memory)
    return PapersFound(
        papers=found.papers,
        listings=found.read.listings,
        matches=found.merged.matches,
        completions=found.completions,
    )


def _find_meaning(
    project: Project,
    papers: Sequence[Paper],
    tags: Sequence[Tag],
    language: Language,
    problems: Problems,
    memory: Memory,
) -> MeaningStage | None:
    if language is not ENGLISH:  # What was learnt is of English texts.
        return None
    learnt = read_learnt(project.sources / "meaning", problems)
    return compose_meaning(learnt, papers, tags, memory) if learnt else None


def gather_search(project: Project) -> SearchBase:
    """Return what a search needs, made of the sources, and remember it."""
    memory = Memory(project.cache)
    base, fields = prepare_watched(gather(project, Problems(), memory=memory), memory)
    keep_search(memory, base, fields)
    if memory.files.is_current():
        note_search(project, memory, fields, list_configs(project.config))
    return base


def build(project: Project, problems: Problems) -> tuple[BuildSummary, WriteReport]:
    """Bring `docs` up to date with the sources; concurrent builds wait for each other."""
    project.check_output(OWNED_NAMES)
    site = read_worded_site(project, problems)
    with lock_output(project.docs), Progress() as progress:
        memory = Memory(project.cache)
        inputs_hash = hash_inputs(project.inputs(OWNED_NAMES), site, memory)
        if last := load_last_build(project, OWNED_NAMES, inputs_hash):
            problems.extend(last.problems)
            return last, WriteReport(written=0, unchanged=last.files, removed=0)
        discard_last_build(project.docs)
        catalogue = gather(project, problems, progress, memory)
        place = ("files", (str(project.docs.resolve()),))
        noted = memory.recall(*place)
        before = noted.value if noted else Notes()
        shared = memory.hash_files(*project.locks, RESOURCES / "LICENSE")
        renderer = Renderer(project.templates, site)
        most = max(PARALLEL_FROM, REBUILD_PARALLEL_FROM) if before.parts else PARALLEL_FROM
        large = len(catalogue.papers) >= most
        batches = lay_out(
            catalogue, renderer, project.docs, before, shared, memory, in_processes=large
        )
        progress.stage("writing files", len(batches))
        if large:
            renderer.compile_templates()
        least = 2 if large else len(batches) + 1
        report = write_files(
            batches, project.docs, OWNED_NAMES, least=least, progress=progress, last=before
        )
        built = BuildSummary.summarise(catalogue, report, problems)
        # What was saved meanwhile may be in it or not: then the next build trusts nothing of it.
        if memory.files.is_current():
            memory.keep(*place, report.notes)
            fields = report.notes.parts[SEARCH_PART].fields
            note_search(project, memory, fields, list_configs(project.config))
            save_build(project, OWNED_NAMES, inputs_hash, built)
    return built, report
