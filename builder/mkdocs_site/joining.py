"""Joins stylesheets and scripts, so that a page waits for few answers on a slow line."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from ..layout.js_modules import is_module, join_modules, order_modules, strip_comments
from ..layout.js_words import find_said, write_words
from ..model.wording import ENGLISH, Wording

STYLES = "assets/stylesheets/"
SCRIPTS = "assets/javascripts/"
JOINED_STYLES = f"{STYLES}site.css"
JOINED_SCRIPTS = f"{SCRIPTS}site.js"
_SHEET_IMPORT = re.compile(r'^@import "([^"]+)";$', re.M)


@dataclass(frozen=True, kw_only=True, slots=True)
class Assets:
    """The stylesheets and scripts of a site, by path, and which of them every page has."""

    sheets: Mapping[str, str]
    scripts: Mapping[str, str]
    styles: tuple[str, ...]
    """The texts of the stylesheets of every page, in order."""
    frame: tuple[str, ...]
    """The paths of the scripts of every page, in order."""
    words: Wording

    def join(self) -> dict[str, str]:
        """Return what is served, by path."""
        shared, own = join_scripts(self.frame, self.scripts, self.words)
        return {
            **{path: join_sheet(path, self.sheets) for path in self.sheets},
            **{path: strip_script(text) for path, text in self.scripts.items()},
            **own,
            JOINED_STYLES: strip_sheet("\n".join(self.styles)),
            JOINED_SCRIPTS: shared,
        }


def strip_sheet(text: str) -> str:
    """Return a stylesheet without comments and indentation."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return re.sub(r"\s*\n\s*", "\n", text).lstrip()


def strip_script(text: str) -> str:
    """Return a script without comments that fill lines, a third of its size."""
    return re.sub(r"\n\s*\n", "\n", strip_comments(text)).lstrip()


def join_sheet(path: str, sheets: Mapping[str, str]) -> str:
    """Return a stylesheet with those that it imports in their place."""

    def imported(found: re.Match[str]) -> str:
        return sheets[posixpath.join(posixpath.dirname(path), found[1])]

    return strip_sheet(_SHEET_IMPORT.sub(imported, sheets[path]))


def join_scripts(
    frame: Iterable[str], scripts: Mapping[str, str], words: Wording = ENGLISH
) -> tuple[str, dict[str, str]]:
    """Return the scripts of every page as one, and by its path what one page has beside them.

    `frame` are the paths of the former. The latter are the modules that no other imports, each
    with what it imports and the frame has not. All say what they say in `words`.
    """
    shared = order_modules(frame, scripts)
    imported = {
        other
        for path, text in scripts.items()
        if is_module(text)
        for other in order_modules([path], scripts)[:-1]
    }
    own = {
        path: [each for each in order_modules([path], scripts) if each not in shared]
        for path, text in scripts.items()
        if is_module(text) and path not in imported and path not in shared
    }
    said = find_said(scripts[path] for path in shared)

    def join(paths: Iterable[str], but: Collection[str] = ()) -> str:
        own_words = write_words(find_said(scripts[path] for path in paths), words, but)
        return own_words + strip_script(join_modules(paths, scripts))

    return join(shared), {path: join(paths, said) for path, paths in own.items()}
