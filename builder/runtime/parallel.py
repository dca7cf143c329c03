"""Maps a function over items on all cores of the machine.

Processes are forked, so they know everything their parent knows: only the place of an item is
sent to them, and what the function makes of it comes back.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from ..model.problems import BuilderError

MAX_WORKERS = 4
"""Each process comes to hold much of the catalogue, so more of them would need too much memory."""

Argument = TypeVar("Argument")
Made = TypeVar("Made")

_inherited: tuple[Callable[[Any], Any], Sequence[Any]] | None = None
"""What the processes find when they are forked: the function and the items."""


def count_workers() -> int:
    """Return how many processes may work at once; 1 where forking is not safe."""
    return min(len(os.sched_getaffinity(0)), MAX_WORKERS) if sys.platform == "linux" else 1


def map_parallel(
    function: Callable[[Argument], Made],
    items: Sequence[Argument],
    *,
    least: int = 2,
    chunk: int = 0,
) -> Iterator[Made]:
    """Yield what `function` makes of each item, in their order.

    Fewer than `least` items stay in this process. A free process takes the next `chunk` of
    items; 0 stands for four chunks a process. Raises what the function raises, with the
    traceback from there, and `BuilderError` where a process was killed.
    """
    count = min(count_workers(), len(items))
    if count < 2 or len(items) < least:
        yield from map(function, items)
        return
    global _inherited
    _inherited = function, items
    try:
        with (
            _forking(),
            ProcessPoolExecutor(
                count, multiprocessing.get_context("fork"), initializer=_begin
            ) as pool,
        ):
            chunksize = chunk or -(-len(items) // (count * 4))
            yield from pool.map(_apply, range(len(items)), chunksize=chunksize)
    except BrokenProcessPool as error:
        raise BuilderError("a build process was killed; is memory running out?") from error
    finally:
        _inherited = None


@contextlib.contextmanager
def _forking() -> Iterator[None]:
    """Keep the garbage collector of each process off what they share: it would copy all of it."""
    gc.freeze()
    try:
        with warnings.catch_warnings():
            # From Python 3.12 on: the threads that draw the progress hold nothing a task needs.
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        gc.unfreeze()


def _begin() -> None:
    """End a process at once on Ctrl+C, and when its parent is killed."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    assert parent

    def end() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=end, daemon=True).start()


def _apply(place: int) -> Any:
    assert _inherited
    function, items = _inherited
    try:
        return function(items[place])
    except Exception as error:
        if _survives_pickling(error):
            raise
        text = "".join(traceback.format_exception(error))
        raise RuntimeError(f"in another process:\n{text}") from None


def _survives_pickling(error: Exception) -> bool:
    """Whether the error can be sent: not where its `__init__` wants other arguments."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return False
    return True
