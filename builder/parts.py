"""What makes the files of a catalogue: page kinds and exports, and which of them meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from . import exports, pages
from .exports.search import EXPORT as SEARCH
from .exports.search import lay_out_search
from .model.catalogue import Catalogue
from .model.export import Export, ExportFile, LazyFile
from .model.page import PageKind
from .model.registry import collect_constants
from .model.site import Download
from .output.notes import DerivedValues, KeptFile, Notes, Part, Product, Watched, is_current, remake
from .output.rendering import Renderer
from .output.searching import keep_search
from .output.writing import Batch
from .pages._cards import make_cards
from .pages.all_papers import PAGE_KIND as ALL_PAPERS
from .runtime.hashing import hash_value
from .runtime.memory import Memory
from .search.base import SearchBase, prepare_search

PAGE_KINDS: tuple[PageKind, ...] = collect_constants(pages, "PAGE_KIND", PageKind)
EXPORTS: tuple[Export, ...] = collect_constants(exports, "EXPORT", Export)
OWNED_NAMES = frozenset(name for kind in PAGE_KINDS for name in kind.owns) | frozenset(
    name for export in EXPORTS for name in export.owns
)
SEARCH_PART = f"export {SEARCH.name}"


def lay_out(
    catalogue: Catalogue,
    renderer: Renderer,
    docs: Path,
    last: Notes,
    shared: str,
    memory: Memory,
    *,
    in_processes: bool = False,
) -> list[Batch]:
    """Return what makes every file of the site's source, in batches that need not meet.

    `shared` is a hash of what all depend on. What the `last` build made of the same is kept.
    `in_processes` says that each may be made in another process: what most of them derive of the
    catalogue is derived before, unless nothing needs it.
    """

    templates = hash_value(shared, renderer.hash_templates())

    def pages_of(kind: PageKind) -> Part:
        return Part(
            name=f"pages {kind.name}",
            lay_out=lambda catalogue: map(renderer.plan, kind.lay_out(catalogue)),
            made_of=templates,
        )

    def files_of(export: Export) -> Part:
        lay_out = export.lay_out
        if export is SEARCH:
            # The command line asks the same index.
            lay_out = partial(_lay_out_search, memory)
        return Part(name=f"export {export.name}", lay_out=lay_out, made_of=shared)

    derived: DerivedValues = {}

    def remade(part: Part) -> Iterator[Product]:
        return remake(part, catalogue, docs, last, derived)

    def downloads() -> Iterator[Product]:
        offered: list[Download] = []
        for export in EXPORTS:
            if export.downloads:
                for file in remade(files_of(export)):
                    if isinstance(file, ExportFile):
                        offered += export.describe_downloads(file)
                    elif isinstance(file, KeptFile):
                        note = last.files[file.path]
                        offered += export.describe_download(file.path, note.size, note.sha256)
                    yield file
        complete = replace(
            catalogue,
            downloads=tuple(offered),
            made_of={**catalogue.made_of, "downloads": hash_value(offered)},
        )
        for kind in PAGE_KINDS:
            if kind.lists_downloads:
                yield from remake(pages_of(kind), complete, docs, last)
        for export in EXPORTS:
            if export.lists_downloads:
                yield from remake(files_of(export), complete, docs, last)

    if in_processes and not is_current(pages_of(ALL_PAPERS), catalogue, docs, last):
        Watched(catalogue, derived).derive(make_cards)
    others = [export for export in EXPORTS if not export.downloads and not export.lists_downloads]
    kinds = [kind for kind in PAGE_KINDS if not kind.lists_downloads]
    # What takes longest stands first, for a free process takes the next.
    return [
        downloads,
        *(partial(remade, files_of(export)) for export in others),
        *(partial(remade, pages_of(kind)) for kind in kinds),
    ]


def _lay_out_search(memory: Memory, catalogue: Catalogue) -> Iterator[ExportFile | LazyFile]:
    base, fields = prepare_watched(catalogue, memory)
    yield from lay_out_search(base.index, memory)
    keep_search(memory, base, fields)


def prepare_watched(catalogue: Catalogue, memory: Memory) -> tuple[SearchBase, Mapping[str, str]]:
    """Return what a search needs, and the fields that it was made of."""
    watched = Watched(catalogue)
    return prepare_search(cast(Catalogue, watched), memory), watched.fields
