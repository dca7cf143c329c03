"""Remembers rows of numbers for each paper in one array: many small values take long to load."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ..text.term_counts import NumberedWords, Numbers, drop_unused, find_runs, number_words
from .hashing import hash_text
from .memory import Memory

Texts = tuple[str, str]
"""The title and the abstract of a paper."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Rows:
    """Rows of papers."""

    cells: Numbers
    """One row below the other, in the order of the papers."""
    starts: Numbers
    """Where those of each paper start, and where the last one's end."""
    forms: tuple[str, ...] = ()
    """What the cells number, where they are words."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Known:
    names: tuple[bytes, ...]
    """A hash of the texts of each paper."""
    rows: Rows


def remember_rows(
    memory: Memory,
    stage: str,
    made_of: Iterable[str],
    papers: Sequence[Texts],
    make: Callable[[Sequence[int], Sequence[str]], Rows],
) -> Rows:
    """Return the rows of papers; `make` gives those of the new ones only.

    It is given their numbers, and the forms that are known already. `made_of` says what all rows
    depend on, beside the texts of their paper.
    """
    made_of = tuple(made_of)
    names = tuple(hash_text("\n".join(texts)) for texts in papers)
    kept = memory.recall(stage, made_of)
    known: _Known | None = kept.value if kept else None
    if known and known.names == names:
        return known.rows
    rows = _update(known, names, make) if known else make(range(len(papers)), ())
    small = Rows(cells=rows.cells.astype(np.int32), starts=rows.starts, forms=rows.forms)
    memory.keep(stage, made_of, _Known(names=names, rows=small))
    return rows


def _update(
    known: _Known, names: tuple[bytes, ...], make: Callable[[Sequence[int], Sequence[str]], Rows]
) -> Rows:
    before = known.rows
    place = {name: number for number, name in enumerate(known.names)}
    new = [number for number, name in enumerate(names) if name not in place]
    made = make(new, before.forms)
    place |= {names[number]: len(known.names) + at for at, number in enumerate(new)}
    starts = np.concatenate((before.starts, made.starts[1:] + before.starts[-1]))
    at, starts = find_runs(starts, [place[name] for name in names])
    cells = np.concatenate((before.cells, made.cells))[at]
    if not made.forms:
        return Rows(cells=cells, starts=starts)
    cells, forms = drop_unused(cells, made.forms)
    return Rows(cells=cells, starts=starts, forms=forms)


def remember_words(
    memory: Memory, stage: str, papers: Sequence[Texts], split: Callable[[str], Iterable[str]]
) -> NumberedWords:
    """Return the words of titles and abstracts in turn."""

    def make(new: Sequence[int], forms: Sequence[str]) -> Rows:
        made = number_words((split(text) for number in new for text in papers[number]), forms)
        return Rows(cells=made.words, starts=made.starts[::2], forms=made.forms)

    rows = remember_rows(memory, stage, (), papers, make)
    return NumberedWords(words=rows.cells.astype(np.int64), forms=rows.forms)
