"""Puts proposed tags that are near each other into groups."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

_TAGS_A_GROUP = 9
_FEWEST_TO_PART = 8
_MOST_GROUPS = 8


def group_tags(directions: NDArray[np.float64]) -> tuple[tuple[int, ...], ...]:
    """Return the rows in groups of near ones, the largest group first.

    Ward's method (1963), which makes groups of similar size.
    """
    count = len(directions)
    wanted = min(_MOST_GROUPS, round(count / _TAGS_A_GROUP))
    if count < _FEWEST_TO_PART or wanted < 2:
        return (tuple(range(count)),) if count else ()
    labels = fcluster(linkage(directions.round(6), "ward"), wanted, "maxclust").tolist()
    groups: dict[int, list[int]] = {}
    for row, label in enumerate(labels):
        groups.setdefault(label, []).append(row)
    return tuple(map(tuple, sorted(groups.values(), key=lambda group: (-len(group), group))))


def find_central(group: Sequence[int], directions: NDArray[np.float64]) -> tuple[int, ...]:
    """Return the rows of a group, those nearest to its middle first."""
    rows = list(group)
    near = (directions[rows] @ directions[rows].sum(axis=0)).round(6)
    return tuple(rows[at] for at in np.lexsort((rows, -near)))
