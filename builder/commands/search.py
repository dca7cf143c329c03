"""Search results for the command line, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..model.catalogue import Catalogue
from ..search import answer_query, index_catalogue
from ..search.notes import describe_note

Found = Sequence[tuple[str, str, str, float]]
"""Id, title, address and score of each document, the best first."""


def find_answers(catalogue: Catalogue, query: str, most: int) -> tuple[Found, tuple[str, ...]]:
    """Return up to `most` answers, and sentences on what became of the query."""
    index = index_catalogue(catalogue)
    answer = answer_query(index, query)
    found = [(index.documents[hit.document], hit.score) for hit in answer.hits[:most]]
    root = catalogue.site.url
    return (
        [(document.id, document.title, root + document.address, s) for document, s in found],
        tuple(map(describe_note, answer.notes)),
    )


def answers_as_json(answers: Found) -> str:
    """Return a JSON array of `id`, `title`, `url` and `score`."""
    rows = [
        {"id": id_, "title": title, "url": url, "score": score}
        for id_, title, url, score in answers
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def answers_as_text(answers: Found) -> str:
    """Return two lines for each answer: its title, and its score and address."""
    if not answers:
        return "Nothing found."
    return "\n".join(f"{title}\n  {score:8.3f}  {url}" for _, title, url, score in answers)
