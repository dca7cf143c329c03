"""A Pagefind index of the documents, for the setting `search_engine: pagefind`."""

from __future__ import annotations

import asyncio
import gzip
import json
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path

from pagefind.index import IndexConfig, PagefindIndex

from .documents import Document
from .layout import Part

_MARK = b"pagefind_dcd"
"""What every file of Pagefind begins with."""
_NEEDED = ("pagefind.js", "pagefind-entry.json", "wasm.en.pagefind")


def pagefind_parts(documents: Sequence[Document]) -> tuple[Part, ...]:
    """Return Pagefind's files, and `pagefind-ids.json`: what it calls each document, in order.

    Its fragments are left out: results are shown from our own cards and texts.
    """
    with tempfile.TemporaryDirectory() as folder:
        # In a thread of its own: whoever calls may have a running loop already.
        with ThreadPoolExecutor(1) as alone:
            alone.submit(asyncio.run, _write(documents, folder)).result()
        root = Path(folder)
        ids = _ids(root, len(documents))
        paths = [root / name for name in _NEEDED]
        paths += [*root.glob("*.pf_meta"), *root.glob("index/*.pf_index")]
        names = sorted(path.relative_to(root).as_posix() for path in paths)
        parts = [
            Part(name=f"pagefind/{name}", content=(root / name).read_bytes()) for name in names
        ]
    content = json.dumps(ids, separators=(",", ":")).encode()
    return (*parts, Part(name="pagefind-ids.json", content=content))


async def _write(documents: Sequence[Document], folder: str) -> None:
    # Through the disk both ways: the service looks for answers ten times a second, so that a
    # call for each document takes 0.1 s, and `get_files` never answers above 2 MB.
    async with PagefindIndex(config=IndexConfig(output_path=folder)) as index:
        with tempfile.TemporaryDirectory() as pages:
            for number, document in enumerate(documents):
                (Path(pages) / f"{number}.html").write_text(_page(document), "utf-8")
            await index.add_directory(pages)


def _page(document: Document) -> str:
    title, text = escape(document.title), escape(document.text)
    return f'<!doctype html><html lang="en"><body><h1>{title}</h1><p>{text}</p></body></html>'


def _ids(root: Path, documents: int) -> list[str]:
    ids = [""] * documents
    for path in root.glob("fragment/*.pf_fragment"):
        fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(_MARK))
        ids[int(Path(fragment["url"]).stem)] = path.stem
    return ids
