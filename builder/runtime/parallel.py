"""Spreads independent work over the cores of the machine.

Processes are forked, so they see everything their parent knows and nothing has to be sent to
them; what they make comes back through a pipe. A process whose parent has died ends at its next
word, for nobody reads the pipe.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from operator import itemgetter
from typing import TypeAlias, TypeVar

from ..model.problems import BuilderError

MOST = 4
"""Each process holds much of the catalogue, so that more of them would need too much memory."""

BATCH = 50
"""Items that are sent together."""

Given = TypeVar("Given")
Item = TypeVar("Item")
Task: TypeAlias = Callable[[], Iterable[Item]]


def cores() -> int:
    """Return how many processes may work at once; 1 where forking is not safe."""
    return min(len(os.sched_getaffinity(0)), MOST) if sys.platform == "linux" else 1


def spread(tasks: Sequence[Task[Item]]) -> Iterator[Item]:
    """Give the items of all tasks: those of one task in their order, the tasks in any.

    A free process takes the next task, so what takes longest should stand first. Raises what a
    task raises, and `BuilderError` where a process was killed.
    """
    count = min(cores(), len(tasks))
    if count < 2:
        for task in tasks:
            yield from task()
        return
    numbers, fill = os.pipe()
    os.write(fill, bytes(range(len(tasks))))
    os.close(fill)
    with warnings.catch_warnings(), _frozen():
        # From Python 3.12 on: the threads that draw the progress hold nothing a task needs.
        warnings.simplefilter("ignore", DeprecationWarning)
        started: list[BaseProcess] = []
        receivers: list[Connection] = []
        for _ in range(count):
            started.append(_start(tasks, numbers, receivers))
    os.close(numbers)
    try:
        yield from _received(list(receivers))
    finally:
        for process, receiver in zip(started, receivers, strict=True):
            receiver.close()
            process.terminate()
            process.join()


def each(function: Callable[[Given], Item], items: Sequence[Given], least: int) -> list[Item]:
    """Return what `function` makes of each item, in their order; fewer than `least` stay here."""
    if len(items) < max(least, 2):
        return list(map(function, items))
    parts = min(cores() * 4, len(items))
    bounds = [len(items) * part // parts for part in range(parts + 1)]

    def part(start: int, end: int) -> Iterator[tuple[int, Item]]:
        return ((place, function(items[place])) for place in range(start, end))

    tasks = [partial(part, start, end) for start, end in pairwise(bounds)]
    return [made for _, made in sorted(spread(tasks), key=itemgetter(0))]


@contextlib.contextmanager
def _frozen() -> Iterator[None]:
    """Keep the collector of each process off what they share: it would copy all of it."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _start(tasks: Sequence[Task[Item]], numbers: int, receivers: list[Connection]) -> BaseProcess:
    """Start one process; the end of its pipe that the parent reads is added to `receivers`."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    receivers.append(receiver)
    process = multiprocessing.get_context("fork").Process(
        target=_work, args=(tasks, numbers, sender, receivers), daemon=True
    )
    process.start()
    sender.close()
    return process


def _work(
    tasks: Sequence[Task[Item]], numbers: int, results: Connection, inherited: list[Connection]
) -> None:
    """Take one task after the other; ends with `None`, or with the error that stopped it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The parent hears it too, and ends us.
    for receiver in inherited:  # Else a pipe would have a reader when the parent is dead.
        receiver.close()
    with contextlib.suppress(BrokenPipeError):
        try:
            while number := os.read(numbers, 1):
                _send(tasks[number[0]](), results)
            results.send(None)
        except BrokenPipeError:
            raise
        except Exception as error:
            results.send(error)


def _send(items: Iterable[Item], results: Connection) -> None:
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            results.send(batch)
            batch = []
    results.send(batch)


def _received(open_: list[Connection]) -> Iterator[Item]:
    while open_:
        for ready in wait(open_):
            assert isinstance(ready, Connection)
            try:
                found: list[Item] | Exception | None = ready.recv()
            except EOFError as error:
                raise BuilderError("a process of the build was killed; is memory short?") from error
            if isinstance(found, Exception):
                raise found
            if found is None:
                open_.remove(ready)
            else:
                yield from found
