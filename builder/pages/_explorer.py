"""Addresses of the explorer with filters chosen, relative to the site's root."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from ..model.records import ListingId, Tag


def tag_pair_address(one: Tag, other: Tag) -> str:
    """Return where the papers with both tags are shown."""
    chosen: list[tuple[str, str]] = [("tag", one.id), ("tag", other.id)]
    # Tags of one facet are joined by OR unless the address says otherwise.
    if one.facet == other.facet:
        chosen.append(("all", one.facet))
    return f"explore/?{urlencode(chosen)}"


def listings_address(
    within: Iterable[ListingId], without: Iterable[ListingId] = (), *, code: bool = False
) -> str:
    """Return where the papers found in all listings of `within` and none of `without` are shown.

    With `code`, only those that link to code.
    """
    chosen: list[tuple[str, str]] = [("source", id_) for id_ in within]
    if len(chosen) > 1:
        chosen.append(("all-source", "1"))
    chosen += [("not-source", id_) for id_ in without]
    if code:
        chosen.append(("code", "1"))
    return f"explore/?{urlencode(chosen)}"
