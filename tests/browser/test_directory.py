"""The directories of people, venues and keywords: the browser finds what the reference does."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from builder.model.catalogue import Catalogue
from builder.search.directory import Directory, build_directories

FIND = """async ([field, texts]) => {
  const { openDirectories } = await import("/assets/javascripts/shared/directory.js");
  const directory = (await openDirectories()).get(field);
  const found = [];
  for (const text of texts) {
    const whole = await directory.values(await directory.match(text));
    found.push([whole.map(({ id }) => id), await directory.find(text, 3)]);
  }
  return found;
}"""
LOOK_UP = """async ([field, ids]) => {
  const { openDirectories } = await import("/assets/javascripts/shared/directory.js");
  const directory = (await openDirectories()).get(field);
  return Promise.all(ids.map(async (id) => (await directory.byId(id))?.address));
}"""
TYPED = {
    "author": (
        "Wei Lin", "lin, wei", "W. Lin", "w lin", "lin", "li", "l", "van der", "Jörg", "joerg",
        "vander", "wedr", "WĘDROWSKI t.", "calder-roy", "roy calder", "the", "w w", "",
        "<script>alert(1)</script>", "a" * 10_000, "שלום", "😀", "__proto__",
    ),
    "venue": ("workshop", "WORKSHOP ON", "hive", "annals of t", "nips"),
    "keyword": ("tide", "tides", "editorial matter", "cs.LG", "be"),
}  # fmt: skip


@pytest.fixture(scope="session")
def directories(catalogue: Catalogue) -> dict[str, Directory]:
    return dict(build_directories(catalogue))


@pytest.mark.parametrize("field", TYPED)
def test_browser_and_reference_find_the_same(
    page: Page, site_url: str, directories: dict[str, Directory], field: str
) -> None:
    page.goto(site_url)
    directory = directories[field]
    answers: list[Any] = page.evaluate(FIND, [field, TYPED[field]])
    for text, (whole, first) in zip(TYPED[field], answers, strict=True):
        assert whole == [directory.values[number].id for number in directory.match(text)], text
        expected = directory.find(text, 3) if text else directory.values[:3]
        shown = [(each["id"], each["name"], each["address"], each["papers"]) for each in first]
        assert shown == [(v.id, v.name, v.address, list(v.papers)) for v in expected], text


@pytest.mark.parametrize("field", TYPED)
def test_every_value_is_found_by_its_id(
    page: Page, site_url: str, directories: dict[str, Directory], field: str
) -> None:
    page.goto(site_url)
    values = directories[field].values
    addresses = page.evaluate(LOOK_UP, [field, [*(value.id for value in values), "no-such-id"]])
    assert addresses == [*(value.address for value in values), None]
