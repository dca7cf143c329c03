"""What several tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.pipeline import gather
from builder.problems import Problems
from builder.project import Project
from builder.records import Catalogue

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def project() -> Project:
    """The owner's own catalogue."""
    return Project(
        sources=ROOT / "sources",
        docs=ROOT / "docs",
        templates=ROOT / "templates",
        config=ROOT / "mkdocs.yml",
    )


@pytest.fixture(scope="session")
def catalogue(project: Project) -> Catalogue:
    """The owner's five listings, gathered once."""
    return gather(project, Problems())
