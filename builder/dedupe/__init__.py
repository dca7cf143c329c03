"""The merge stage: records of the same work into papers."""

from __future__ import annotations

from .merging import MergeResult, merge, partition
from .same_work import Ruling, read_same_work

__all__ = ["MergeResult", "Ruling", "merge", "partition", "read_same_work"]
