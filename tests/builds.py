"""Builds that are killed, in a process that has nothing else to do: `python -m tests.builds`."""

from __future__ import annotations

import os
import random
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from builder import pipeline
from builder.model.problems import Problems
from builder.model.project import Project
from builder.output import writing
from builder.pipeline import build
from tests import ROOT


def make_project(sources: Path, docs: Path) -> Project:
    """A project with our templates and settings."""
    return Project(
        sources=sources, docs=docs, templates=ROOT / "templates", config=ROOT / "mkdocs.yml"
    )


def build_in_child(sources: Path, docs: Path, prepare: Callable[[], None] = lambda: None) -> int:
    """Start a build in a child; returns its process id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        prepare()
        build(make_project(sources, docs), Problems())
        code = 0
    finally:
        os._exit(code)


def die_after(seconds: float) -> None:
    """Let this process be killed when it has worked so long, however busy the machine is."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def wait_for_exit(child: int) -> int:
    """Wait for a child; its exit code, negative where a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_at(point: str, count: int) -> None:
    """Let this process be killed when it comes to `point` for the `count`th time."""
    left = count

    def die() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    if point == "before a file has its name":
        replace = Path.replace
        writing.Path.replace = lambda path, to: (die(), replace(path, to))[1]  # type: ignore
    elif point == "in the middle of a file":
        fdopen = os.fdopen
        writing.os.fdopen = lambda *given: (die(), fdopen(*given))[1]  # type: ignore
    else:
        unlink = Path.unlink
        writing.Path.unlink = lambda path, **how: (die(), unlink(path, **how))[1]  # type: ignore


KILL_POINTS = ("before a file has its name", "in the middle of a file", "between removals")


def remember_beside(docs: Path) -> None:
    """Let builds remember what they made in a place of their own."""
    Project.cache = docs.parent / "memory"  # type: ignore


def main(old: Path, new: Path, docs: Path, kills: int) -> None:
    """Build `old` and `new` in turn into `docs` and kill most of it; at last build `new` whole."""
    rng = random.Random(kills)
    remember_beside(docs)
    assert wait_for_exit(build_in_child(old, docs)) == 0
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    whole = spent.ru_utime + spent.ru_stime
    killed = 0
    for number in range(kills):
        sources = (new, old)[number % 2]
        # Half of them in many processes.
        pipeline.PARALLEL_FROM = pipeline.REBUILD_PARALLEL_FROM = (2**31, 0)[number // 2 % 2]
        if number % 2:
            moment = rng.uniform(0.01, whole * 0.8)
            child = build_in_child(sources, docs, lambda after=moment: die_after(after))
        else:
            point, count = KILL_POINTS[number // 2 % len(KILL_POINTS)], rng.randint(1, 12)
            child = build_in_child(sources, docs, lambda at=point, n=count: kill_at(at, n))
        killed += wait_for_exit(child) in (-signal.SIGKILL, -signal.SIGPROF)
    assert killed > kills // 3, f"only {killed} of {kills} builds were killed"
    assert wait_for_exit(build_in_child(new, docs)) == 0


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]), kills=int(sys.argv[4]))
