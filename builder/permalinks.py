"""Slugs: the part of an address that stands for a title."""

from __future__ import annotations

from slugify import slugify

from .records import PaperId


def slug_of(title: str) -> PaperId:
    """Return the slug of a plain title."""
    return PaperId(slugify(title, max_length=80) or "paper")
