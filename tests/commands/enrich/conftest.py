"""A server that stands in for the services, and a project that asks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.model.project import Project
from tests.records import ABSTRACT, OTHER_ABSTRACT
from tests.services.server import Server, serving

from .asking import ROOMS, SHORT, answers, make_project


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.reply = answers({})
        yield running


@pytest.fixture
def project(tmp_path: Path, server: Server) -> Project:
    """Three papers that have title and abstract alone; every service is on this machine."""
    papers = [
        {"title": ROOMS, "abstract": ABSTRACT},
        {"title": SHORT, "abstract": OTHER_ABSTRACT},
        {"title": "A Paper of Its Own Kind", "abstract": f"{ABSTRACT} {OTHER_ABSTRACT}"},
    ]
    return make_project(tmp_path, server, papers)
