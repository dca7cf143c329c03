"""Makes `mkdocs serve` answer soon: most pages are rendered when somebody asks for them.

Thousands of pages are built alike, and a preview shows a few of them. So MkDocs renders what its
navigation names and what people wrote; the other generated pages are held back until then.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.pages import Page

Application = Callable[[Mapping[str, Any], Any], Iterable[bytes]]


def is_preview(config: Any) -> bool:
    """Whether `config` is that of a running `mkdocs serve`, which names itself as the site."""
    host, port = config.dev_addr
    return urlsplit(config.site_url or "").netloc == f"{host}:{port}"


class Preview:
    """The pages of the last build that were held back."""

    def __init__(self) -> None:
        self._working = threading.Lock()
        """Held during a build, and while a page is rendered."""
        self._building = False
        self._held_back: dict[str, Any] = {}
        """Files by address below the site: `papers/attention/`."""
        self._build: tuple[Any, ...] = ()

    def begin(self) -> None:
        """A build begins: from here on pages that are asked for wait for its end."""
        self._working.acquire()
        self._building = True

    def end(self) -> None:
        """The build has ended, well or not, if there was one."""
        if self._building:
            self._building = False
            self._working.release()

    def hold_back(self, files: Any, nav: Any, owned: Iterable[str]) -> None:
        """Take the generated pages out of `files` that the navigation does not name."""
        names = frozenset(owned)
        named = {page.file.src_uri for page in nav.pages}
        self._held_back = {
            file.url: file
            for file in files.documentation_pages()
            if file.src_uri not in named and file.src_uri.split("/")[0] in names
        }
        self._nav = nav
        for file in self._held_back.values():
            file.inclusion = InclusionLevel.EXCLUDED

    def remember(self, config: Any, files: Any, env: Any) -> None:
        """Note what a page needs to be rendered later."""
        self._build = config, files, env

    def before(self, application: Application, mount: str) -> Application:
        """Return an application that renders a page that was held back, then asks the other."""

        def answer(environ: Mapping[str, Any], start_response: Any) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            self.render(path.removeprefix(mount))
            return application(environ, start_response)

        return answer

    def render(self, address: str) -> None:
        """Write the page at `address` into the site, if it was held back and is not there yet."""
        with self._working:
            file = self._held_back.get(address if address.endswith("/") else f"{address}/")
            if file is None or Path(file.abs_dest_path).exists():
                return
            config, files, env = self._build
            page = file.page or Page(None, file, config)
            _populate_page(page, config, files)
            _build_page(page, config, files.documentation_pages(), self._nav, env)


PREVIEW = Preview()
"""MkDocs makes a new configuration for each build; this stays."""
