"""The complete stage: what services and the owner say fills what listings left out."""

from __future__ import annotations

from .complete import complete, current_ids
from .corrections import read_corrections
from .metadata_files import read_metadata, tidy_candidate, write_metadata

__all__ = [
    "complete",
    "current_ids",
    "read_corrections",
    "read_metadata",
    "tidy_candidate",
    "write_metadata",
]
