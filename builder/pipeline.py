"""The whole program, top to bottom: read, merge, tag, relate, lay out, render, write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from .citing.keys import make_keys
from .meaning import MeaningStage, compose_meaning, read_learnt
from .model.catalogue import Catalogue
from .model.problems import Problems
from .model.project import PAGES_BY_HAND, RESOURCES, Project
from .model.records import Paper, Tag
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
from .papers import PAPER_SOURCES, find_papers
from .parts import EXPORTS, OWNED_NAMES, PAGE_KINDS, SEARCH_PART, lay_out, prepare_watched
from .people import find_people, find_venues, read_people
from .relating.relate import relate
from .runtime.garbage import without_collecting_again, without_collector
from .runtime.hashing import hash_value
from .runtime.memory import Memory
from .runtime.progress import Progress
from .search.base import SearchBase
from .settings.arrivals import read_arrivals
from .settings.handwritten import read_handwritten
from .settings.site import list_configs
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
    "read_worded_site",
]

PARALLEL_FROM = 200
"""Papers from which laying out in several processes is worthwhile."""
REBUILD_PARALLEL_FROM = 2000
"""The same where a build was made before: one process remembers stems and compiled templates."""


_TAGS = ("tags.yml", "tag_assignments.yml")
_NO_TEXT = Text("")


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
        "papers",
        files(*PAPER_SOURCES),
        lambda faults: find_papers(project, faults, progress, memory),
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
        with without_collector():
            catalogue = gather(project, problems, progress, memory)
        with without_collecting_again():
            report = _write(project, catalogue, progress, memory)
        built = BuildSummary.summarise(catalogue, report, problems)
        # What was saved meanwhile may be in it or not: then the next build trusts nothing of it.
        if memory.files.is_current():
            memory.keep(*_name_notes(project), report.notes)
            fields = report.notes.parts[SEARCH_PART].fields
            note_search(project, memory, fields, list_configs(project.config))
            save_build(project, OWNED_NAMES, inputs_hash, built)
    return built, report


def _write(
    project: Project, catalogue: Catalogue, progress: Progress, memory: Memory
) -> WriteReport:
    """Write the files of the catalogue that are not there as they are to be."""
    noted = memory.recall(*_name_notes(project))
    before = noted.value if noted else Notes()
    shared = memory.hash_files(*project.locks, RESOURCES / "LICENSE")
    renderer = Renderer(project.templates, catalogue.site)
    most = max(PARALLEL_FROM, REBUILD_PARALLEL_FROM) if before.parts else PARALLEL_FROM
    large = len(catalogue.papers) >= most
    batches = lay_out(catalogue, renderer, project.docs, before, shared, memory, in_processes=large)
    progress.stage("writing files", len(batches))
    if large:
        renderer.compile_templates()
    least = 2 if large else len(batches) + 1
    return write_files(
        batches, project.docs, OWNED_NAMES, least=least, progress=progress, last=before
    )


def _name_notes(project: Project) -> tuple[str, tuple[str, ...]]:
    """Where the notes of the last build into this folder are remembered."""
    return "files", (str(project.docs.resolve()),)
