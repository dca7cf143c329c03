"""A browser that blocks all data of sites: everything works, and what is not kept says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.chromium import chromium

from .conftest import ARGUMENTS, PATIENCE, Visit
from .explorer import read_count, wait_until_settled
from .searching import header_box, options_of
from .waiting import wait_until_ready

BLOCKED = 2


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a profile in which no site may store anything."""
    folder = tmp_path_factory.mktemp("profile")
    settings = {"profile": {"default_content_setting_values": {"cookies": BLOCKED}}}
    (folder / "Default").mkdir()
    (folder / "Default" / "Preferences").write_text(json.dumps(settings), "utf-8")
    return folder


@pytest.fixture(scope="module")
def visited(browser: Browser, profile: Path, site_url: str) -> Iterator[tuple[Page, Visit]]:
    kept = browser.browser_type.launch_persistent_context(
        profile,
        executable_path=chromium(),
        args=ARGUMENTS,
        viewport={"width": 1280, "height": 900},
    )
    kept.set_default_timeout(PATIENCE)
    page = kept.new_page()
    yield page, Visit(page, site_url)
    kept.close()


@pytest.fixture
def page(visited: tuple[Page, Visit]) -> Iterator[Page]:
    page, visit = visited
    yield page
    assert visit.errors == []


def test_nothing_is_stored(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}about/")
    for name in ("localStorage", "sessionStorage"):
        refused = f"() => {{ try {{ return !{name}; }} catch (error) {{ return error.name; }} }}"
        assert page.evaluate(refused) == "SecurityError"


@pytest.mark.parametrize(
    "place",
    ["", "explore/", "explore/?q=memory", "map/", "reading-list/", "statistics/", "papers/"],
)
def test_every_page_comes_up(page: Page, site_url: str, place: str) -> None:
    page.goto(site_url + place)
    wait_until_ready(page)
    expect(page.locator("h1")).to_be_visible()


def test_boxes_suggest_and_the_explorer_answers_and_filters(page: Page, site_url: str) -> None:
    page.goto(site_url)
    box = page.locator("main input[role=combobox]")
    box.fill("tide")
    expect(options_of(box).first).to_be_visible()
    page.goto(f"{site_url}about/")
    page.keyboard.press("/")
    page.keyboard.type("tide")
    expect(options_of(header_box(page)).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/?q=tide")
    wait_until_settled(page)
    found = read_count(page)
    page.locator("[data-kind=tag] [data-value]:enabled").first.click()
    assert 0 < read_count(page) <= found
    page.go_back()
    expect(page.locator("[data-chips] button")).to_have_count(1)


def test_the_button_of_colours_works_for_the_page(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}about/")
    for scheme in ("default", "slate"):
        page.locator("[data-colours]").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


def test_a_button_that_marks_says_that_the_mark_is_not_kept(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}explore/")
    wait_until_settled(page)
    mark = page.locator("[data-list] > li [data-mark=saved]").first
    reason = "This browser blocks storage: what you mark is forgotten on the next page."
    title = page.locator("[data-list] h2").first.inner_text()
    expect(mark).to_have_attribute("title", reason)
    expect(mark).to_have_accessible_name(f"Save (not kept): {title}")
    page.locator("[data-list] h2 a").first.click()
    save = page.locator(".paper-actions [data-mark=saved]")
    expect(save).to_have_text("Save (not kept)")
    save.click()
    expect(save).to_have_text("Saved (not kept)")
    expect(save).to_have_attribute("title", reason)
    page.reload()
    expect(save).to_have_text("Save (not kept)")
