"""A paper that moved: its old address leads on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.sites import build_site, serve
from builder.model.catalogue import Catalogue
from builder.model.project import Project
from tests.library import CONFIG

OLD, NEW, TITLE = "papers/an-old-name/", "papers/a-new-name/", "A new name"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, project: Project) -> Path:
    """The folder of a built site with one paper, which had another address."""
    folder = tmp_path_factory.mktemp("moved")
    (folder / "sources" / "listings").mkdir(parents=True)
    shutil.copyfile(project.sources / "tags.yml", folder / "sources" / "tags.yml")
    record = f'{{"id": "1", "title": "{TITLE}"}}\n'
    (folder / "sources" / "listings" / "one.jsonl").write_text(record, "utf-8")
    moves = "an-old-name: a-new-name\n"
    (folder / "sources" / "permalinks.yml").write_text(moves, "utf-8")
    return build_site(folder / "site", folder / "sources", inherit=CONFIG)


@pytest.fixture(scope="module")
def small_url(small: Path) -> Iterator[str]:
    with serve(small) as address:
        yield address


@pytest.mark.parametrize("scripts", [True, False])
def test_an_old_address_leads_to_the_paper_with_and_without_a_script(
    tab: Page, plain: Page, small_url: str, scripts: bool
) -> None:
    page = tab if scripts else plain
    page.goto(small_url + OLD)
    expect(page).to_have_url(small_url + NEW)
    expect(page.locator("main h1")).to_have_text(TITLE)


def test_who_is_not_led_on_finds_the_way_and_machines_the_present_address(
    tab: Page, small: Path, small_url: str, catalogue: Catalogue
) -> None:
    still = (small / OLD / "index.html").read_text("utf-8").replace('http-equiv="refresh"', "")
    page = tab
    page.route("**/" + OLD, lambda route: route.fulfill(body=still, content_type="text/html"))
    page.goto(small_url + OLD)
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert canonical == catalogue.site.url + NEW
    page.get_by_role("link", name=TITLE).click()
    expect(page).to_have_url(small_url + NEW)
