from __future__ import annotations

import pytest

from builder.model.records import Catalogue, TagId
from builder.output.rendering import Renderer
from builder.pages import tags
from tests import ROOT


def test_a_large_tag_names_its_strongest_papers_and_leads_to_all(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tags, "MAX_LISTED", 3)
    pages = {page.path: page for page in tags.PAGE_KIND.lay_out(catalogue)}
    page = pages["tags/light.md"]
    assert [card.id for card in page.context["cards"]] == [
        paper.id for paper in catalogue.papers_by_tag[TagId("light")][:3]
    ]
    assert page.context["papers"] == len(catalogue.papers_by_tag[TagId("light")])
    text = Renderer(ROOT / "templates", catalogue.site).render(page).content.decode()
    assert 'explore/?tag=light">See all' in text
