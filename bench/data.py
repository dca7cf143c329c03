"""Where the figures come from: the project itself, and evaluation data kept outside it."""

from __future__ import annotations

import os
from pathlib import Path

from .figure import Missing

ROOT = Path(__file__).parent.parent

EVALUATION = Path(os.environ.get("EVALUATION") or ROOT.parent / "shared" / "evaluation")
"""Queries, labels and duplicate benchmarks; not part of the project."""

BIBLIOGRAPHIES = Path(os.environ.get("BIBLIOGRAPHIES") or ROOT.parent / "shared" / "bibliographies")
"""Other people's files, a folder for each source; not part of the project."""


def missing(*names: str) -> Missing | None:
    """Say which of these files and folders of the evaluation data are not there."""
    absent = [name for name in names if not (EVALUATION / name).exists()]
    return Missing(what=f"{', '.join(absent)} (set EVALUATION=DIR)") if absent else None
