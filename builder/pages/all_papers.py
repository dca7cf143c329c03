"""The index of all papers by title, in parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from anyascii import anyascii

from ..layout.pagination import Part, make_part_address, paginate
from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind
from ..model.records import Paper
from ._cards import make_card
from ._nothing import or_empty_page

SIZE = 100
"""Papers on one page of the index."""
OTHER = "#"
"""The heading for titles that do not begin with a letter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """An entry of the alphabet above the index."""

    name: str
    anchor: str
    papers: int
    part: int
    """The part on which its papers begin."""
    address: str
    """Relative to the site's root."""


def make_sort_title(paper: Paper) -> str:
    """Return the title as the index sorts it: ASCII, lower case, from its first letter on."""
    folded = anyascii(paper.title.plain).lower()
    start = next((index for index, sign in enumerate(folded) if sign.isalnum()), len(folded))
    return folded[start:]


def find_index_letter(sorting: str) -> str:
    """Return the index letter of a sort title."""
    first = sorting[:1].upper()
    return first if "A" <= first <= "Z" else OTHER


def _anchor(letter: str) -> str:
    return "letter-" + (letter.lower() if letter != OTHER else "other")


def _make_letters(parts: tuple[Part[tuple[str, Paper]], ...]) -> tuple[Letter, ...]:
    first: dict[str, Part[tuple[str, Paper]]] = {}
    papers: dict[str, int] = {}
    for part in parts:
        for letter, _ in part.items:
            first.setdefault(letter, part)
            papers[letter] = papers.get(letter, 0) + 1
    return tuple(
        Letter(
            name=letter,
            anchor=_anchor(letter),
            papers=papers[letter],
            part=part.number,
            address=f"{make_part_address('papers', part.number)}#{_anchor(letter)}",
        )
        for letter, part in first.items()
    )


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    keyed = sorted((make_sort_title(paper), paper.id, paper) for paper in catalogue.papers)
    items = [(find_index_letter(key), paper) for key, _, paper in keyed]
    items.sort(key=lambda item: item[0] == OTHER)
    parts = paginate(items, SIZE, "papers", index=True)
    letters = _make_letters(parts)
    for part in parts:
        groups = tuple(
            (letter, _anchor(letter), tuple(make_card(catalogue, paper) for _, paper in group))
            for letter, group in groupby(part.items, key=lambda item: item[0])
        )
        title = "All papers" if part.number == 1 else f"All papers, page {part.number}"
        page = Page(
            path=part.path,
            template="all_papers.md.j2",
            title=title,
            description=f"All {part.total} papers of the catalogue by title.",
            context={"part": part, "letters": letters, "groups": groups},
            meta={"hide": ["navigation", "toc"]},
        )
        yield or_empty_page(page, catalogue)


PAGE_KIND = PageKind(name="all_papers", owns=("papers",), lay_out=_lay_out)
