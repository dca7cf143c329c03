"""The search index, and the stemmer and stop words that the browser reads queries with.

`search/lunr.js` is a part of lunr where papers are in English, else the rules of their language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from importlib.resources import files

from ..model.catalogue import Catalogue
from ..model.export import Export, ExportFile, LazyFile
from ..runtime.memory import NO_MEMORY, Memory
from ..search import Index, index_catalogue
from ..search.layout import lay_out_index
from ..text.language import ENGLISH, Language

_LUNR_PARTS = ("lunr.Set", "lunr.Pipeline", "lunr.stemmer", "lunr.stopWordFilter")
"""The first has tokens, too; the second only registers the others."""


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile | LazyFile]:
    return lay_out_search(index_catalogue(catalogue))


def lay_out_search(index: Index, memory: Memory = NO_MEMORY) -> Iterator[ExportFile | LazyFile]:
    """Give the files of an index."""
    parts, manifest = lay_out_index(index, memory)
    for part in (*parts, manifest):
        make = partial(getattr, part, "content")
        yield LazyFile(path=f"search/{part.name}", made_of=part.made_of, make=make)
    yield ExportFile(path="search/lunr.js", content=_write_language(index.language).encode())


def _write_language(language: Language) -> str:
    if language is ENGLISH:
        return _read_lunr()
    rules = {"rules": language.rules, "stops": " ".join(sorted(language.stop_words))}
    return f"globalThis.searchLanguage = {json.dumps(rules, ensure_ascii=False)};\n"


def _read_lunr() -> str:
    """What the browser needs of the file that MkDocs ships: a third, without its comments.

    A version that is put together otherwise is an error of the program.
    """
    source = files("mkdocs").joinpath("contrib/search/templates/search/lunr.js").read_text("utf-8")
    licence, _, code = source.partition("*/")
    start, *parts = code.split("/*!\n * ")
    needed = {part.split("\n")[0]: part.partition("*/")[2] for part in parts}
    end = parts[-1][parts[-1].rindex(";(function (root, factory)") :]
    code = "".join([start, *(needed[name] for name in _LUNR_PARTS), end])
    code = re.sub(r"/\*.*?\*/", "", code, flags=re.S)
    code = re.sub(r"^\s*//.*\n", "", code, flags=re.M)
    return f"{licence}*/\n" + re.sub(r"^\s+", "", code, flags=re.M)


EXPORT = Export(name="search", owns=("search",), lay_out=_lay_out)
