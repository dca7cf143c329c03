"""Keeps what a search needs from one build to the questions that follow."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.project import PAGES_BY_HAND, TEMPLATES, Project
from ..runtime.hashing import hash_value
from ..runtime.memory import Memory
from ..search.base import SearchBase
from ..settings.site import read_site
from ..settings.wording import LANGUAGES


def keep_search(memory: Memory, base: SearchBase, fields: Mapping[str, str]) -> None:
    """Keep what was made of these fields of a catalogue."""
    memory.keep("search", (_name(fields),), base.without_texts(), most=2)


def note_search(project: Project, memory: Memory, fields: Mapping[str, str]) -> None:
    """Note that the sources as they are give these fields."""
    memory.keep("search of sources", (_hash_sources(project, memory),), _name(fields))


def recall_search(project: Project, memory: Memory) -> SearchBase | None:
    """Return what was kept for the sources as they are; none where they have changed."""
    noted = memory.recall("search of sources", (_hash_sources(project, memory),))
    kept = memory.recall("search", (noted.value,)) if noted else None
    return kept.value if kept else None


def _name(fields: Mapping[str, str]) -> str:
    return hash_value(sorted(fields.items()))


def _hash_sources(project: Project, memory: Memory) -> str:
    """A hash of all that a search depends on; pages that were generated do no harm."""
    by_hand = sorted(project.docs.glob("*.md"))
    words = (project.templates / LANGUAGES, TEMPLATES / LANGUAGES)
    files = memory.hash_files(project.sources, *words, *by_hand, *PAGES_BY_HAND.values())
    return hash_value(files, read_site(project.config))
