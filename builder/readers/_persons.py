"""Persons that a record gives as objects: their names, and which of them are the authors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

GIVEN_AND_FAMILY = (
    *("given", "given_name", "first", "first_name", "firstName"),
    *("family", "family_name", "last", "last_name", "lastName", "suffix"),
)
"""What the parts of a name are called, in the order in which a name has them."""
_HELPERS = frozenset(
    ("bookAuthor", "contributor", "editor", "reviewedAuthor", "seriesEditor", "translator")
)
"""Zotero's kinds of creators that wrote no part of the work."""


def choose_authors(people: Iterable[object]) -> list[object]:
    """Return those who wrote the work, where Zotero says of each what it did."""
    people = list(people)
    kinds = [one.get("creatorType") if isinstance(one, Mapping) else None for one in people]
    if "author" in kinds:
        return [one for one, kind in zip(people, kinds, strict=True) if kind in ("author", None)]
    return [one for one, kind in zip(people, kinds, strict=True) if kind not in _HELPERS]


def find_person_name(
    person: Mapping[str, object], inner: Sequence[str], parts: Sequence[str]
) -> object:
    """Return the name in one of the `inner` fields or in `parts`.

    Where there is none: what stands there instead, for a message.
    """
    names = [value for path in inner if (value := look_up(person, path)) not in (None, "", [])]
    whole = [value for value in names if isinstance(value, str)]
    pieces = [value for part in parts if isinstance(value := person.get(part), str) and value]
    return whole[0] if whole else " ".join(pieces) or (names[0] if names else person)


def look_up(value: object, path: str) -> object:
    """Return the field `b` inside `a` for the path `a.b`; `None` where there is none."""
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value
