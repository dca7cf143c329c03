"""The position of each paper on the map, in the order of the explorer's data."""

from __future__ import annotations

from collections.abc import Iterator

from ..layout.map_layout import place_papers
from ..model.catalogue import Catalogue
from ..model.export import Export, ExportFile, compact_json


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    """Give `points.json`: the columns `x` and `y` in whole numbers from 0 to `side`."""
    positions = place_papers(catalogue.papers, catalogue.related)
    row = {paper.id: number for number, paper in enumerate(catalogue.papers)}
    ordered = positions[[row[paper.id] for paper in catalogue.papers_by_position]]
    columns = {"x": ordered[:, 0].tolist(), "y": ordered[:, 1].tolist()}
    yield ExportFile(path="map/points.json", content=compact_json(columns))


EXPORT = Export(name="map", owns=("map",), lay_out=_lay_out)
