"""The authors of all papers, each as one mention of a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..model.records import Paper
from .names import Name, may_be_one, parse_name


class Mention(NamedTuple):
    """One author of one paper."""

    paper: int
    """Its number among the papers."""
    text: str
    """The name as the paper has it."""
    orcid: str

    @property
    def name(self) -> Name:
        """The name, taken apart."""
        return parse_name(self.text)


def list_mentions(papers: Iterable[Paper]) -> list[Mention]:
    """Return every author of every paper, in order."""
    return [
        Mention(number, text, orcid)
        for number, paper in enumerate(papers)
        for text, orcid in zip(paper.authors, _assign_orcids(paper), strict=True)
    ]


def _assign_orcids(paper: Paper) -> Sequence[str]:
    """The ORCID of each author; a record may write a name otherwise than the paper does.

    One that would be of two authors, or one of two for an author, is nobody's.
    """
    places: dict[str, set[int]] = {}
    for text, orcid in paper.orcids:
        places.setdefault(orcid, set()).update(_find_author(text, paper.authors))
    sure = {orcid: min(found) for orcid, found in places.items() if len(found) == 1}
    times = Counter(sure.values())
    found = [""] * len(paper.authors)
    for orcid, place in sure.items():
        if times[place] == 1:
            found[place] = orcid
    return found


def _find_author(text: str, authors: Sequence[str]) -> list[int]:
    name = parse_name(text)
    return [place for place, author in enumerate(authors) if author == text] or [
        place for place, author in enumerate(authors) if may_be_one(parse_name(author), name)
    ]


class LinkedGroups:
    """Numbers that belong together, found by links between them."""

    def __init__(self, size: int) -> None:
        self._leader = list(range(size))

    def leader(self, number: int) -> int:
        """The number that stands for the group."""
        while self._leader[number] != number:
            self._leader[number] = self._leader[self._leader[number]]
            number = self._leader[number]
        return number

    def link(self, one: int, two: int) -> None:
        """Make one group of two; the lowest number stands for it."""
        low, high = sorted((self.leader(one), self.leader(two)))
        self._leader[high] = low


def group_full_names(mentions: Iterable[Mention]) -> Mapping[str, int]:
    """Return a number for each spelling: one for all that are the same full name."""
    names = sorted({mention.text for mention in mentions})
    groups = LinkedGroups(len(names))
    first: dict[str, int] = {}
    for number, text in enumerate(names):
        for key in sorted(parse_name(text).sure_keys):
            groups.link(number, first.setdefault(key, number))
    return {text: groups.leader(number) for number, text in enumerate(names)}
