"""Programs as people run them: `python -m` with some words, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO

PATIENCE = 300.0
"""Seconds that a program may take on a busy machine."""


class Program:
    """A program as it runs."""

    def __init__(
        self,
        *words: str,
        cwd: Path,
        environment: Mapping[str, str] | None = None,
        log: IO[str] | None = None,
    ) -> None:
        """Start it; what it says goes to `log`, or is kept for `wait`."""
        to = log or subprocess.PIPE
        command = [sys.executable, "-m", *words]
        self._process = subprocess.Popen(
            command, cwd=cwd, env=environment, stdout=to, stderr=to, text=True
        )

    def end(self) -> None:
        """Ask it to end, and wait until it has."""
        self._process.terminate()
        self._process.wait(PATIENCE)

    def wait(self) -> subprocess.CompletedProcess[str]:
        """Wait for its end; its exit code and what it said."""
        out, err = self._process.communicate(timeout=PATIENCE)
        return subprocess.CompletedProcess(self._process.args, self._process.returncode, out, err)


def run(
    *words: str, cwd: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `python -m` with these words to its end."""
    return Program(*words, cwd=cwd, environment=environment).wait()
