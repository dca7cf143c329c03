"""The stylesheet of the facets' colours and the owner's accent colour."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.catalogue import Catalogue
from ..model.export import Export, ExportFile
from ..settings.palette import derive_tokens, facet_colour


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    rules = [
        f".facet-{facet.id}{{--facet:{facet_colour(index)}}}\n"
        for index, facet in enumerate(catalogue.facets)
    ]
    if catalogue.site.colour:
        for scheme, tokens in derive_tokens(catalogue.site.colour).items():
            declarations = ";".join(f"--catalogue-{name}:{tone}" for name, tone in tokens.items())
            rule = f'[data-md-color-scheme="{scheme}"]{{{declarations}}}'
            # What is printed is light.
            rules.append(f":root,{rule}\n" if scheme == "default" else f"@media screen{{{rule}}}\n")
    yield ExportFile(path="facets.css", content="".join(rules).encode())


EXPORT = Export(name="facet_colours", owns=("facets.css",), lay_out=_lay_out)
