"""What the tests of the search share: its boxes, their suggestions and the engine itself."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, Route

from builder.search import Index
from builder.search.layout import lay_out_index

ENGINE = 'await import("/assets/javascripts/search/engine.js")'


def header_box(page: Page) -> Locator:
    return page.locator(".md-header input[role=combobox]")


def options_of(box: Locator) -> Locator:
    """The suggestions below a box."""
    return box.locator("xpath=ancestor::form").locator("[role=listbox] [role=option]")


def suggested_papers(box: Locator) -> list[str]:
    """The addresses of the papers that a box suggests, below the site's root."""
    links: list[str] = options_of(box).evaluate_all("(links) => links.map((link) => link.href)")
    return [f"papers/{link.split('/papers/')[1]}" for link in links if "/papers/" in link]


def listed_papers(page: Page) -> list[str]:
    """The addresses of the papers of the explorer's list."""
    links = page.locator("[data-list] h2 a")
    found: list[str] = links.evaluate_all("(links) => links.map((link) => link.href)")
    return [f"papers/{link.split('/papers/')[1]}" for link in found]


def ask_engine(page: Page, query: str) -> Any:
    """The engine's answer, as far as it is data."""
    return page.evaluate(
        f"""async (text) => {{
          const {{ documents, fitting, groups, notes, nearest }} =
            await ({ENGINE}).askSearch(text);
          return {{ documents, fitting, groups, notes, nearest }};
        }}""",
        query,
    )


def hold_speech(page: Page) -> None:
    """Let pages opened from now on tell a screen reader of a change only when `speak` says so."""
    page.add_init_script(
        """const { setTimeout: later, clearTimeout: forget } = window;
        window.resting = new Map();
        let last = 1e9;
        window.setTimeout = (call, wait, ...others) => {
          if (wait !== 800) return later.call(window, call, wait, ...others);
          window.resting.set(++last, call);
          return last;
        };
        window.clearTimeout = (id) => {
          if (!window.resting.delete(id)) forget.call(window, id);
        };"""
    )


def speak(page: Page) -> int:
    """Let the typing have rested; returns how often a screen reader is told something."""
    return int(page.evaluate("[...window.resting.values()].map((call) => call()).length"))


def publish(page: Page, index: Index) -> None:
    """Let the site have this index in place of its own."""
    parts, manifest = lay_out_index(index)
    files = {part.name: part.content.decode() for part in (*parts, manifest)}

    def fulfil(route: Route) -> None:
        name = route.request.url.partition("/search/")[2].partition("?")[0]
        route.fulfill(body=files[name], content_type="application/json")

    page.route(re.compile(r"/search/.*\.json"), fulfil)
