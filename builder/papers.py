"""The papers of a catalogue: read, merged, moved, completed and corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from .completing import complete, read_corrections, read_metadata
from .dedupe import MergeResult, Ruling, merge, read_same_work
from .model.metadata import Completions, Correction, MetadataRecord
from .model.problems import Problems
from .model.project import Project
from .model.records import Listing, Match, Paper
from .reading.listings import ReadResult, read_listings
from .runtime.memory import Memory
from .runtime.progress import Progress
from .settings.moves import apply_moves, read_moves
from .settings.services import ServiceSettings, read_services
from .settings.site import ListingSettings, read_listing_settings
from .settings.subscriptions import Subscription, read_subscriptions


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


PAPER_SOURCES = (
    *("listings", "listings.yml", "subscriptions.yml", "same_work.yml", "permalinks.yml"),
    *("metadata", "corrections.yml", "services.yml"),
)
"""Below the sources: what the papers are read from."""


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


def find_papers(
    project: Project, problems: Problems, progress: Progress, memory: Memory
) -> PapersFound:
    """Read the papers, for a catalogue."""
    found = read_papers(project, problems, progress, memory)
    return PapersFound(
        papers=found.papers,
        listings=found.read.listings,
        matches=found.merged.matches,
        completions=found.completions,
    )
