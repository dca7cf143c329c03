"""Pagination: which page has which items, and its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..model.export import MANY_PAPERS
from ..model.wording import Wording

Item = TypeVar("Item")

PAPERS_PER_PAGE = 100
"""Papers on one page of a list."""
MAX_LISTED = 200
"""Papers that the page of a tag, a year or the like names; see `count_listed`."""


def count_listed(papers: int) -> int:
    """Return how many papers the page of a tag, a year or the like names, in a catalogue of so
    many; the explorer has all, and filters.
    """
    return PAPERS_PER_PAGE if papers > MANY_PAPERS else MAX_LISTED


def make_part_path(base: str, number: int, *, index: bool) -> str:
    """Return the path below `docs/` of part `number` (from 1) of the list at `base`.

    With `index` the first part is `base/index.md`, else `base.md`.
    """
    if number > 1:
        return f"{base}/page/{number}.md"
    return f"{base}/index.md" if index else f"{base}.md"


def make_part_address(base: str, number: int) -> str:
    """Return the published address of part `number`, relative to the site's root."""
    return f"{base}/" if number == 1 else f"{base}/page/{number}/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part(Generic[Item]):
    """One page of a long list."""

    base: str
    number: int
    """From 1."""
    count: int
    """Of parts; at least 1."""
    items: tuple[Item, ...]
    first: int
    """1-based rank of its first item in the whole list."""
    total: int
    """Items in the whole list."""
    path: str
    """Below `docs/`."""

    @property
    def last(self) -> int:
        """1-based rank of its last item; `first - 1` where it is empty."""
        return self.first + len(self.items) - 1

    @property
    def previous(self) -> str | None:
        """Address of the part before."""
        return make_part_address(self.base, self.number - 1) if self.number > 1 else None

    @property
    def next(self) -> str | None:
        """Address of the part after."""
        return make_part_address(self.base, self.number + 1) if self.number < self.count else None

    @property
    def nearby(self) -> tuple[tuple[int, str] | None, ...]:
        """Numbers and addresses for a pager: first, around this, last; `None` is a gap."""
        around = range(self.number - 2, self.number + 3)
        shown = sorted({1, self.count, *(n for n in around if 1 <= n <= self.count)})
        pager: list[tuple[int, str] | None] = []
        for before, number in zip([0, *shown], shown, strict=False):
            if number - before == 2:
                pager.append((number - 1, make_part_address(self.base, number - 1)))
            elif number - before > 2:
                pager.append(None)
            pager.append((number, make_part_address(self.base, number)))
        return tuple(pager)


def name_part(title: str, part: Part[Item], words: Wording) -> str:
    """Return the title of a part: after the first, with its number."""
    if part.number == 1:
        return title
    number = words.format_number(part.number)
    return words.gettext("%(title)s, page %(number)s", title=title, number=number)


def paginate(
    items: Sequence[Item], size: int, base: str, *, index: bool = False
) -> tuple[Part[Item], ...]:
    """Cut `items` into parts of `size`; an empty list has one empty part."""
    count = max(1, -(-len(items) // size))
    return tuple(
        Part(
            base=base,
            number=number,
            count=count,
            items=tuple(items[(number - 1) * size : number * size]),
            first=(number - 1) * size + 1,
            total=len(items),
            path=make_part_path(base, number, index=index),
        )
        for number in range(1, count + 1)
    )
