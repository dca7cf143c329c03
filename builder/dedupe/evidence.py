"""The evidence that two records are one work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from ..text.venue_names import Agreement, compare_venues
from .profiles import Profile, Shared
from .title_numbers import have_other_versions

UNLIKE = 0.5
"""Titles less similar than this are not compared word by word."""
_LONG = 5
"""Words from which a title is unlikely to begin another work's title."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What two records have in common; `None` where one of them does not say."""

    title: float
    """Similarity of the titles, 0 to 1."""
    contained: bool
    """One title is the other without its subtitle or its ending."""
    words: int
    """Words of the shorter title."""
    replaced: int
    """Words that have no counterpart in the other title, on the side that has fewer."""
    extra: int
    """Words that have none, on the other side."""
    numbers: int
    """0 equal; 1 one title has numbers the other lacks; 2 each has, or another version."""
    markers_differ: bool
    """Only one is an erratum, a reply or the like."""
    serial: bool
    """The titles are of the kind that different pieces share."""
    only_pair: bool
    """No third record has that serial title, year and author."""
    authors: float | None
    """0 to 1; shared names of the shorter list."""
    same_authors: bool
    """The names agree, and neither list has further authors."""
    author_count: int
    """Names of the shorter list."""
    years: int | None
    """Years between them."""
    venue: Agreement
    venues_spelled_differently: bool
    """The venues are not written the same way, as if the records came from two sources."""
    page: bool | None
    """Same first page, and volume where both have one."""
    last_page: bool | None
    """Of several pages: one page may hold many pieces."""
    issue: bool | None
    volume: bool | None
    doi: bool | None
    arxiv: bool | None
    crowded: frozenset[Shared]
    """What of it records of many titles share: it says little about these two."""
    abridged: bool
    """Only one says that it is an abstract, a poster or a demonstration."""
    abstract: float | None
    """0 to 1; shared words of the shorter abstract."""


def collect_evidence(one: Profile, two: Profile) -> Evidence:
    """Compare two records."""
    title, contained = title_similarity(one, two)
    authors = author_overlap(one, two)
    replaced, extra = _count_unmatched_words(one, two, title)
    return Evidence(
        title=title,
        contained=contained,
        words=min(len(one.words), len(two.words)),
        replaced=replaced,
        extra=extra,
        numbers=_compare_numbers(one, two, title),
        markers_differ=one.markers != two.markers,
        serial=one.serial or two.serial,
        only_pair=max(one.serial_count, two.serial_count) == 2,
        authors=authors,
        same_authors=authors == 1 and _have_similar_author_counts(one, two),
        author_count=min(len(one.authors), len(two.authors)),
        years=None if one.year is None or two.year is None else abs(one.year - two.year),
        venue=_venue_agreement(one, two),
        venues_spelled_differently=one.entry.venue != two.entry.venue,
        page=same_page(one, two),
        last_page=_same_last_page(one, two),
        issue=_same_issue(one, two),
        volume=_equal_if_known(one.volume, two.volume),
        doi=one.entry.doi == two.entry.doi or _equal_if_known(one.doi, two.doi)
        if one.entry.doi and two.entry.doi
        else None,
        arxiv=_equal_if_known(one.entry.arxiv_id, two.entry.arxiv_id),
        crowded=one.crowded | two.crowded,
        abridged=one.abridged != two.abridged,
        abstract=abstract_overlap(one, two),
    )


def _venue_agreement(one: Profile, two: Profile) -> Agreement:
    if one.preprint != two.preprint:
        return "preprint"
    return compare_venues(one.entry.venue or "", two.entry.venue or "")


def _equal_if_known(one: str | None, two: str | None) -> bool | None:
    return one == two if one and two else None


def title_similarity(one: Profile, two: Profile) -> tuple[float, bool]:
    """Return how similar two titles are, 0 to 1, and whether one contains the other."""
    if one.compact == two.compact:
        return 1.0, False
    best = max(
        fuzz.ratio(one.compact, two.compact), fuzz.ratio(one.sorted_title, two.sorted_title) * 0.98
    )
    short, long = (
        (one.words, two.words) if len(one.words) <= len(two.words) else (two.words, one.words)
    )
    contained = len(short) >= _LONG and (
        long[: len(short)] == short
        or (short[0] in long and _is_preceded_by_names(short, long, one.authors | two.authors))
    )
    if not contained:
        contained = _is_part_of_title(one.title, two.alternative_titles) or _is_part_of_title(
            two.title, one.alternative_titles
        )
    return best / 100, contained


