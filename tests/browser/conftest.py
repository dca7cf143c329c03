"""A real Chromium before a site of the toy library and a crowd, built once."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from bench.chromium import chromium
from bench.sites import build_site, serve
from builder.model.catalogue import Catalogue
from builder.model.problems import Problems
from builder.model.project import Project
from builder.pipeline import gather
from tests import ROOT
from tests.library import CONFIG, crowded_sources
from tests.library.meaning import add_meaning

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


PATIENCE = 30_000
"""Milliseconds that a busy machine may take for what is awaited; others take a few."""
expect.set_options(timeout=PATIENCE)

CROWD = 120
"""Papers beside the library's: lists have several pages, and a few papers have everything."""


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The toy library with a crowd and a made-up meaning; the first worker builds it for all."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    folder, built = shared / "toy-site", shared / "toy-site.built"
    toy = Project(
        sources=folder / "sources",
        docs=folder / "docs",
        templates=ROOT / "templates",
        config=folder / "mkdocs.yml",
    )
    with (shared / "toy-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            shutil.rmtree(folder, ignore_errors=True)
            crowded_sources(toy.sources, CROWD)
            add_meaning(replace(toy, docs=ROOT / "docs", config=CONFIG))
            build_site(folder, toy.sources, inherit=CONFIG)
            built.touch()
    return toy


@pytest.fixture(scope="session")
def catalogue(project: Project) -> Catalogue:
    """What the site shows; one of its own, for that of other tests lives as long as the worker."""
    return gather(project, Problems())


@pytest.fixture(scope="session")
def site(project: Project) -> Path:
    """The folder of the built site."""
    return project.docs.with_name("site")


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    """The address of the served site, with a slash at its end."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; its absence is an error, never a skip."""
    found = chromium()
    assert found, "no Chromium: run `python -m tests.browser.install`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


class Visit:
    """What went wrong while a page was open."""

    def __init__(self, page: Page, site_url: str) -> None:
        self.errors: list[str] = []
        self.third_party_requests: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._on_console)
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((site_url, "data:", "blob:"))
                else self.third_party_requests.append(request.url)
            ),
        )

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.location.get('url')}: {message.text}")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor without a past, on a wide screen."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture(scope="session")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor whose browser keeps the site's files from test to test, and nothing else."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    context.new_page()  # Keeps the window: a tab in it costs half of what a new window does.
    yield context
    context.close()


@pytest.fixture
def tab(visitor: BrowserContext, site_url: str) -> Iterator[Page]:
    """An empty tab of the visitor, whatever goes wrong in it; a context costs twice as much."""
    page = visitor.new_page()
    yield page
    kept = {"origin": site_url.rstrip("/"), "storageTypes": "local_storage,indexeddb"}
    visitor.new_cdp_session(page).send("Storage.clearDataForOrigin", kept)
    page.close()


@pytest.fixture(scope="session")
def scriptless(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor whose browser runs no script."""
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    context.new_page()
    yield context
    context.close()


@pytest.fixture
def plain(scriptless: BrowserContext) -> Iterator[Page]:
    """An empty tab that runs no script."""
    page = scriptless.new_page()
    yield page
    page.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, site_url: str) -> Iterator[Page]:
    """An empty tab that fails the test on a console error or a request to a third party.

    It is a tab of `context` where the test, or its module, asks for that.
    """
    alone = "context" in request.fixturenames
    opened = request.getfixturevalue("context").new_page() if alone else None
    page = opened or request.getfixturevalue("tab")
    visit = Visit(page, site_url)
    yield page
    assert visit.errors == []
    assert visit.third_party_requests == []
