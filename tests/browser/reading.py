"""What several tests of the reading list do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Locator, Page, expect

from builder.model.catalogue import Catalogue


def visible_rows(page: Page) -> Locator:
    return page.locator(".reading .paper-item:visible")


def read_slugs(page: Page) -> list[str]:
    expect(visible_rows(page).first).to_be_visible()
    return visible_rows(page).evaluate_all("rows => rows.map(row => row.dataset.paper)")


def save_paper(page: Page, site_url: str, paper: str) -> None:
    page.goto(f"{site_url}papers/{paper}/")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Saved", exact=True)).to_be_visible()


def stored_papers(page: Page) -> dict[str, Any]:
    text = page.evaluate(
        "Object.entries(localStorage).find(([key]) => key.startsWith('catalogue.reading:'))[1]"
    )
    return json.loads(text)["papers"]


def store_papers(
    page: Page,
    site_url: str,
    papers: dict[str, Any],
    lists: Sequence[str] = (),
    version: int = 2,
) -> None:
    """Put a list into the browser as an earlier visit left it."""
    page.goto(f"{site_url}reading-list/")
    page.evaluate(
        "text => localStorage.setItem('catalogue.reading:/', text)",
        json.dumps({"version": version, "papers": papers, **({"lists": lists} if lists else {})}),
    )
    page.reload()


def first_ids(catalogue: Catalogue, count: int) -> list[str]:
    return [paper.id for paper in catalogue.papers[:count]]
