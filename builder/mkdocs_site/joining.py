"""Joins stylesheets and scripts, so that a page waits for few answers on a slow line."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from ..layout.js_modules import is_module, join_modules, order_modules, strip_comments

_SHEET_IMPORT = re.compile(r'^@import "([^"]+)";$', re.M)


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


def join_scripts(frame: Iterable[str], scripts: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return the scripts of every page as one, and by its path what one page has beside them.

    `frame` are the paths of the former. The latter are the modules that no other imports, each
    with what it imports and the frame has not.
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
    joined = {path: strip_script(join_modules(paths, scripts)) for path, paths in own.items()}
    return strip_script(join_modules(shared, scripts)), joined
