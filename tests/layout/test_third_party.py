"""The page of licences names what is served: no more, no less, and with its licence in full."""

from __future__ import annotations

import json
import re
from importlib.metadata import distribution, metadata
from importlib.resources import files
from pathlib import Path

import pytest

from builder.layout.third_party import Work, list_works
from builder.output.rendering import Renderer
from builder.pages.licences import PAGE_KIND
from tests import ROOT
from tests.papers import SITE, catalogue_of

ASSETS = ROOT / "docs" / "assets"
ALL = list_works()
MATERIAL = next(work for work in ALL if work.purl.startswith("pkg:pypi/"))


def bundled() -> set[str]:
    """The packages that Material's stylesheets were made of, by its source maps."""
    assets = Path(str(files("material").joinpath("templates/assets")))
    maps = [*assets.glob("stylesheets/*.map")]
    assert len(maps) == 2
    sources = [source for path in maps for source in json.loads(path.read_text())["sources"]]
    found = (re.search(r"node_modules/((?:@[^/]+/)?[^/]+)", source) for source in sources)
    return {match[1] for match in found if match}


def page(site: object = SITE) -> str:
    (laid_out,) = PAGE_KIND.lay_out(catalogue_of(site=site))  # type: ignore[arg-type]
    return Renderer(ROOT / "templates", SITE).render(laid_out).content.decode()


def test_everything_in_materials_stylesheets_is_named() -> None:
    named = {work.name for work in ALL if work.within == MATERIAL.name}
    assert named - {"Material Design Icons"} == bundled()


@pytest.mark.parametrize("work", ALL, ids=lambda work: work.name)
def test_each_work_has_a_version_or_a_bearer_and_a_licence_that_is_served(work: Work) -> None:
    assert bool(work.version) != bool(work.within)
    assert work.holders
    text = (ROOT / "docs" / work.text).read_text("utf-8")
    assert len(text) > 500


def test_what_is_installed_agrees() -> None:
    notice = distribution("mkdocs-material").read_text("licenses/LICENSE") or ""
    assert MATERIAL.holders in notice
    assert MATERIAL.version == metadata("mkdocs-material")["Version"]
    lunr = next(work for work in ALL if work.name == "lunr")
    source = files("mkdocs").joinpath("contrib/search/templates/search/lunr.js").read_text()
    assert f" - {lunr.version}\n" in source
    assert lunr.holders in source.replace("(C) ", "")


def test_every_font_is_named_and_no_other() -> None:
    families = {path.name.split("-latin")[0] for path in (ASSETS / "fonts").glob("*.woff2")}
    named = {work.purl.split("/")[-1] for work in ALL if work.licence == "OFL-1.1"}
    assert {package.split("@")[0] for package in named} == families


def test_no_licence_is_served_for_nothing() -> None:
    served = {path.stem for path in (ASSETS / "licences").iterdir()}
    assert served == {work.licence for work in ALL if not work.own_text}


def test_the_page_says_the_licence_of_the_content_and_each_work() -> None:
    text = page()
    for work in list_works():
        assert f'href="../{work.text}" aria-label="{work.licence}, the licence of' in text
        assert work.version in text
