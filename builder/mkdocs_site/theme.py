"""The theme, as a catalogue uses it."""

from __future__ import annotations

import os
from pathlib import Path

import jinja2
from mkdocs.theme import Theme


class CatalogueTheme(Theme):
    """Lists no icons: Material has fourteen thousand, of which MkDocs publishes none."""

    def __init__(self, theme: Theme) -> None:
        vars(self).update(vars(theme))  # It is loaded already.

    def get_env(self) -> jinja2.Environment:
        """Return what the theme is rendered with."""
        env = super().get_env()
        env.loader = _Templates(self.dirs)
        return env


class _Templates(jinja2.FileSystemLoader):
    def list_templates(self) -> list[str]:
        """List the files that do not lie in hidden folders, whose names begin with a dot."""
        found = set[str]()
        for top in self.searchpath:
            for folder, folders, names in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = Path(folder).relative_to(top)
                found.update((below / name).as_posix() for name in names)
        return sorted(found)
