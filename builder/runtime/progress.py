"""Shows the progress of long runs on a terminal; stays silent otherwise."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

DELAY = 2.0
"""Seconds of work before anything is shown."""

Item = TypeVar("Item")


class Progress:
    """A progress line on the terminal: the stage and, where known, how much is done.

    It is silent if standard error is not a terminal, or if `CI` is set.
    """

    def __init__(self) -> None:
        quiet = bool(os.environ.get("CI")) or not sys.stderr.isatty()
        self._bars = None if quiet else _make_bars()
        if self._bars:
            self._task = self._bars.add_task("starting", total=None)
            self._timer = threading.Timer(DELAY, self._bars.start)
            self._timer.daemon = True

    def start(self) -> None:
        """Show the line after `DELAY` seconds."""
        if self._bars:
            self._timer.start()

    def stop(self) -> None:
        """Remove the line; it cannot be shown again."""
        if self._bars:
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
        """Begin a stage, of `total` steps where that is known."""
        if self._bars:
            self._bars.reset(self._task, description=name, total=total)

    def step(self, count: int = 1) -> None:
        """Count steps of the stage as done."""
        if self._bars:
            self._bars.advance(self._task, count)

    def track(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the items, counting each as a step."""
        for item in items:
            yield item
            self.step()


def _make_bars() -> Bars:
    # Imported where it is shown: it takes a twentieth of a second.
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
