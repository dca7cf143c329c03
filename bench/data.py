"""Where the figures come from: the project itself, and evaluation data kept outside it."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent

EVALUATION = Path(os.environ.get("CATALOGUE_EVALUATION", ROOT.parent / "shared" / "evaluation"))
"""Queries, labels and duplicate benchmarks; not part of the project."""
