"""ORCIDs of authors, where a record has its authors as objects."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ._author_names import normalise_name
from ._record import Names, Record

_ORCID = re.compile(r"(?:\A|/)(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])/?\Z")


def read_orcids(
    record: Record,
    *fields: str,
    inner: Names = ("name",),
    parts: Names = ("given", "family"),
    orcids: Names = ("orcid", "ORCID"),
) -> tuple[tuple[str, str], ...]:
    """Return the authors who have an ORCID, each name with it, as `Record.authors` has the name.

    What is no ORCID is passed over: nobody misses it.
    """
    found: dict[tuple[str, str], None] = {}
    for field in fields:
        people = record.value(field)
        for person in people if isinstance(people, list) else ():
            match = _ORCID.search(_first_text(person, orcids).strip())
            name = _first_text(person, inner) or " ".join(
                text for part in parts if (text := _first_text(person, (part,)))
            )
            if match and name:
                found[normalise_name(name), match[1].upper()] = None
    return tuple(found)


def _first_text(person: object, paths: Names) -> str:
    for path in paths:
        value = person
        for part in path.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if isinstance(value, str) and value:
            return value
    return ""
