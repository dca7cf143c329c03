"""The search of a site that Zensical rendered, which calls no hooks: modules link by link."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from bench.sites import serve
from tests import ROOT
from tests.processes import run
from tests.zensical import create_for_zensical

from .explorer import read_count, wait_until_settled
from .searching import header_box, options_of


@pytest.fixture(scope="module")
def zensical_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a new catalogue as Zensical renders it."""
    folder = tmp_path_factory.mktemp("zensical") / "knots"
    create_for_zensical(folder, "Knots", "https://owner.example/")
    environment = {k: v for k, v in os.environ.items() if k != "SITE_URL"}
    environment["PYTHONPATH"] = str(ROOT)
    for command in (["builder", "build"], ["zensical", "build", "--strict"]):
        done = run(*command, cwd=folder, environment=environment)
        assert done.returncode == 0, done.stderr
    with serve(folder / "site") as address:
        yield address


def test_the_box_suggests_and_the_explorer_answers(tab: Page, zensical_url: str) -> None:
    page = tab
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(f"{zensical_url}about/")
    page.keyboard.press("/")
    page.keyboard.type("knots")
    expect(options_of(header_box(page)).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/?q=knots")
    wait_until_settled(page)
    assert read_count(page) > 0
    expect(page.locator("[data-list] mark").first).to_be_visible()
    page.locator("[data-colours]").click()
    assert errors == []
