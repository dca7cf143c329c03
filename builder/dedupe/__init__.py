"""The merge stage: records of the same work into papers."""

from __future__ import annotations

from .merging import Merged, merge, partition
from .same_work import Ruling, read_same_work

__all__ = ["Merged", "Ruling", "merge", "partition", "read_same_work"]
