"""Shows on a terminal what a long run is doing; quick runs and runs elsewhere stay silent."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import Progress as Bars

PATIENCE = 2.0
"""Seconds of work before anything is shown."""

Item = TypeVar("Item")


class Progress:
    """A line on the terminal: the stage and, where it is counted, how far it is.

    It is silent where standard error is no terminal, or where `CI` is set.
    """

    def __init__(self) -> None:
        quiet = bool(os.environ.get("CI")) or not sys.stderr.isatty()
        self._bars = Bars(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=quiet,
        )
        self._task = self._bars.add_task("starting", total=None)
        self._timer = threading.Timer(PATIENCE, self._bars.start)
        self._timer.daemon = True

    def start(self) -> None:
        """Begin to wait for `PATIENCE`, then show the line."""
        self._timer.start()

    def stop(self) -> None:
        """Take the line away; it cannot be shown again."""
        self._timer.cancel()
        self._bars.stop()

    def __enter__(self) -> Progress:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stage(self, name: str, total: int | None = None) -> None:
        """Say that a stage begins, of `total` steps where that is known."""
        self._bars.reset(self._task, description=name, total=total)

    def step(self) -> None:
        """Say that one step of the stage is done."""
        self._bars.advance(self._task)

    def counted(self, items: Iterable[Item]) -> Iterator[Item]:
        """Pass the items on, a step for each."""
        for item in items:
            yield item
            self.step()
