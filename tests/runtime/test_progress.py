from __future__ import annotations

import subprocess
import sys
import textwrap

PROGRAM = textwrap.dedent(
    """
    import time
    from builder.runtime import progress
    progress.DELAY = 0.05
    with progress.Progress() as shown:
        shown.stage("relating", 3)
        for _ in shown.track(range(3)):
            time.sleep(0.1)
    print("done")
    """
)
UNDER_TERMINAL = (
    "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn([sys.executable, '-c', "
    "sys.argv[1]])))"
)


def test_a_terminal_is_told_the_stage() -> None:
    command = [sys.executable, "-c", UNDER_TERMINAL, PROGRAM]
    environment = {"TERM": "xterm", "PYTHONPATH": "."}
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert "relating" in told.stdout


def test_a_log_and_continuous_integration_are_told_nothing() -> None:
    command = [sys.executable, "-c", PROGRAM]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (told.stdout, told.stderr) == ("done\n", "")
    under = [sys.executable, "-c", UNDER_TERMINAL, PROGRAM]
    environment = {"TERM": "xterm", "PYTHONPATH": ".", "CI": "true"}
    told = subprocess.run(under, capture_output=True, text=True, check=True, env=environment)
    assert "relating" not in told.stdout
