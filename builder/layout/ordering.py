"""The orders in which papers are listed."""

from __future__ import annotations

import re

from ..model.records import Catalogue, Paper
from ..text.words import fold


def sort_by_best_position(catalogue: Catalogue) -> list[Paper]:
    """Return the papers as the explorer shows them at first: by their best place in a listing."""
    number = {listing.id: n for n, listing in enumerate(catalogue.listings)}

    def key(paper: Paper) -> tuple[int, int, str, str]:
        best = min((sighting.position, number[sighting.listing]) for sighting in paper.sightings)
        return (*best, folded(paper.title.plain), paper.id)

    return sorted(catalogue.papers, key=key)


def folded(title: str) -> str:
    """Return the sort key of a title: no case, accents or leading punctuation."""
    return re.sub(r"^\W+", "", fold(title).casefold())
