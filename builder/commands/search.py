"""Search results for the command line, as text and as JSON."""

from __future__ import annotations

import gc
import json
from collections.abc import Sequence
from dataclasses import dataclass

from ..model.project import Project
from ..output.searching import recall_search
from ..runtime.garbage import without_collector
from ..runtime.memory import Memory
from ..search import answer_query
from ..search.base import Facts, SearchBase
from ..search.notes import describe_note


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A page that answers a query."""

    id: str
    title: str
    url: str
    score: float
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str | None = None


def read_search(project: Project) -> SearchBase:
    """Return what a search needs: as a build left it, if the sources are what they were then."""
    with without_collector():
        base = recall_search(project, Memory(project.cache))
        # All of it is needed to the end: nothing of it is garbage.
        gc.freeze()
    if base:
        return base
    # Here, for it takes longer to import than most questions to answer.
    from ..pipeline import gather_search

    return gather_search(project)


def find_answers(
    base: SearchBase, query: str, most: int
) -> tuple[Sequence[Found], tuple[str, ...]]:
    """Return up to `most` answers, the best first, and sentences on what became of the query."""
    index = base.index
    answer = answer_query(index, query)
    found: list[Found] = []
    for hit in answer.hits[:most]:
        document = index.documents[hit.document]
        facts = base.facts[hit.document] if hit.document < index.papers else Facts((), None, None)
        found.append(
            Found(
                id=document.id,
                title=document.title,
                url=base.url + document.address,
                score=hit.score,
                authors=facts.authors,
                year=facts.year,
                venue=facts.venue,
            )
        )
    return found, tuple(map(describe_note, answer.notes))


def answers_as_json(answers: Sequence[Found]) -> str:
    """Return a JSON array of `id`, `title`, `url`, `score`; `authors`, `year`, `venue` if known."""
    rows = []
    for found in answers:
        row = {"id": found.id, "title": found.title, "url": found.url, "score": found.score}
        known = {"authors": list(found.authors), "year": found.year, "venue": found.venue}
        rows.append(row | {name: value for name, value in known.items() if value})
    return json.dumps(rows, ensure_ascii=False, indent=1)


def answers_as_text(answers: Sequence[Found]) -> str:
    """Return some lines for each answer: its title, its authors if known, its score and address."""
    if not answers:
        return "Nothing found."
    return "\n".join(line for found in answers for line in _describe(found))


def _describe(found: Found) -> list[str]:
    names = ", ".join(found.authors[:3]) + (" et al." if len(found.authors) > 3 else "")
    byline = " · ".join(str(part) for part in (names, found.year, found.venue) if part)
    lines = [found.title, f"  {byline}" if byline else "", f"  {found.score:8.3f}  {found.url}"]
    return [line for line in lines if line]
