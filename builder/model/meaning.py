"""What was learnt of the meaning of texts: vectors of papers and tags, and an encoder of queries.

Everything is in whole numbers, small enough that sums and products are exact: Python and the
browser, on any machine, get the same vectors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.int8]
Numbers = NDArray[np.int64]

UNIT = 32_767
"""The length of a query's vector in whole numbers."""


@dataclass(frozen=True, kw_only=True, eq=False)
class QueryEncoder:
    """Turns words into a vector: the sum of their rows, then a small network.

    With u the sum of the rows at length `UNIT`, the vector is u `gain` + max(0, u `inner` +
    `inner_bias`) `outer` + `outer_bias`.
    """

    words: tuple[str, ...]
    """Sorted; each has a row."""
    rows: Bytes
    """Of shape (words, dimensions), each number from -127 to 127."""
    scales: Numbers
    """What each row is multiplied by, from 1 to 4095."""
    inner: Bytes
    """Of shape (dimensions, hidden)."""
    inner_bias: Numbers
    outer: Bytes
    """Of shape (hidden, dimensions)."""
    outer_bias: Numbers
    gain: int

    @cached_property
    def row(self) -> Mapping[str, int]:
        """The number of each word's row."""
        return {word: number for number, word in enumerate(self.words)}


@dataclass(frozen=True, kw_only=True, eq=False)
class Meaning:
    """The vectors of a catalogue's papers and tags, and what encodes a query to compare them."""

    encoder: QueryEncoder
    papers: Bytes
    """A row for each paper, in the catalogue's order; nothing but zeros where no word has a row."""
    tags: Bytes
    """A row for each tag, in the catalogue's order."""
    unlearnt: int = 0
    """How many papers have their vector from their words, as the model has not read them."""
