"""Vega-Lite, which draws charts: a program of its own that ours talks to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from typing import Any

from ..model.problems import BuilderError

VEGA_LITE = "6.4"
"""The version of the language that the specifications are written in."""

_ENGINE = """
import json, sys, vl_convert
for line in sys.stdin:
    drawn = vl_convert.vegalite_to_svg(json.loads(line), vl_version=sys.argv[1])
    print(json.dumps(drawn), flush=True)
"""


@cache
def _engine(process: int) -> subprocess.Popen[str]:
    """The program that draws for one process of ours, a picture for each line it is sent.

    It holds a JavaScript engine, whose threads a forked process would wait for without end.
    It ends when its input does: at the latest with the process it draws for.
    """
    command = [sys.executable, "-c", _ENGINE, VEGA_LITE]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def draw(spec: Mapping[str, Any]) -> str:
    """What Vega-Lite makes of a specification; raises `BuilderError` where it stops."""
    engine = _engine(os.getpid())
    assert engine.stdin and engine.stdout
    try:
        engine.stdin.write(json.dumps(spec) + "\n")
        engine.stdin.flush()
        return str(json.loads(engine.stdout.readline()))
    except (OSError, ValueError) as error:
        raise BuilderError("the charts cannot be drawn: see above what Vega-Lite says") from error
