"""Waits until scripts have finished with a page, without a fixed time."""

from __future__ import annotations

from playwright.sync_api import Page

READY_SCRIPT = """() => document.readyState === "complete"
  && [...document.images].every((image) => image.complete)
  && !document.querySelector("main [aria-busy=true]")
  && [...document.querySelectorAll("main .map__status")]
    .every((status) => status.textContent)"""

DRAWN = "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"
"""Resolves when what was about to be drawn is."""


def wait_until_ready(page: Page) -> None:
    """Wait until the page, its pictures and what scripts put into it are there."""
    page.wait_for_function(READY_SCRIPT)
