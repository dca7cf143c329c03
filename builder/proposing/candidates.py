"""Counts the phrases of papers: those that might name a tag."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..model.records import Paper
from .arxiv_categories import ARXIV_CATEGORIES
from .units import ABSTRACT, Unit, find_phrases, list_texts, make_key, split_units

FEW_PAPERS = 100
"""In a catalogue of less, phrases need fewer papers."""
FEWEST = 3
"""Papers that a phrase needs, at least."""
_RAREST = 0.0005
"""Share of the papers that a phrase needs, in a large catalogue."""
_MOST = 6000
"""Phrases that are looked at, the most frequent."""
_TITLE = 3
"""A phrase of the title or a keyword counts as often as this many of the abstract."""

_ABBREVIATION = re.compile(r"\(([A-Z][A-Za-z-]{0,6}[A-Z]|[A-Z]{2,8})s?\)")
_CAPITALISED = re.compile(r"[^\W\d_]{2,}")
_BEFORE = 120
"""Characters before an abbreviation in which its long form is looked for."""

_LENGTHS = (1, 2, 3, 4)
"""Units in a phrase."""

Units = tuple[Unit, ...]


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """Phrases of several papers."""

    keys: tuple[str, ...]
    """What the spellings of each share, sorted."""
    counts: sparse.csc_matrix
    """How often each paper (row) has each (column); once in a title counts for `_TITLE`."""
    spellings: tuple[Mapping[str, int], ...]
    """How each is written, and how often: in running text where there is any."""
    heads: NDArray[np.float64]
    """The share of the places where each ends a group of words: low for `contrastive`."""
    is_longer: NDArray[np.bool_]
    """Whether each is of several units."""
    keywords: tuple[str, ...]
    """The keyword of the papers that each is; "" where it is none."""
    abbreviations: Mapping[str, str]
    """The key of each abbreviation with that of what it stands for."""


def count_candidates(papers: Sequence[Paper]) -> Candidates:
    """Return the phrases of a few papers, or of more where there are many papers."""
    texts = [tuple(map(split_units, list_texts(paper))) for paper in papers]
    fewest = FEWEST if len(papers) >= FEW_PAPERS else 2
    keys = _find_frequent(texts, max(fewest, round(_RAREST * len(papers))))
    column = {key: number for number, key in enumerate(keys)}
    rows, columns, values = array("i"), array("i"), array("d")
    spellings: list[Counter[str]] = [Counter() for _ in keys]
    ends, places = np.zeros(len(keys)), np.zeros(len(keys))
    for row, of_paper in enumerate(texts):
        count: Counter[int] = Counter()
        for number, units in enumerate(of_paper):
            worth = 1 if number == ABSTRACT else _TITLE
            for start, end in find_phrases(units, _LENGTHS):
                at = column.get("".join([unit.key for unit in units[start:end]]))
                if at is not None:
                    count[at] += worth
                    spellings[at][_spell(units[start:end], worth == 1)] += 1
                    places[at] += 1
                    ends[at] += end == len(units) or units[end].is_light
        rows.extend([row] * len(count))
        columns.extend(count)
        values.extend(count.values())
    shape = (len(papers), len(keys))
    return Candidates(
        keys=keys,
        counts=sparse.csc_matrix((values, (rows, columns)), shape=shape),
        spellings=tuple(spellings),
        heads=ends / np.maximum(places, 1),
        is_longer=np.array([all(" " in text for text in of_key) for of_key in spellings], bool),
        keywords=_find_keywords(papers, keys),
        abbreviations=_find_abbreviations(papers, column),
    )


def _find_keywords(papers: Iterable[Paper], keys: Sequence[str]) -> tuple[str, ...]:
    names = sorted({keyword.name for paper in papers for keyword in paper.keywords})
    by_key = {make_key(name): name for name in reversed(names) if name not in ARXIV_CATEGORIES}
    return tuple(by_key.get(key, "") for key in keys)


def _find_frequent(texts: Sequence[Sequence[Units]], least: int) -> tuple[str, ...]:
    """The keys of phrases of `least` papers; one that begins or ends rarely is not counted."""
    of_units = Counter(
        key for of_paper in texts for key in {unit.key for units in of_paper for unit in units}
    )
    usual = {key for key, papers in of_units.items() if papers >= least}
    papers_with: Counter[str] = Counter()
    for length in _LENGTHS:
        found: Counter[str] = Counter()
        for of_paper in texts:
            keys: set[str] = set()
            for units in of_paper:
                for start, end in find_phrases(units, (length,)):
                    if units[start].key in usual and units[end - 1].key in usual:
                        keys.add("".join([unit.key for unit in units[start:end]]))
            found.update(keys)
        papers_with.update(found)
        papers_with = Counter({key: n for key, n in papers_with.items() if n >= least})
    ranked = sorted(papers_with, key=lambda key: (-papers_with[key], key))
    return tuple(sorted(ranked[:_MOST]))


def _spell(units: Units, in_abstract: bool) -> str:
    """The units as written; those of a title without its capitals."""
    written = " ".join(unit.written for unit in units)
    return written if in_abstract else _CAPITALISED.sub(_lower, written)


def _lower(found: re.Match[str]) -> str:
    return found[0].lower() if found[0][1:].islower() else found[0]


def _find_abbreviations(papers: Iterable[Paper], known: Mapping[str, int]) -> Mapping[str, str]:
    """The abbreviations in brackets behind what they stand for, that of most papers."""
    votes: dict[str, Counter[str]] = {}
    for paper in papers:
        text = paper.abstract.plain
        for found in _ABBREVIATION.finditer(text):
            short = found[1].lower()
            units = text[max(0, found.start() - _BEFORE) : found.start()].split()
            for row in (units, " ".join(units).replace("-", " ").split()):
                long = row[-len(short) :]
                if "".join(unit[0] for unit in long).lower() == short:
                    votes.setdefault(make_key(found[1]), Counter())[
                        "".join(map(make_key, long))
                    ] += 1
                    break
    found_keys = {
        short: min(longs, key=lambda key: (-longs[key], key)) for short, longs in votes.items()
    }
    return {short: long for short, long in found_keys.items() if short in known and long in known}
