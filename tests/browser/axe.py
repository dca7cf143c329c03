"""What axe-core finds on a page, in both colours."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

AXE = Axe()
EVERY_RULE = {"resultTypes": ["violations"]}
CONTRAST = {**EVERY_RULE, "runOnly": ["color-contrast", "link-in-text-block"]}
REPEATED_ELEMENTS = (
    ".paper-item:nth-child(n+6), .chart:nth-child(n+4), section:has(> .letter):nth-of-type(n+4)"
)
"""Rows of a list and the like beyond the first few: a fault of one is a fault of all."""
THIN_OUT = """() => {
  const marks = ["class", "role", "type", "disabled", "aria-pressed", "aria-current"];
  const shape = (one) => [one.tagName, ...marks.map((mark) => one.getAttribute(mark)),
    [...one.attributes].map((attribute) => attribute.name), one.textContent.trim() === "",
    ...[...one.children].map(shape)].join(" ");
  for (const parent of document.querySelectorAll("main, main *")) {
    const seen = {};
    for (const child of [...parent.children]) {
      const found = shape(child);
      seen[found] = (seen[found] || 0) + 1;
      if (seen[found] > 2) child.remove();
    }
  }
}"""
"""Takes out what differs from two of its neighbours in its words alone: their faults are its."""
RUN = "options => axe.run(document, options).then(found => found.violations)"


def find_violations(page: Page, options: dict[str, Any] = EVERY_RULE) -> list[str]:
    """What axe-core finds: rule, place and what it says of it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    return [
        f"{page.url} {rule['id']}: {node['html'][:160]} {node.get('failureSummary', '')}"
        for rule in page.evaluate(RUN, options)
        for node in rule["nodes"]
    ]


def find_violations_in_both_schemes(page: Page) -> list[str]:
    """Everything in light; in dark what colours can change."""
    page.locator(REPEATED_ELEMENTS).evaluate_all("all => all.forEach((one) => one.remove())")
    page.evaluate(THIN_OUT)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    found = find_violations(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    return found + find_violations(page, CONTRAST)
