"""The fields of a paper in the published data: the JSON Schema, and the columns of tables."""

from __future__ import annotations

from typing import Any

from ..model.catalogue import Catalogue
from ..model.wording import gettext_noop

COLUMNS = (
    *("id", "title", "abstract", "url", "tags", "sources", "links"),
    *("authors", "year", "venue", "doi", "arxiv_id", "keywords", "date", "pdf_url", "code_url"),
    "first_seen",
)
"""Of `api/papers.csv`, in their order."""

_SLUG = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_ADDRESS = {"type": "string", "format": "uri-reference"}

_WEB_ADDRESS = {**_ADDRESS, "pattern": "^[hH][tT][tT][pP][sS]?://"}

_SIGHTING = {
    "type": "object",
    "description": gettext_noop("Where the paper was seen."),
    "properties": {
        "source": {"type": "string", "description": gettext_noop("The file name of the listing.")},
        "position": {
            "type": "integer",
            "minimum": 1,
            "description": gettext_noop("Its position there, from 1."),
        },
        "label": {
            "type": ["string", "null"],
            "description": gettext_noop("The date printed next to it in the listing, as printed."),
        },
    },
    "required": ["source", "position", "label"],
    "additionalProperties": False,
}

_PAPER = {
    "type": "object",
    "properties": {
        "id": {**_SLUG, "description": gettext_noop("The slug in the address of its page.")},
        "title": {"type": "string", "description": gettext_noop("Plain text.")},
        "abstract": {"type": "string", "description": gettext_noop("Plain text; may be empty.")},
        "url": {**_ADDRESS, "description": gettext_noop("The address of its page.")},
        "tags": {
            "type": "array",
            "items": _SLUG,
            "uniqueItems": True,
            "description": gettext_noop("The slugs of its tags, most certain first."),
        },
        "sightings": {"type": "array", "items": _SIGHTING, "minItems": 1},
        "related": {
            "type": "array",
            "items": _SLUG,
            "uniqueItems": True,
            "description": gettext_noop(
                "The ids of the most closely related papers, closest first."
            ),
        },
        "links": {
            "type": "array",
            "items": _WEB_ADDRESS,
            "description": gettext_noop("Links found in its text and fields."),
        },
        "authors": {
            "type": "array",
            "items": {"type": "string"},
            "minItems": 1,
            "description": gettext_noop("In order; absent where unknown, as are all below."),
        },
        "date": {
            "type": "string",
            "pattern": "^\\d{4}(-\\d\\d(-\\d\\d)?)?$",
            "description": gettext_noop("As precise as known: 2024, 2024-03 or 2024-03-18."),
        },
        "year": {"type": "integer"},
        "doi": {"type": "string", "pattern": "^10\\."},
        "arxiv_id": {"type": "string", "description": gettext_noop("Without version.")},
        "venue": {"type": "string"},
        "keywords": {
            "type": "array",
            "items": {"type": "string"},
            "minItems": 1,
            "uniqueItems": True,
            "description": gettext_noop("As the listings give them; spellings of one are joined."),
        },
        "pdf_url": {**_WEB_ADDRESS, "description": gettext_noop("Of the paper as a PDF.")},
        "code_url": {**_WEB_ADDRESS, "description": gettext_noop("Of its source code.")},
        "first_seen": {
            "type": "string",
            "format": "date",
            "description": gettext_noop(
                "The first day a listing states for it, or the day it came here."
            ),
        },
    },
    "required": ["id", "title", "abstract", "url", "tags", "sightings", "related", "links"],
    "additionalProperties": False,
}


def build_schema(catalogue: Catalogue) -> dict[str, Any]:
    """Return the schema, draft 2020-12."""
    address = f"{catalogue.site.url}api/papers.schema.json"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": f"Papers of {catalogue.site.name}",
        "description": "An array of papers, sorted by id.",
        "type": "array",
        "items": {"$ref": "#/$defs/paper"},
        "$defs": {"paper": _PAPER},
    }
