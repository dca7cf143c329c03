"""The mentions that are surely of one person: the same full name, or by the owner's word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from .by_hand import HandGroups
from .mentions import Mention
from .names import Name

MOST_AUTHORS = 100
"""Authors of a paper beyond which sharing it says little of who is who."""
_MOST_INITIALS = 10
"""Names of one paper that are mere initials and are taken in pairs."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Candidate:
    """Mentions of one person; others may still turn out to be of the same."""

    number: int
    mentions: tuple[int, ...]
    names: tuple[Name, ...]
    """Each different one once."""
    papers: frozenset[int]
    orcids: frozenset[str]
    by_hand: int | None
    """The ruling that made it."""
    is_closed: bool
    """Whether the owner parted it from all others."""

    @property
    def is_abbreviated(self) -> bool:
        """Whether all its names are initials before a family name."""
        return all(name.is_abbreviated for name in self.names)


def gather_candidates(
    mentions: Sequence[Mention], full_names: Mapping[str, int], hand: HandGroups
) -> list[Candidate]:
    """Return the candidates; each mention belongs to one.

    Mentions of a full name are one candidate, unless ORCIDs tell them apart; each mention of an
    abbreviated one is a candidate of its own.
    """
    groups: dict[tuple[str, int], list[int]] = {}
    for number, mention in enumerate(mentions):
        ruling = hand.ruling_of.get(number)
        if ruling is not None:
            label = ("hand", ruling)
        elif mention.name.is_abbreviated:
            label = ("mention", number)
        else:
            label = ("name", full_names[mention.text])
        groups.setdefault(label, []).append(number)
    parts = [
        (label, part)
        for label, members in groups.items()
        for part in ([members] if label[0] == "hand" else _part_by_orcid(members, mentions))
    ]
    return [
        _make_candidate(number, label, part, mentions, hand)
        for number, (label, part) in enumerate(parts)
    ]


def _make_candidate(
    number: int,
    label: tuple[str, int],
    members: Sequence[int],
    mentions: Sequence[Mention],
    hand: HandGroups,
) -> Candidate:
    ruling = label[1] if label[0] == "hand" else None
    names = {mentions[at].name.keys: mentions[at].name for at in members}
    return Candidate(
        number=number,
        mentions=tuple(members),
        names=tuple(names[keys] for keys in sorted(names, key=sorted)),
        papers=frozenset(mentions[at].paper for at in members),
        orcids=frozenset(mentions[at].orcid for at in members) - {""},
        by_hand=ruling,
        is_closed=ruling in hand.closed,
    )


def _part_by_orcid(members: list[int], mentions: Sequence[Mention]) -> Iterable[list[int]]:
    """Part the mentions of a name whose ORCIDs differ; those without one stay together."""
    by_orcid: dict[str, list[int]] = {}
    for number in members:
        by_orcid.setdefault(mentions[number].orcid, []).append(number)
    known = [orcid for orcid in by_orcid if orcid]
    return [members] if len(known) < 2 else [by_orcid[orcid] for orcid in sorted(by_orcid)]


Witness = tuple[int, ...]
"""One candidate, or two whose names are initials, by number; nobody where an ORCID tells."""


def list_witnesses(
    mentions: Sequence[Mention], of_mention: Sequence[Candidate]
) -> list[list[Witness]]:
    """Return for each paper the authors who tell who wrote with them.

    That is each one with a distinctive name, and each two whose names are initials: these stand
    for all that are the same, as `M. Oakhurst` may be two people, but hardly beside the same
    `T. Wedrowski`. A paper by very many has none.
    """
    sizes = Counter(mention.paper for mention in mentions)
    papers = range(max(sizes, default=-1) + 1)
    found: list[list[Witness]] = [[] for _ in papers]
    initials: list[list[int]] = [[] for _ in papers]
    first: dict[tuple[Name, ...], int] = {}
    for mention, candidate in zip(mentions, of_mention, strict=True):
        if sizes[mention.paper] > MOST_AUTHORS:
            continue
        if any(name.is_distinctive for name in candidate.names):
            found[mention.paper].append((candidate.number,))
        elif not any(name.is_common for name in candidate.names) and candidate.is_abbreviated:
            one = first.setdefault(candidate.names, candidate.number)
            initials[mention.paper].append(one)
    for witnesses, several in zip(found, initials, strict=True):
        witnesses.extend(combinations(sorted(set(several[:_MOST_INITIALS])), 2))
    return found
