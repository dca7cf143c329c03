"""The whole program, top to bottom: read, merge, tag, relate, lay out, render, write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from . import exports, pages
from .citing.keys import make_keys
from .completing import complete, read_corrections, read_metadata
from .dedupe import MergeResult, Ruling, merge, read_same_work
from .meaning import compose_meaning, read_learnt
from .model.catalogue import Catalogue
from .model.export import Export, ExportFile
from .model.metadata import Completions, Correction, MetadataRecord
from .model.page import PageKind
from .model.problems import Problems
from .model.project import PAGES_BY_HAND, TEMPLATES, Project
from .model.records import Paper
from .model.registry import collect_constants
from .model.site import Download, Site
from .output.build_cache import (
    BuildSummary,
    discard_last_build,
    hash_inputs,
    load_last_build,
    save_build,
)
from .output.rendering import Renderer
from .output.writing import Batch, WriteReport, lock_output, write_files
from .people import find_people, find_venues, read_people
from .reading.listings import ReadResult, read_listings
from .relating.relate import relate
from .runtime.progress import Progress
from .settings.arrivals import read_arrivals
from .settings.handwritten import read_handwritten
from .settings.moves import apply_moves, read_moves
from .settings.services import ServiceSettings, read_services
from .settings.site import ListingSettings, read_listing_settings, read_site
from .settings.subscriptions import Subscription, read_subscriptions
from .settings.wording import read_wording
from .tagging import add_keyword_tags, assign_tags, read_vocabulary
from .text.language import ENGLISH, find_language

PAGE_KINDS: tuple[PageKind, ...] = collect_constants(pages, "PAGE_KIND", PageKind)
EXPORTS: tuple[Export, ...] = collect_constants(exports, "EXPORT", Export)
PARALLEL_FROM = 200
"""Papers from which laying out in several processes is worthwhile."""
OWNED_NAMES = frozenset(name for kind in PAGE_KINDS for name in kind.owns) | frozenset(
    name for export in EXPORTS for name in export.owns
)


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


def read_papers(project: Project, problems: Problems, progress: Progress) -> PapersRead:
    """Read the papers of the sources, merged, moved, completed and corrected."""
    sources = project.sources
    progress.stage("reading")
    settings = read_listing_settings(sources / "listings.yml", problems)
    subscriptions = read_subscriptions(sources / "subscriptions.yml", problems)
    read = read_listings(sources / "listings", _add_titles(settings, subscriptions), problems)
    rulings = read_same_work(sources / "same_work.yml", problems)
    progress.stage("merging")
    merged = merge(read.entries, rulings, problems)
    moves = read_moves(sources / "permalinks.yml", problems)
    listed = apply_moves(merged.papers, moves, problems)
    metadata = read_metadata(sources / "metadata", problems)
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


def read_worded_site(project: Project, problems: Problems) -> Site:
    """Return what `mkdocs.yml` says of the site, with the words of its language."""
    site = read_site(project.config)
    folders = (project.templates, TEMPLATES)
    words = read_wording(folders, site.language, project.config, problems)
    return replace(site, words=words)


def gather(project: Project, problems: Problems, progress: Progress | None = None) -> Catalogue:
    """Read the sources into a catalogue; faults in them go to `problems`."""
    progress = progress or Progress()
    project.check_inputs(OWNED_NAMES)
    site = read_worded_site(project, problems)
    found = read_papers(project, problems, progress)
    papers = found.papers
    vocabulary = read_vocabulary(project.sources, problems)
    people = find_people(papers, read_people(project.sources / "people.yml", problems), problems)
    tags = add_keyword_tags(vocabulary, papers)
    # What was learnt is of English texts.
    english = find_language(site.papers_language) is ENGLISH
    learnt = read_learnt(project.sources / "meaning", problems) if english else None
    meant = compose_meaning(learnt, papers, tags.vocabulary.tags) if learnt else None
    tell = site.words.tell
    progress.stage("tagging")
    of_papers, of_tags = (meant.papers, meant.tags) if meant else (None, None)
    assigned = assign_tags(papers, tags, problems, of_papers, of_tags)
    progress.stage("relating")
    related = relate(papers, assigned, of_papers, find_language(site.papers_language))
    return Catalogue(
        site=site,
        papers=papers,
        listings=found.read.listings,
        facets=tuple(
            replace(facet, name=tell(facet.name), definition=tell(facet.definition))
            for facet in tags.vocabulary.facets
        ),
        tags=tuple(replace(tag, definition=tell(tag.definition)) for tag in tags.vocabulary.tags),
        assignments=assigned,
        related=related,
        matches=found.merged.matches,
        handwritten=read_handwritten(project.docs, OWNED_NAMES, PAGES_BY_HAND),
        meaning=meant.meaning if meant else None,
        people=people,
        venues=find_venues(papers),
        completions=found.completions,
        arrivals=read_arrivals(project.sources / "arrivals.jsonl", problems),
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
    site = read_worded_site(project, problems)
    with lock_output(project.docs), Progress() as progress:
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
