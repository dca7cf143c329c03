"""The fields that a query can name, as in `tag:video`; `shared/text.js` lists them too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .documents import Document


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """What `name:value` asks of a paper."""

    name: str
    folder: str
    """Where its values have their pages, which say what they are called: `tags`."""
    values: Callable[[Document], tuple[str, ...]]
    """The ids that a paper has."""


FIELDS = (
    Field(name="tag", folder="tags", values=lambda document: document.tags),
    Field(name="source", folder="sources", values=lambda document: document.listings),
)
"""Those whose values are pages."""

DIRECTORY_FIELDS = ("author", "venue", "keyword", "year")
"""Those whose values stand in a directory: see `directory.py`."""

FIELD_NAMES = (*(field.name for field in FIELDS), *DIRECTORY_FIELDS)
