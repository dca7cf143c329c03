"""The Content-Security-Policy of every kind of page, with everything on it in use."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .explorer import wait_until_settled
from .test_site import PLACES

PAPER = PLACES[3]
LISTEN = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.effectiveDirective} forbids ${event.blockedURI} ${event.sample}`))
"""


@pytest.fixture
def watched(page: Page) -> Page:
    """A tab whose errors, which fail the test, include what the policy forbade."""
    page.add_init_script(LISTEN)
    return page


class _Inline(HTMLParser):
    """Collects what a strict policy would forbid in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.policy: dict[str, str] = {}
        self.order: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.order.append(tag)
        if given.get("http-equiv") == "Content-Security-Policy":
            self.order.append("policy")
            rules = (rule.split(None, 1) for rule in given["content"].split(";"))
            self.policy = {rule[0]: rule[1] for rule in rules}
        data = given.get("type", "").endswith("json")
        if tag == "style" or (tag == "script" and "src" not in given and not data):
            self.found.append(tag)
        self.found += [name for name in given if name == "style" or name.startswith("on")]


def test_pages_allow_nothing_inline_and_nothing_from_elsewhere(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf-8")
        reader = _Inline()
        reader.feed(text)
        assert reader.found == [], path
        assert reader.policy["default-src"] == "'none'", path
        allowed = {source for rule in reader.policy.values() for source in rule.split()}
        assert allowed <= {"'none'", "'self'", "data:"}, path
        assert "data:" not in reader.policy.get("script-src", ""), path
        loads = [reader.order.index(tag) for tag in ("link", "script") if tag in reader.order]
        assert reader.order.index("policy") < min(loads, default=999), path


def test_the_policy_stops_inline_code(tab: Page, site_url: str) -> None:
    page = tab
    page.goto(site_url + PAPER)
    page.evaluate(
        """async () => {
          const script = document.createElement("script");
          script.textContent = "window.ran = 1";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = 1'>");
          const failed = (tell) => document.body.lastElementChild.addEventListener("error", tell);
          await new Promise(failed);
        }"""
    )
    assert page.evaluate("window.ran") is None


def test_nothing_that_one_does_meets_the_policy(watched: Page, site_url: str) -> None:
    page = watched
    page.goto(site_url + PAPER)
    page.locator("[data-colours]").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Cite", exact=True).click()
    expect(page.get_by_label("Citation")).not_to_have_value("")
    with page.expect_download():
        page.get_by_role("button", name="Download").click()
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    page.keyboard.type("memory")
    expect(page.locator("header [role=option]").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("[data-list] .paper-item a").first).to_be_visible()
    page.goto(site_url + "explore/")
    page.locator("[data-kind=tag] [data-value]:enabled").first.click()
    expect(page).to_have_url(re.compile(r"\?tag="))
    wait_until_settled(page)
    page.goto(site_url + "map/")
    expect(page.locator("[data-status]")).to_contain_text("papers in view")
    page.locator("[data-canvas]").focus()
    page.keyboard.press("+")
    page.goto(site_url + "reading-list/")
    expect(page.locator(".reading .paper-item a").first).to_be_visible()
    page.get_by_role("button", name="Export", exact=True).click()
    expect(page.get_by_label("Citation")).not_to_have_value("")
