"""Reads the handwritten pages in `docs/`, for the search index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..model.problems import BuilderError
from ..model.site import HandwrittenPage

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
_HEADING = re.compile(r"^#\s+(.+)$", re.M)


def read_handwritten(
    docs: Path, owned: Iterable[str], ours: Mapping[str, Path]
) -> tuple[HandwrittenPage, ...]:
    """Return the Markdown files directly in `docs` that the builder does not own, and `ours`.

    A file in `docs` wins over one of ours. Raises `BuilderError` where one cannot be read.
    """
    generated = frozenset(owned)
    written = {**ours, **{path.name: path for path in docs.glob("*.md")}}
    pages: list[HandwrittenPage] = []
    for name, path in sorted(written.items()):
        if name in generated:
            continue
        text = _FRONT_MATTER.sub("", _read_text(path))
        heading = _HEADING.search(text)
        title = heading.group(1).strip() if heading else path.stem.capitalize()
        body = _HEADING.sub("", text, count=1).strip()
        pages.append(HandwrittenPage(address=f"{path.stem}/", title=title, text=body))
    return tuple(pages)


def _read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BuilderError(f"{path}: expected UTF-8: {error.reason}") from error
    except OSError as error:
        raise BuilderError(f"{path}: cannot read: {error.strerror}") from error
