from __future__ import annotations

import numpy as np

from builder.layout.map_layout import MAP_SIZE, place_papers
from builder.model.catalogue import Catalogue


def test_related_papers_stand_nearer_than_others(catalogue: Catalogue) -> None:
    places = place_papers(catalogue.papers, catalogue.related).astype(float)
    row = {paper.id: number for number, paper in enumerate(catalogue.papers)}
    to_related = [
        np.hypot(*(places[row[id_]] - places[row[near.paper]]))
        for id_, found in catalogue.related.items()
        for near in found
    ]
    to_any = np.hypot(*(places - np.roll(places, len(places) // 3, axis=0)).T)
    assert np.median(to_related) < np.median(to_any) / 2


def test_the_same_papers_get_the_same_places_on_the_map(catalogue: Catalogue) -> None:
    first, second = (place_papers(catalogue.papers, catalogue.related) for _ in range(2))
    assert (first == second).all()
    assert first.min() >= 0
    assert first.max() <= MAP_SIZE


def test_papers_without_relations_have_places_too(catalogue: Catalogue) -> None:
    assert place_papers(catalogue.papers[:3], {}).shape == (3, 2)
    assert place_papers((), {}).shape == (0, 2)
