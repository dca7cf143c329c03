"""The search index, the engine of the browser, and what Material's search box asks for first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files

from ..layout.js_modules import link_scripts
from ..model.export import Export, ExportFile, compact_json
from ..model.project import ROOT
from ..model.records import Catalogue
from ..search import build_index, list_documents
from ..search.layout import lay_out_index

_SCRIPTS = ROOT / "docs" / "assets" / "javascripts"


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    index = build_index(list_documents(catalogue))
    names = {
        "tags": {tag.id: (tag.name, tag.facet) for tag in catalogue.tags},
        "facets": {facet.id: facet.name for facet in catalogue.facets},
        "listings": {listing.id: listing.title for listing in catalogue.listings},
    }
    parts, manifest = lay_out_index(index, names)
    for part in parts:
        yield ExportFile(path=f"search/{part.name}", content=part.content)
    yield ExportFile(path="search/manifest.json", content=manifest.content)
    # Material's bundle fetches this file with every page and hands it to the worker.
    docs = [json.loads(manifest.content)]
    # Material marks the found words on a page with it, in an expression without the `u` flag.
    search_config = {
        "config": {"lang": ["en"], "separator": r"[\s\-,:;.!?=()'\"/]+", "pipeline": []}
    }
    stub = compact_json({**search_config, "docs": docs})
    yield ExportFile(path="search/search_index.json", content=stub)
    yield ExportFile(path="search/lunr.js", content=_read_lunr().encode())
    yield ExportFile(path="search/worker.js", content=_build_worker().encode())


def _build_worker() -> str:
    """The worker's modules as one classic script: Material starts no other kind."""
    paths = _SCRIPTS.rglob("*.js")
    texts = {path.relative_to(_SCRIPTS).as_posix(): path.read_text("utf-8") for path in paths}
    # The linker lays modules where the offline copy has them; here they are the worker's own.
    modules = link_scripts("search/worker.js", texts)
    return f"(() => {{\nconst catalogueOffline = {{ modules: {{}} }};\n{modules}}})();\n"


def _read_lunr() -> str:
    """The file that MkDocs ships, without the comments below its licence."""
    source = files("mkdocs").joinpath("contrib/search/templates/search/lunr.js").read_text("utf-8")
    licence, _, code = source.partition("*/")
    code = re.sub(r"/\*.*?\*/", "", code, flags=re.S)
    code = re.sub(r"^\s*//.*\n", "", code, flags=re.M)
    return f"{licence}*/\n" + re.sub(r"^\s+", "", code, flags=re.M)


EXPORT = Export(name="search", owns=("search",), lay_out=_lay_out)
