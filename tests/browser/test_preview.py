"""A preview in a browser that looks at a page while its owner saves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from bench.sites import prepare_site, preview
from tests.library import CONFIG, SOURCES
from tests.mkdocs_site.test_builds import PATIENCE, answer, save, set_, wait_for


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(SOURCES, tmp_path / "sources")
    return prepare_site(tmp_path / "project", tmp_path / "sources", inherit=CONFIG).parent


def count_loads(page: Page) -> list[str]:
    loads: list[str] = []
    page.on("load", lambda found: loads.append(found.url))
    return loads


def test_a_save_reloads_each_page_once_where_its_reader_was(
    project: Path, context: BrowserContext
) -> None:
    set_(project, site_url="http://127.0.0.1/")
    tags = project.parent / "sources" / "tags.yml"
    with preview(project, "--dirty") as root:
        pages = [context.new_page() for _ in range(2)]
        for page, address in zip(pages, ("papers/", "explore/"), strict=True):
            page.goto(root + address)
            page.wait_for_function("document.body.scrollHeight > 1500")
            page.evaluate("window.scrollTo(0, 500)")
            page.wait_for_function("window.scrollY === 500")
        all_loads = [count_loads(page) for page in pages]
        save(tags, tags.read_text("utf-8").replace("Lanterns, lamps", "Ships' lanterns, lamps"))
        wait_for(lambda: "Ships" in answer(f"{root}tags/")[1])
        for page, loads in zip(pages, all_loads, strict=True):
            page.wait_for_event("load", timeout=PATIENCE * 1000) if not loads else None
            page.wait_for_function("window.scrollY === 500", timeout=PATIENCE * 1000)
        page.wait_for_timeout(1500)  # Longer than the preview looks for changes.
        assert [len(loads) for loads in all_loads] == [1, 1]
        assert [page.evaluate("window.scrollY") for page in pages] == [500, 500]
