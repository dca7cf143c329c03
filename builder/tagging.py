"""The tag stage: the tags of each paper, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .problems import Origin, Problems
from .records import Assignment, Facet, Paper, PaperId, Tag, TagId
from .settings import read_yaml


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """The owner's tags: what they are called and how they are recognised."""

    facets: tuple[Facet, ...]
    tags: tuple[Tag, ...]


def read_vocabulary(sources: Path, problems: Problems) -> Vocabulary:
    """Read `tags.yml` and `tag_assignments.yml` of `sources`; each fault is a problem."""
    path = sources / "tags.yml"
    data = read_yaml(path)
    if not data:
        problems.add(Origin(file=path.as_posix()), "expected tags, got none")
        return Vocabulary(facets=(), tags=())
    tags = tuple(
        Tag(id=TagId(t["slug"]), name=t["name"], facet=t["facet"], definition=t["definition"])
        for t in data
    )
    names = dict.fromkeys(tag.facet for tag in tags)
    facets = tuple(Facet(id=name, name=name.capitalize(), definition="") for name in names)
    return Vocabulary(facets=facets, tags=tags)


def assign_tags(
    papers: Iterable[Paper], vocabulary: Vocabulary
) -> Mapping[PaperId, tuple[Assignment, ...]]:
    """Return the tags of each paper, strongest first."""
    return {
        paper.id: tuple(
            Assignment(tag=tag.id, strength=1.0, by="machine", reason=tag.name)
            for tag in vocabulary.tags
            if tag.name.lower() in f"{paper.title.plain} {paper.abstract.plain}".lower()
        )
        for paper in papers
    }
