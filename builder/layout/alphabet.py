"""An alphabet above a long list: which part has the names of each letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from anyascii import anyascii

from .pagination import Item, Part, make_part_address

OTHER = "#"
"""The heading for names that do not begin with a letter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """An entry of the alphabet."""

    name: str
    anchor: str
    count: int
    """How many names it has."""
    part: int
    """The part on which they begin."""
    address: str
    """Relative to the site's root."""


def make_sort_key(name: str) -> str:
    """Return a name as an index sorts it: ASCII, lower case, from its first letter on."""
    folded = anyascii(name).lower()
    start = next((index for index, sign in enumerate(folded) if sign.isalnum()), len(folded))
    return folded[start:]


def find_letter(key: str) -> str:
    """Return the letter of a sort key."""
    first = key[:1].upper()
    return first if "A" <= first <= "Z" else OTHER


def sort_by_letter(keyed: Iterable[tuple[str, str, Item]]) -> list[tuple[str, Item]]:
    """Return items with their letters, by sort key and id; what has no letter comes last."""
    ordered = sorted(keyed, key=lambda each: each[:2])
    items = [(find_letter(key), item) for key, _, item in ordered]
    return sorted(items, key=lambda each: each[0] == OTHER)


def make_letters(parts: Iterable[Part[tuple[str, Item]]]) -> tuple[Letter, ...]:
    """Return the alphabet of a list that is cut into `parts`."""
    first: dict[str, Part[tuple[str, Item]]] = {}
    count: dict[str, int] = {}
    for part in parts:
        for letter, _ in part.items:
            first.setdefault(letter, part)
            count[letter] = count.get(letter, 0) + 1
    return tuple(
        Letter(
            name=letter,
            anchor=_make_anchor(letter),
            count=count[letter],
            part=part.number,
            address=f"{make_part_address(part.base, part.number)}#{_make_anchor(letter)}",
        )
        for letter, part in first.items()
    )


def group_by_letter(part: Part[tuple[str, Item]]) -> Iterator[tuple[str, str, tuple[Item, ...]]]:
    """Give each letter of a part with its anchor and its items."""
    for letter, group in groupby(part.items, key=lambda item: item[0]):
        yield letter, _make_anchor(letter), tuple(item for _, item in group)


def _make_anchor(letter: str) -> str:
    return "letter-" + (letter.lower() if letter != OTHER else "other")
