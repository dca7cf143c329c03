"""The tests: a folder for each folder of `builder/`."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
"""The project."""
GOLDEN = ROOT / "tests" / "golden"
"""Samples with what they should become."""
