"""The people stage: who wrote which papers, and where they appeared."""

from __future__ import annotations

from .identify import find_people
from .rulings import read_people
from .venues import find_venues

__all__ = ["find_people", "find_venues", "read_people"]
