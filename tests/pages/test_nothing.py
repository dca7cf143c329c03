"""A catalogue without papers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builder.output.rendering import Renderer
from builder.pipeline import PAGE_KINDS as KINDS
from tests import ROOT
from tests.papers import catalogue_of

EMPTY = replace(catalogue_of(), listings=())


@pytest.mark.parametrize(
    "path",
    [
        "index.md",
        "explore/index.md",
        "map/index.md",
        "papers/index.md",
        "sources/index.md",
        "statistics/index.md",
    ],
)
def test_a_page_without_papers_says_how_to_get_some_and_asks_for_no_data(path: str) -> None:
    (page,) = [page for kind in KINDS for page in kind.lay_out(EMPTY) if page.path == path]
    text = Renderer(ROOT / "templates", EMPTY.site).render(page).content.decode()
    assert "There are no papers here yet" in text
    assert path == "index.md" or not {"scripts", "preload"} & page.meta.keys()
