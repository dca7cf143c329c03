"""Waits until scripts have finished with a page, without a fixed time."""

from __future__ import annotations

import time

from playwright.sync_api import Page

PATIENCE = 30.0
"""Seconds that a busy machine may take."""

READY_SCRIPT = """() => document.readyState === "complete"
  && [...document.images].every((image) => image.complete)
  && !document.querySelector("main [aria-busy=true]")
  && [...document.querySelectorAll("main .map__status")]
    .every((status) => status.textContent)"""

DRAWN = "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"
"""Resolves when what was about to be drawn is."""


def wait_until(page: Page, script: str) -> None:
    """Wait until a script says yes.

    `page.wait_for_function` needs `eval` to ask again, which the policy of the pages forbids.
    """
    end = time.monotonic() + PATIENCE
    while not page.evaluate(script):
        assert time.monotonic() < end, script
        page.wait_for_timeout(20)


def wait_until_ready(page: Page) -> None:
    """Wait until the page, its pictures and what scripts put into it are there."""
    wait_until(page, READY_SCRIPT)
