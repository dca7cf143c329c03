from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
import traceback

import pytest

from builder.model.problems import BuilderError
from builder.runtime import parallel
from builder.runtime.parallel import map_parallel


@pytest.fixture(autouse=True, params=[1, 3])
def cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    if request.param > 1 and sys.platform != "linux":
        pytest.skip("only one process works here")
    monkeypatch.setattr(parallel, "count_workers", lambda: request.param)
    return int(request.param)


@pytest.fixture
def several(cores: int) -> int:
    if cores == 1:
        pytest.skip("there is no other process")
    return cores


@pytest.mark.parametrize("chunk", [0, 1, 7])
@pytest.mark.parametrize("count", [0, 1, 2, 1_003])
def test_results_come_in_the_order_of_the_items(count: int, chunk: int) -> None:
    def slow_at_first(number: int) -> str:
        time.sleep(0.05 if number == 0 else 0)
        return str(number)

    found = list(map_parallel(slow_at_first, range(count), chunk=chunk))
    assert found == [str(number) for number in range(count)]


def test_items_are_shared_among_processes(several: int) -> None:
    at_work = multiprocessing.get_context("fork").Barrier(several)

    def where(_: int) -> int:
        at_work.wait(60)  # For the others, each of which has an item.
        return os.getpid()

    found = set(map_parallel(where, range(several), chunk=1))
    assert len(found) == several
    assert os.getpid() not in found


def test_few_items_stay_in_this_process() -> None:
    assert set(map_parallel(lambda _: os.getpid(), range(9), least=10)) == {os.getpid()}


def test_processes_know_what_their_parent_knows() -> None:
    known = {"a": object()}
    assert list(map_parallel(lambda _: id(known["a"]), range(5))) == [id(known["a"])] * 5


def fail(number: int) -> int:
    if number == 3:
        raise BuilderError("templates/paper.md.j2:3: unexpected end")
    return number


def test_an_error_is_raised_here_with_the_traceback_from_there() -> None:
    with pytest.raises(BuilderError, match=r"paper\.md\.j2:3: unexpected end") as caught:
        list(map_parallel(fail, range(5), chunk=1))
    assert "in fail" in "".join(traceback.format_exception(caught.value))


class PickyError(Exception):
    def __init__(self, place: str, *, wanted: str) -> None:
        super().__init__(f"{place}: wanted {wanted}")


def test_an_error_that_cannot_be_sent_is_still_told_whole() -> None:
    def fail_pickily(_: int) -> None:
        raise PickyError("a.txt", wanted="a title")

    with pytest.raises((PickyError, RuntimeError), match=r"a\.txt: wanted a title") as caught:
        list(map_parallel(fail_pickily, range(5)))
    assert "in fail_pickily" in "".join(traceback.format_exception(caught.value))


def test_a_killed_process_is_one_clear_line(several: int) -> None:
    def kill(number: int) -> None:
        if number == 1:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(BuilderError, match="was killed"):
        list(map_parallel(kill, range(9), chunk=1))


def test_no_process_is_left_behind() -> None:
    list(map_parallel(str, range(9)))
    with pytest.raises(BuilderError):
        list(map_parallel(fail, range(5)))
    assert multiprocessing.active_children() == []


ORPHANS = textwrap.dedent(
    """
    import os, signal, time
    from builder.runtime import parallel
    parallel.count_workers = lambda: 3
    def work(number):
        print(number, flush=True)
        if number == 2:
            os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(600)
    list(parallel.map_parallel(work, range(3), chunk=1))
    """
)


def test_processes_end_when_their_parent_is_killed(several: int) -> None:
    """They hold its standard output, so that reading it to its end waits for them."""
    run = subprocess.run(
        [sys.executable, "-c", ORPHANS], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == -signal.SIGKILL
    assert run.stdout
