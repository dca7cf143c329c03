"""A run that is interrupted or killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from builder.commands.enrich import Options, enrich
from builder.model.problems import Problems
from builder.model.project import Project
from builder.output.writing import lock_folder
from tests import ROOT
from tests.builds import wait_for_exit
from tests.records import ABSTRACT
from tests.services.server import FakeTime, Server

from .asking import ROOMS, TODAY, answers, crossref, kept, lines_of, make_project, run, work


def test_an_interrupted_run_keeps_what_it_has_and_goes_on_where_it_was(
    project: Project, server: Server
) -> None:
    def interrupt(seconds: float) -> None:
        raise KeyboardInterrupt

    server.reply = answers({"crossref": crossref(work(ROOMS))})
    time = FakeTime()
    clock = type(time.clock)(elapsed=time.clock.elapsed, sleep=interrupt)
    report = enrich(project, Options(services=("crossref",)), TODAY, Problems(), clock, {})
    assert report.interrupted
    assert "interrupted: what was found is kept" in lines_of(report)
    assert len(kept(project, "crossref")) == 1
    server.reply = answers({"crossref": crossref(work(ROOMS))})
    run(project, services=("crossref",))
    assert len(kept(project, "crossref")) == 3
    assert len(server.seen) == 3


def test_a_killed_run_loses_few_papers_and_breaks_no_file(tmp_path: Path, server: Server) -> None:
    papers = [{"title": f"{ROOMS}, Number {n} of Many", "abstract": ABSTRACT} for n in range(25)]
    project = make_project(tmp_path, server, papers)
    server.reply = answers({"crossref": crossref()})
    child = os.fork()
    if not child:
        asked = 0

        def die_late(seconds: float) -> None:
            nonlocal asked
            asked += 1
            if asked == 23:
                os.kill(os.getpid(), signal.SIGKILL)

        time = FakeTime()
        clock = type(time.clock)(elapsed=time.clock.elapsed, sleep=die_late)
        try:
            enrich(project, Options(services=("crossref",)), TODAY, Problems(), clock, {})
        finally:
            os._exit(1)
    assert wait_for_exit(child) == -signal.SIGKILL
    assert len(kept(project, "crossref")) == 20
    run(project, services=("crossref",))
    assert len(kept(project, "crossref")) == 25


@pytest.mark.parametrize("command", [["enrich", "--service", "crossref"], ["update"]])
def test_a_run_waits_for_the_one_before_it_and_says_so(
    project: Project, command: list[str]
) -> None:
    words = [sys.executable, "-m", "builder", *command, "--sources", str(project.sources)]
    with lock_folder(project.sources, "run"):
        other = subprocess.Popen(
            words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert other.stderr
        line = other.stderr.readline()
        assert line.endswith("/sources: another run is writing here; waiting for it to finish\n")
        assert other.poll() is None
    other.communicate()
    assert other.returncode in (0, 1)
