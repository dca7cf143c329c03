"""ORCIDs of authors: in objects, in a list beside the authors, or behind names in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ._author_names import normalise_name
from ._persons import GIVEN_AND_FAMILY, find_person_name, look_up
from ._record import Record

_ID = r"\d{4}-\d{4}-\d{4}-\d{3}[\dXx]"
_ORCID = re.compile(rf"(?:\A|/)({_ID})/?\Z")
_PREFIX = re.compile(r"(?:ORCID:\s*)?https?://orcid\.org/", re.IGNORECASE)
_BEHIND_NAME = re.compile(rf"([^/;{{}}\d]{{1,100}})[/;]\s*({_ID})")

Orcids = tuple[tuple[str, str], ...]
"""Names with their ORCID."""


def read_orcids(
    record: Record,
    *fields: str,
    inner: Sequence[str] = ("name",),
    parts: Sequence[str] = GIVEN_AND_FAMILY,
    orcids: Sequence[str] = ("orcid", "ORCID"),
) -> Orcids:
    """Return the authors who have an ORCID, each name with it, as `Record.authors` has the name.

    What is no ORCID is passed over: nobody misses it.
    """
    found: dict[tuple[str, str], None] = {}
    for field in fields:
        people = record.value(field)
        for person in people if isinstance(people, list) else ():
            if not isinstance(person, Mapping):
                continue
            stated = (look_up(person, path) for path in orcids)
            match = _ORCID.search(next((v for v in stated if isinstance(v, str) and v), "").strip())
            name = find_person_name(person, inner, parts)
            if match and isinstance(name, str):
                found[normalise_name(name), match[1].upper()] = None
    return tuple(found)


def pair_orcids(record: Record, authors: Sequence[str], *fields: str) -> Orcids:
    """Return the ORCIDs of a field that has as many parts as there are authors: `0000-…;;0000-…`.

    An author without one has an empty part.
    """
    for field in fields:
        value = record.value(field)
        parts = value.split(";") if isinstance(value, str) else value
        if isinstance(parts, list) and len(parts) == len(authors):
            pairs = zip(authors, (_ORCID.search(str(part).strip()) for part in parts), strict=True)
            return tuple((name, match[1].upper()) for name, match in pairs if match)
    return ()


def find_orcids(text: str) -> Orcids:
    """Return the ORCIDs that follow names, as in exports of Web of Science and Ovid.

    They write `Lovelace, Ada/0000-…` and `ORCID: http://orcid.org/Lovelace, Ada; ORCID: …`.
    """
    found = _BEHIND_NAME.findall(_PREFIX.sub("", text).replace("{", "").replace("}", ""))
    pairs = ((normalise_name(name.strip(" ,;")), orcid.upper()) for name, orcid in found)
    return tuple(dict.fromkeys(pair for pair in pairs if pair[0]))
