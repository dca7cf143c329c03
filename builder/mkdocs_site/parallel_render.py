"""Lets MkDocs render pages on all cores: each of several processes carries on with a share.

MkDocs reads all pages, then writes them one after the other. In between the process forks; a
copy leaves out what is not in its share, and the first leaves out the shares of the copies once
the sitemap, which names all pages, is written.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import signal
import sys
import warnings
from typing import Any

from mkdocs.structure.files import InclusionLevel

from ..runtime.parallel import cores

LEAST = 50
"""Pages from which a process of its own pays."""

log = logging.getLogger("mkdocs.hooks.builder")


class Shares:
    """What this process renders and what the others do."""

    def __init__(self, files: Any, config: Any) -> None:
        """Fork, and leave to each process its share of the documentation pages in `files`."""
        self._parent = os.getpid()
        self._copies: list[int] = []
        pages = files.documentation_pages()
        count = max(1, min(cores(), len(pages) // LEAST))
        shares = [pages[start::count] for start in range(count)]
        self._left_out = [page for share in shares[1:] for page in share]
        self.own: int = len(shares[0])
        """How many pages this process renders."""
        gc.freeze()  # The collector of a copy would touch, and so copy, everything.
        sys.stdout.flush()
        sys.stderr.flush()
        for share in shares[1:]:
            with warnings.catch_warnings():
                # From Python 3.12 on: the thread that draws the progress holds nothing we need.
                warnings.simplefilter("ignore", DeprecationWarning)
                copy = os.fork()
            if copy:
                self._copies.append(copy)
            else:
                self._become_copy(share, files, config)
                break
        gc.unfreeze()

    def _become_copy(self, share: list[Any], files: Any, config: Any) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # The parent hears it too, and ends us.
        self._copies.clear()
        self.own = len(share)
        self._left_out.clear()
        kept = set(map(id, share))
        for file in files:
            if id(file) not in kept:
                file.inclusion = InclusionLevel.EXCLUDED
        config.theme.static_templates = set()
        config.extra_templates = []

    @property
    def is_copy(self) -> bool:
        """Whether this process is one of the copies."""
        return os.getpid() != self._parent

    def leave_out(self) -> None:
        """From here on this process has only its own pages."""
        for file in self._left_out:
            file.inclusion = InclusionLevel.EXCLUDED

    def check(self) -> None:
        """End a copy whose parent has died."""
        if self.is_copy and os.getppid() != self._parent:
            os._exit(1)

    def finish(self) -> bool:
        """End a copy; in the parent, wait for the copies and return whether all went well."""
        if self.is_copy:
            _leave(0)
        ended = [os.waitpid(copy, 0)[1] for copy in self._copies]
        self._copies.clear()
        return not any(ended)

    def give_up(self, error: Exception) -> None:
        """Say what stops a copy and end it; in the parent, end the copies."""
        if self.is_copy:
            log.error("%s", error)
            _leave(1)
        for copy in self._copies:
            with contextlib.suppress(OSError):
                os.kill(copy, signal.SIGTERM)
                os.waitpid(copy, 0)
        self._copies.clear()


def _leave(status: int) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
