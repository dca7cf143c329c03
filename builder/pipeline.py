"""The whole program, top to bottom: read, merge, tag, relate, lay out, render, write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from . import exports, pages
from .dedupe import merge, read_same_work
from .model.export import Export, ExportFile
from .model.page import PageKind
from .model.problems import Problems
from .model.project import Project
from .model.records import Catalogue, Download
from .model.registry import collect
from .output.build_cache import Built, fingerprint, forget, remember, remembered
from .output.rendering import Renderer
from .output.writing import Batch, Report, alone, write
from .reading.listings import read_listings
from .relating.relate import relate
from .runtime.progress import Progress
from .settings.handwritten import read_handwritten
from .settings.moves import read_moves, with_moves
from .settings.site import read_listing_settings, read_site
from .tagging import assign_tags, read_vocabulary

PAGES: tuple[PageKind, ...] = collect(pages, "PAGES", PageKind)
EXPORTS: tuple[Export, ...] = collect(exports, "EXPORT", Export)
WORTH_SPREADING = 200
"""Papers from which laying out in several processes is worthwhile."""
OWNED = frozenset(name for kind in PAGES for name in kind.owns) | frozenset(
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
    papers = with_moves(merged.papers, moves, problems)
    progress.stage("tagging")
    assigned = assign_tags(papers, vocabulary, problems)
    progress.stage("relating")
    related = relate(papers, assigned)
    return Catalogue(
        site=site,
        papers=papers,
        listings=read.listings,
        facets=vocabulary.facets,
        tags=vocabulary.tags,
        assigned=assigned,
        related=related,
        matches=merged.matches,
        handwritten=read_handwritten(project.docs, OWNED),
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
                    offered += export.offered(file)
                    yield file
        complete = replace(catalogue, downloads=tuple(offered))
        for kind in PAGES:
            if kind.lists_downloads:
                yield from pages_of(kind, complete)
        for export in EXPORTS:
            if export.lists_downloads:
                yield from export.lay_out(complete)

    others = [each for each in EXPORTS if not each.downloads and not each.lists_downloads]
    kinds = [kind for kind in PAGES if not kind.lists_downloads]
    # What takes longest stands first, for a free process takes the next.
    return [
        downloads,
        *(partial(export.lay_out, catalogue) for export in others),
        *(partial(pages_of, kind) for kind in kinds),
    ]


def build(project: Project, problems: Problems) -> tuple[Built, Report]:
    """Bring `docs` up to date with the sources; concurrent builds wait for each other."""
    project.keep_safe(OWNED)
    site = read_site(project.config)
    with alone(project.docs), Progress() as progress:
        print_ = fingerprint(project.inputs(OWNED), site)
        if last := remembered(project, OWNED, print_):
            problems.extend(last.problems)
            return last, Report(written=0, unchanged=last.files, removed=0)
        forget(project.docs)
        catalogue = gather(project, problems, progress)
        batches = lay_out(catalogue, Renderer(project.templates, site))
        progress.stage("writing files", len(batches))
        large = len(catalogue.papers) >= WORTH_SPREADING
        least = 2 if large else len(batches) + 1
        report = write(batches, project.docs, OWNED, least=least, progress=progress)
        built = Built.of(catalogue, report, problems)
        remember(project, OWNED, print_, built)
    return built, report
