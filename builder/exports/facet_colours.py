"""Gives each facet of the owner's vocabulary its colour, whatever the facets are called."""

from __future__ import annotations

from collections.abc import Iterator

from ..export import Export, ExportFile
from ..records import Catalogue

COLOURS = 8
"""How many `--catalogue-facet-N` the stylesheet defines; further facets begin again."""


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    rules = (
        f".facet-{facet.id}{{--facet:var(--catalogue-facet-{place % COLOURS + 1})}}\n"
        for place, facet in enumerate(catalogue.facets)
    )
    yield ExportFile(path="facets.css", content="".join(rules).encode())


EXPORT = Export(name="facet_colours", owns=("facets.css",), lay_out=_lay_out)
