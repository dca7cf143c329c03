"""Programs in processes of their own, forked from one that has imported what they need.

A new interpreter spends more than a second on that, most of what a small build takes.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from tests import ROOT

PATIENCE = 300.0
"""Seconds that a program may take on a busy machine."""
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(
    [
        "builder.commands",
        "builder.mkdocs_site.plugin",
        "builder.pipeline",
        "markdown.extensions.tables",
        "mkdocs.commands.build",
        "mkdocs.commands.serve",
        "pymdownx.superfences",
    ]
)

MAY_DIFFER = ("builder", "material", "mkdocs")


class Program:
    """`python -m` with some words, as it runs."""

    def __init__(
        self,
        *words: str,
        cwd: Path,
        environment: Mapping[str, str] | None = None,
        log: IO[str] | None = None,
    ) -> None:
        """Start it; what it says goes to `log`, or is kept for `wait`."""
        self.words = words
        self._said = [Path(tempfile.mkstemp()[1]) for _ in range(2)] if log is None else []
        out, err = map(str, self._said) if self._said else (log.name, log.name)  # type: ignore
        whole = dict(os.environ if environment is None else environment)
        self.process = CONTEXT.Process(target=_run, args=(words, str(cwd), whole, out, err))
        self.process.start()

    def end(self) -> None:
        """Ask it to end, and wait until it has."""
        self.process.terminate()
        self.process.join(PATIENCE)

    def wait(self) -> subprocess.CompletedProcess[str]:
        """Wait for its end; its exit code and what it said."""
        self.process.join(PATIENCE)
        code = self.process.exitcode
        assert code is not None, f"expected an end of {' '.join(self.words)}"
        out, err = (path.read_text("utf-8") for path in self._said)
        for path in self._said:
            path.unlink()
        return subprocess.CompletedProcess(self.words, code, out, err)


def run(
    *words: str, cwd: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `python -m` with these words to its end."""
    return Program(*words, cwd=cwd, environment=environment).wait()


def _run(words: tuple[str, ...], cwd: str, environment: dict[str, str], out: str, err: str) -> None:
    """Make a fork what a new interpreter would be."""
    for place, path in (1, out), (2, err):
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.dup2(handle, place)
        os.close(handle)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None
    first = [cwd, *filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))]
    installed = [path for path in sys.path if path not in ("", str(ROOT), *first)]
    sys.path[:] = [*first, *installed]
    if str(ROOT) not in first:
        # Another program may be installed there, and MkDocs asks for plugins when it is imported.
        for name in [name for name in sys.modules if name.partition(".")[0] in MAY_DIFFER]:
            del sys.modules[name]
    sys.argv = list(words)
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)
