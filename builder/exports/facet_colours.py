"""The stylesheet of the facets' colours and the owner's accent colour."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.export import Export, ExportFile
from ..model.records import Catalogue
from ..settings.palette import facet_colour, tones


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    rules = [
        f".facet-{facet.id}{{--facet:{facet_colour(place)}}}\n"
        for place, facet in enumerate(catalogue.facets)
    ]
    if catalogue.site.colour:
        for scheme, tokens in tones(catalogue.site.colour).items():
            said = ";".join(f"--catalogue-{name}:{tone}" for name, tone in tokens.items())
            rules.append(f'[data-md-color-scheme="{scheme}"]{{{said}}}\n')
    yield ExportFile(path="facets.css", content="".join(rules).encode())


EXPORT = Export(name="facet_colours", owns=("facets.css",), lay_out=_lay_out)
