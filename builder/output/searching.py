"""Keeps what a search needs from one build to the questions that follow."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ..model.project import LANGUAGES, PAGES_BY_HAND, TEMPLATES, Project
from ..runtime.hashing import hash_value
from ..runtime.memory import Memory
from ..search.base import SearchBase

_WORD = re.compile(r"[^\s,\[\]\"']+")


def keep_search(memory: Memory, base: SearchBase, fields: Mapping[str, str]) -> None:
    """Keep what was made of these fields of a catalogue."""
    memory.keep("search", (_name(fields),), base.without_texts(), most=2)


def note_search(
    project: Project, memory: Memory, fields: Mapping[str, str], configs: Sequence[Path]
) -> None:
    """Note that the sources as they are give these fields; `configs` are all that was read."""
    names = tuple(str(path.absolute()) for path in configs)
    memory.keep("configuration", _name_config(project, memory), names)
    memory.keep("search of sources", (_hash_sources(project, memory, configs),), _name(fields))


def recall_search(project: Project, memory: Memory) -> SearchBase | None:
    """Return what was kept for the sources as they are; none where they have changed."""
    configs = memory.recall("configuration", _name_config(project, memory))
    if not configs:
        return None
    sources = _hash_sources(project, memory, tuple(map(Path, configs.value)))
    noted = memory.recall("search of sources", (sources,))
    kept = memory.recall("search", (noted.value,)) if noted else None
    return kept.value if kept else None


def _name(fields: Mapping[str, str]) -> str:
    return hash_value(sorted(fields.items()))


def _name_config(project: Project, memory: Memory) -> tuple[str, str]:
    return str(project.config.resolve()), memory.hash_files(project.config)


def _hash_sources(project: Project, memory: Memory, configs: Sequence[Path]) -> str:
    """A hash of all that a search depends on; pages that were generated do no harm."""
    by_hand = sorted(project.docs.glob("*.md"))
    words = (project.templates / LANGUAGES, TEMPLATES / LANGUAGES)
    files = (project.sources, *words, *by_hand, *PAGES_BY_HAND.values(), *configs)
    return hash_value(memory.hash_files(*files), sorted(_read_environment(configs)))


def _read_environment(configs: Iterable[Path]) -> set[tuple[str, str]]:
    """The variables that configurations may name; more than they do name does no harm."""
    texts = (path.read_text("utf-8", "replace") for path in configs if path.is_file())
    words = {word for text in texts if "!ENV" in text for word in _WORD.findall(text)}
    return {(name, os.environ[name]) for name in words & os.environ.keys()}
