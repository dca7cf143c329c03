"""Search results for the command line, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from ..model.catalogue import Catalogue
from ..search import answer_query, index_catalogue
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


def find_answers(
    catalogue: Catalogue, query: str, most: int
) -> tuple[Sequence[Found], tuple[str, ...]]:
    """Return up to `most` answers, the best first, and sentences on what became of the query."""
    index = index_catalogue(catalogue)
    answer = answer_query(index, query)
    found: list[Found] = []
    for hit in answer.hits[:most]:
        document = index.documents[hit.document]
        paper = catalogue.papers_by_position[hit.document] if hit.document < index.papers else None
        found.append(
            Found(
                id=document.id,
                title=document.title,
                url=catalogue.site.url + document.address,
                score=hit.score,
                authors=paper.authors if paper else (),
                year=paper.year if paper else None,
                venue=paper.venue if paper else None,
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
