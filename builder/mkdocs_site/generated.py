"""Pages that the builder wrote, as MkDocs has them."""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from ..output.rendering import read_page
from ..pipeline import OWNED_NAMES


class GeneratedPage(Page):
    """A page that needs neither YAML nor Markdown parsed, half of MkDocs' time to change nothing.

    Markdown that an owner's template prints is parsed like any other; it may link to any of
    `every` file of the site, of which a preview gives MkDocs only those that changed.
    """

    def __init__(self, title: str | None, file: File, config: MkDocsConfig, every: Files) -> None:
        super().__init__(title, file, config)
        self._every = every

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the front matter and the body apart."""
        self.meta, self.markdown = read_page(self.file.content_string)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Bypass the parser where the page is one block of HTML."""
        body = (self.markdown or "").strip()
        if body.startswith("<div") and body.endswith("</div>"):
            self.content = body
        else:
            super().render(config, self._every)


def is_generated(file: File) -> bool:
    """Return whether the builder wrote this file."""
    return file.src_uri.split("/")[0] in OWNED_NAMES


def give_pages(
    files: Files, titles: Mapping[str, str | None], config: MkDocsConfig, every: Files
) -> None:
    """Give generated files their pages, with the titles that the navigation states, by path."""
    for file in files.documentation_pages():
        if is_generated(file):
            GeneratedPage(titles.get(file.src_uri), file, config, every)
