"""Search results for the command line, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..model.records import Catalogue
from ..search.documents import list_documents
from ..search.index import build_index
from ..search.ranking import search


def answers_as_json(catalogue: Catalogue, query: str, most: int) -> str:
    """Return a JSON array of `id`, `title`, `url` and `score`, the best first."""
    answers = [
        {"id": id_, "title": title, "url": url, "score": score}
        for id_, title, url, score in _find_answers(catalogue, query, most)
    ]
    return json.dumps(answers, ensure_ascii=False, indent=1)


def answers_as_text(catalogue: Catalogue, query: str, most: int) -> str:
    """Return two lines for each answer: its title, and its score and address."""
    answers = _find_answers(catalogue, query, most)
    if not answers:
        return "Nothing found."
    return "\n".join(f"{title}\n  {score:8.3f}  {url}" for _, title, url, score in answers)


def _find_answers(
    catalogue: Catalogue, query: str, most: int
) -> Sequence[tuple[str, str, str, float]]:
    index = build_index(list_documents(catalogue))
    found = [(index.documents[hit.document], hit.score) for hit in search(index, query)[:most]]
    root = catalogue.site.url
    return [(document.id, document.title, root + document.address, s) for document, s in found]
