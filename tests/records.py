"""Toy records for tests of merging."""

from __future__ import annotations

from typing import Any

from builder.model.problems import Origin
from builder.model.records import Entry, ListingId
from builder.text import Text

ABSTRACT = (
    "We grow small gardens of paper flowers under a lamp, water them with numbers, and count "
    "how many petals each of them opens before the evening comes and the lamp goes out."
)
OTHER_ABSTRACT = (
    "Clocks that run backwards were given to twelve bakers, who kept a diary of every loaf; "
    "nobody finished early, yet bread improved wherever time seemed to return for a second try."
)


def entry(title: str, position: int = 1, listing: str = "first", **fields: Any) -> Entry:
    """Return a record; `line` follows the position, texts may be given as strings."""
    fields["abstract"] = Text(fields.get("abstract", ""))
    return Entry(
        origin=Origin(file=f"sources/listings/{listing}.txt", line=position),
        listing=ListingId(listing),
        position=position,
        title=Text(title),
        **fields,
    )


def entries(*fields: dict[str, Any]) -> list[Entry]:
    """Return records at the positions 1, 2 ... of one listing."""
    return [entry(position=position, **one) for position, one in enumerate(fields, 1)]
