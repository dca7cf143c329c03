"""The files of this catalogue's owner."""

from __future__ import annotations

from tests import ROOT
from tests.project.test_promises import SOURCES


def test_every_file_in_the_sources_is_promised() -> None:
    there = {path.name + "/" * path.is_dir() for path in (ROOT / "sources").iterdir()}
    assert there - {"README.md"} <= set(SOURCES)
