"""The contract of a page kind: one module in `builder/pages/` for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from .catalogue import Catalogue


class Shared:
    """The base of a dataclass in contexts whose values are shown by many pages each."""

    __slots__ = ()


def make_address(path: str) -> str:
    """Return where the page with this path is published: `papers/a/` for `papers/a.md`."""
    stem = path.removesuffix(".md")
    return "" if stem == "index" else stem.removesuffix("/index") + "/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One Markdown page to render."""

    path: str
    """Below `docs/`: `papers/attention.md` or `tags/index.md`."""
    template: str
    """Below `templates/`: `paper.md.j2`."""
    title: str
    """Plain text."""
    description: str
    """Plain text, one sentence, for search engines and previews."""
    context: Mapping[str, Any]
    """What the template sees besides `page`, `site` and the globals of `rendering`."""
    meta: Mapping[str, Any] = field(default_factory=dict)
    """Further front matter: `hide`, `scripts`, `template`, `feed` (`atom` where that is its only
    format)."""

    @property
    def address(self) -> str:
        """Where it is published, relative to the site's root: `papers/attention/`."""
        return make_address(self.path)


@dataclass(frozen=True, kw_only=True, slots=True)
class LazyPage:
    """A page that is made only where it was not made of the same before."""

    path: str
    template: str
    make: partial[Page]
    """A function with its arguments: values that say all that the page depends on."""

    @property
    def address(self) -> str:
        """As of a page."""
        return make_address(self.path)


@dataclass(frozen=True, kw_only=True, slots=True)
class PageKind:
    """All pages of one kind."""

    name: str
    owns: tuple[str, ...]
    """Top-level names below `docs/` that belong to the builder: a folder or a file."""
    lay_out: Callable[[Catalogue], Iterable[Page | LazyPage]]
    lists_downloads: bool = False
    """Whether it needs `catalogue.downloads`, and so runs after the exports that have some."""