def _is_preceded_by_names(
    short: tuple[str, ...], long: tuple[str, ...], names: frozenset[str]
) -> bool:
    """Whether a title begins with the end of a list of authors: `Hopper, G.: Counting ...`."""
    start = long.index(short[0])
    before = long[:start]
    return (
        long[start : start + len(short)] == short
        and any(len(word) > 2 for word in before)
        and all(len(word) <= 2 or word in names or word.isdigit() for word in before)
    )


def _is_part_of_title(title: str, parts: Iterable[str]) -> bool:
    """Whether a title is, typing errors aside, a part of another one."""
    return any(len(part) >= 12 and fuzz.ratio(title, part, score_cutoff=95) > 0 for part in parts)


def _count_unmatched_words(one: Profile, two: Profile, title: float) -> tuple[int, int]:
    """How many words of each title lack a counterpart, the smaller number first."""
    if title == 1:
        return 0, 0
    if title < UNLIKE:
        return len(one.words), len(two.words)
    left = [word for word in one.words if word not in two.words]
    right = [word for word in two.words if word not in one.words]
    alike = 75 if min(len(one.words), len(two.words)) < _LONG else 70
    missing = _count_without_counterpart(left, right, alike)
    counts = sorted((missing, _count_without_counterpart(right, left, alike)))
    return counts[0], counts[1]


def _count_without_counterpart(words: list[str], others: list[str], alike: int) -> int:
    joined = "".join(others)
    return sum(
        word not in joined
        and process.extractOne(word, others, scorer=fuzz.ratio, score_cutoff=alike) is None
        for word in words
    )


def _compare_numbers(one: Profile, two: Profile, title: float) -> int:
    if 0.7 <= title < 1 and have_other_versions(one.versions, two.versions):
        return 2
    return bool(one.numbers - two.numbers) + bool(two.numbers - one.numbers)


def author_overlap(one: Profile, two: Profile) -> float | None:
    """Return the part of the names of the shorter list that both have."""
    if not one.authors or not two.authors:
        return None
    short, long = sorted((one.authors, two.authors), key=len)
    shared = len(short & long)
    if shared < len(short):
        rest = long - short
        shared += sum(
            process.extractOne(name, rest, scorer=fuzz.ratio, score_cutoff=84) is not None
            for name in short - long
            if len(name) > 3
        )
    return shared / len(short)


def _have_similar_author_counts(one: Profile, two: Profile) -> bool:
    """One list may have given names where the other has initials, so names may double."""
    short, long = sorted((len(one.authors), len(two.authors)))
    return len(one.entry.authors) == len(two.entry.authors) and long <= 2 * short


def same_page(one: Profile, two: Profile) -> bool | None:
    """Return whether they begin on the same page, of the same volume where both have one."""
    if not one.first_page or not two.first_page:
        return None
    if one.volume and two.volume and one.volume != two.volume:
        return False
    if one.first_page == two.first_page:
        return True
    return one.first_page.lstrip(_LETTERS) == two.first_page.lstrip(_LETTERS) and (
        one.first_page.isdigit() or two.first_page.isdigit()
    )


def _same_last_page(one: Profile, two: Profile) -> bool | None:
    """Unknown where one of them has a single page."""
    if not one.last_page or not two.last_page or one.first_page != two.first_page:
        return None
    if one.last_page == two.last_page:
        return True if one.last_page != one.first_page.lstrip(_LETTERS) else None
    return False


def _same_issue(one: Profile, two: Profile) -> bool | None:
    if one.volume and two.volume and one.volume != two.volume:
        return None
    return _equal_if_known(one.issue, two.issue)


def abstract_overlap(one: Profile, two: Profile) -> float | None:
    """Return the part of the words of the shorter abstract that both have."""
    left, right = one.abstract, two.abstract
    if left is None or right is None:
        return None
    if left.digest == right.digest:
        return 1.0
    both = np.concatenate((left.vocabulary, right.vocabulary))
    both.sort()
    shared = np.count_nonzero(both[1:] == both[:-1])
    return int(shared) / min(len(left.vocabulary), len(right.vocabulary))
