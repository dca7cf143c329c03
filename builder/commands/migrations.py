"""Settings that moved: how those of an earlier version become those of this one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Migration:
    """One move of a setting."""

    version: str
    """The first that knows the new place."""
    says: str
    """What moved where, in a line."""
    apply: Callable[[Mapping[str, str]], Mapping[str, str]]
    """Takes the texts of `mkdocs.yml` and `sources/*.yml` by path; gives those that change."""


MIGRATIONS: tuple[Migration, ...] = ()
"""In the order of their versions."""
