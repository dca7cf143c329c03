"""The whole program, top to bottom: read, merge, tag, relate, lay out, render, write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import exports, pages
from .dedupe import merge, read_same_work
from .export import Export, ExportFile
from .handwritten import read_handwritten
from .listings import read_listings
from .page import PageKind
from .permalinks import read_moves, with_moves
from .plugins import collect
from .problems import BuilderError, Problems
from .progress import Progress
from .records import Catalogue
from .related import relate
from .rendering import Renderer
from .settings import read_listing_settings, read_site
from .tagging import assign_tags, read_vocabulary
from .writing import Report, alone, write

PAGES: tuple[PageKind, ...] = collect(pages, "PAGES", PageKind)
EXPORTS: tuple[Export, ...] = collect(exports, "EXPORT", Export)
OWNED = frozenset(name for kind in PAGES for name in kind.owns) | frozenset(
    name for export in EXPORTS for name in export.owns
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """The folders and files of one catalogue."""

    sources: Path
    docs: Path
    templates: Path
    config: Path
    """Its `mkdocs.yml`."""


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


def lay_out(catalogue: Catalogue, renderer: Renderer) -> Iterator[ExportFile]:
    """Give every file of the site's source, one by one."""
    for kind in PAGES:
        for page in kind.lay_out(catalogue):
            yield renderer.render(page)
    for export in EXPORTS:
        yield from export.lay_out(catalogue)


def build(project: Project, problems: Problems) -> tuple[Catalogue, Report]:
    """Bring `docs` up to date with the sources; two builds take turns."""
    _keep_input_safe(project)
    with alone(project.docs), Progress() as progress:
        catalogue = gather(project, problems, progress)
        renderer = Renderer(project.templates, catalogue.site)
        progress.stage("writing files")
        files = progress.counted(lay_out(catalogue, renderer))
        return catalogue, write(files, project.docs, OWNED)


def _keep_input_safe(project: Project) -> None:
    """Raise `BuilderError` where the writer would take the owner's input for its own output."""
    for path in (project.sources, project.templates):
        for name in sorted(OWNED):
            if path.resolve().is_relative_to((project.docs / name).resolve()):
                raise BuilderError(f"{project.docs}: expected another folder: {path} lies in it")
