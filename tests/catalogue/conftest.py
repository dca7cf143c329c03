"""The owner's own catalogue, for the tests of this folder alone."""

from __future__ import annotations

import pytest

from builder.model.project import Project
from tests import ROOT


@pytest.fixture(scope="session")
def owner_project() -> Project:
    """What lies in `sources/`, whatever that is."""
    return Project(
        sources=ROOT / "sources",
        docs=ROOT / "docs",
        templates=ROOT / "templates",
        config=ROOT / "mkdocs.yml",
    )
