"""The whole program, top to bottom: read, merge, tag, relate, lay out, render, write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from . import exports, pages
from .citing.keys import make_keys
from .dedupe import merge, read_same_work
from .meaning import compose_meaning, read_learnt
from .model.catalogue import Catalogue
from .model.export import Export, ExportFile
from .model.page import PageKind
from .model.problems import Problems
from .model.project import Project
from .model.registry import collect_constants
from .model.site import Download
from .output.build_cache import (
    BuildSummary,
    discard_last_build,
    hash_inputs,
    load_last_build,
    save_build,
)
from .output.rendering import Renderer
from .output.writing import Batch, WriteReport, lock_docs, write_files
from .people import find_people, find_venues, read_people
from .reading.listings import read_listings
from .relating.relate import relate
from .runtime.progress import Progress
from .settings.handwritten import read_handwritten
from .settings.moves import apply_moves, read_moves
from .settings.site import read_listing_settings, read_site
from .tagging import add_keyword_tags, assign_tags, read_vocabulary

PAGE_KINDS: tuple[PageKind, ...] = collect_constants(pages, "PAGE_KIND", PageKind)
EXPORTS: tuple[Export, ...] = collect_constants(exports, "EXPORT", Export)
PARALLEL_FROM = 200
"""Papers from which laying out in several processes is worthwhile."""
OWNED_NAMES = frozenset(name for kind in PAGE_KINDS for name in kind.owns) | frozenset(
    name for export in EXPORTS for name in export.owns
)


def gather(project: Project, problems: Problems, progress: Progress | None = None) -> Catalogue:
    """Read the sources into a catalogue; faults in them go to `problems`."""
    progress = progress or Progress()
    progress.stage("reading")
    site = read_site(project.config)
    settings = read_listing_settings(project.sources / "listings.yml", problems)
    read = read_listings(project.sources / "listings", settings, problems)
    vocabulary = read_vocabulary(project.sources, problems)
    rulings = read_same_work(project.sources / "same_work.yml", problems)
    progress.stage("merging")
    merged = merge(read.entries, rulings, problems)
    moves = read_moves(project.sources / "permalinks.yml", problems)
    papers = apply_moves(merged.papers, moves, problems)
    people = find_people(papers, read_people(project.sources / "people.yml", problems), problems)
    tags = add_keyword_tags(vocabulary, papers)
    learnt = read_learnt(project.sources / "meaning", problems)
    meant = compose_meaning(learnt, papers, tags.vocabulary.tags) if learnt else None
    progress.stage("tagging")
    of_papers, of_tags = (meant.papers, meant.tags) if meant else (None, None)
    assigned = assign_tags(papers, tags, problems, of_papers, of_tags)
    progress.stage("relating")
    related = relate(papers, assigned, of_papers)
    return Catalogue(
        site=site,
        papers=papers,
        listings=read.listings,
        facets=tags.vocabulary.facets,
        tags=tags.vocabulary.tags,
        assignments=assigned,
        related=related,
        matches=merged.matches,
        handwritten=read_handwritten(project.docs, OWNED_NAMES),
        meaning=meant.meaning if meant else None,
        people=people,
        venues=find_venues(papers),
        keys=make_keys(papers),
    )


def lay_out(catalogue: Catalogue, renderer: Renderer) -> list[Batch]:
    """Return what makes every file of the site's source, in batches that need not meet."""

    def pages_of(kind: PageKind, catalogue: Catalogue = catalogue) -> Iterator[ExportFile]:
        return (renderer.render(page) for page in kind.lay_out(catalogue))

    def downloads() -> Iterator[ExportFile]:
        offered: list[Download] = []
        for export in EXPORTS:
            if export.downloads:
                for file in export.lay_out(catalogue):
                    offered += export.describe_downloads(file)
                    yield file
        complete = replace(catalogue, downloads=tuple(offered))
        for kind in PAGE_KINDS:
            if kind.lists_downloads:
                yield from pages_of(kind, complete)
        for export in EXPORTS:
            if export.lists_downloads:
                yield from export.lay_out(complete)

    others = [export for export in EXPORTS if not export.downloads and not export.lists_downloads]
    kinds = [kind for kind in PAGE_KINDS if not kind.lists_downloads]
    # What takes longest stands first, for a free process takes the next.
    return [
        downloads,
        *(partial(export.lay_out, catalogue) for export in others),
        *(partial(pages_of, kind) for kind in kinds),
    ]


def build(project: Project, problems: Problems) -> tuple[BuildSummary, WriteReport]:
    """Bring `docs` up to date with the sources; concurrent builds wait for each other."""
    project.check_output(OWNED_NAMES)
    site = read_site(project.config)
    with lock_docs(project.docs), Progress() as progress:
        inputs_hash = hash_inputs(project.inputs(OWNED_NAMES), site)
        if last := load_last_build(project, OWNED_NAMES, inputs_hash):
            problems.extend(last.problems)
            return last, WriteReport(written=0, unchanged=last.files, removed=0)
        discard_last_build(project.docs)
        catalogue = gather(project, problems, progress)
        batches = lay_out(catalogue, Renderer(project.templates, site))
        progress.stage("writing files", len(batches))
        large = len(catalogue.papers) >= PARALLEL_FROM
        least = 2 if large else len(batches) + 1
        report = write_files(batches, project.docs, OWNED_NAMES, least=least, progress=progress)
        built = BuildSummary.summarise(catalogue, report, problems)
        save_build(project, OWNED_NAMES, inputs_hash, built)
    return built, report
