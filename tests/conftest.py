"""What several tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from builder.model.catalogue import Catalogue
from builder.model.problems import Problems
from builder.model.project import Project
from builder.pipeline import gather
from tests import ROOT
from tests.library import toy_project

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


SLOWEST_MODULES = (
    *("browser/test_accessibility", "test_rebuilding", "browser/test_site", "browser/test_hostile"),
    *("mkdocs_site/test_builds", "commands/test_upgrade", "browser/test_explorer"),
    *("browser/test_search_box", "browser/test_explorer_people", "browser/test_search"),
)
"""Modules that take longest, so that no worker comes to one of them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let `SLOWEST_MODULES` go first, then the rest in Chromium, then what needs none."""
    ranks = {name: rank for rank, name in enumerate(SLOWEST_MODULES)}

    def sort_key(item: pytest.Item) -> tuple[int, bool]:
        name = item.path.relative_to(ROOT / "tests").with_suffix("").as_posix()
        return ranks.get(name, len(ranks)), not name.startswith("browser/")

    items.sort(key=sort_key)


@pytest.fixture(scope="session", autouse=True)
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What builds of one run remember; whoever tests what is made anew asks for another."""
    folder = tmp_path_factory.mktemp("memory")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Project, "cache", folder)
        yield


@pytest.fixture(scope="session")
def project() -> Project:
    """The toy library; the owner's own papers are for `tests/catalogue/` alone."""
    return toy_project()


@pytest.fixture(scope="session")
def catalogue(project: Project) -> Catalogue:
    """The project's listings, gathered once."""
    return gather(project, Problems())
