from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from functools import partial

import pytest

from builder.model.problems import BuilderError
from builder.runtime import parallel as processes
from builder.runtime.parallel import each, spread


@pytest.fixture(autouse=True, params=[1, 3])
def cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    if request.param > 1 and sys.platform != "linux":
        pytest.skip("only one process works here")
    monkeypatch.setattr(processes, "cores", lambda: request.param)
    return int(request.param)


def numbered(name: str, count: int) -> Iterator[tuple[str, int]]:
    return ((name, number) for number in range(count))


def test_every_item_comes_once_and_those_of_a_task_in_order() -> None:
    found = list(spread([partial(numbered, name, 120) for name in "abcdefg"]))
    assert len(found) == 7 * 120
    for name in "abcdefg":
        assert [number for task, number in found if task == name] == list(range(120))


def test_nothing_to_do_gives_nothing() -> None:
    assert list(spread([])) == []
    assert list(spread([partial(numbered, "a", 0), partial(numbered, "b", 0)])) == []


def failing() -> Iterator[tuple[str, int]]:
    yield "a", 1
    raise BuilderError("templates/paper.md.j2:3: unexpected end")


def test_what_a_task_raises_is_raised_here() -> None:
    with pytest.raises(BuilderError, match=r"paper\.md\.j2:3: unexpected end"):
        list(spread([failing, partial(numbered, "b", 5)]))


def test_a_killed_process_is_one_clear_line(cores: int) -> None:
    if cores == 1:
        pytest.skip("there is no other process")

    def killed() -> Iterator[tuple[str, int]]:
        os.kill(os.getpid(), signal.SIGKILL)
        yield "a", 1

    with pytest.raises(BuilderError, match="was killed"):
        list(spread([killed, partial(numbered, "b", 5)]))


def test_who_stops_listening_leaves_no_process_behind() -> None:
    items = spread([partial(numbered, name, 1_000_000) for name in "abc"])
    assert next(items)[1] == 0
    items.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


ORPHANS = textwrap.dedent(
    """
    import os, signal
    from builder.runtime import parallel
    from builder.runtime.parallel import each, spread
    parallel.cores = lambda: 3
    def endless():
        while True:
            yield os.getpid()
    for number, pid in enumerate(spread([endless, endless, endless])):
        print(pid, flush=True)
        if number == 1_000:
            os.kill(os.getpid(), signal.SIGKILL)
    """
)


def test_processes_end_when_their_parent_is_killed() -> None:
    """They hold its standard output, so that reading it to its end waits for them."""
    run = subprocess.run(
        [sys.executable, "-c", ORPHANS], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == -signal.SIGKILL
    assert run.stdout


def test_each_gives_what_a_function_makes_of_every_item_in_their_order() -> None:
    assert each(str, range(1_003), least=2) == [str(number) for number in range(1_003)]
    assert each(str, [], least=2) == []
    assert each(str, [7], least=2) == ["7"]
