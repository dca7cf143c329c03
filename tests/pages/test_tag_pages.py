from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

import pytest

from builder.layout import pagination
from builder.model.catalogue import Catalogue
from builder.model.records import Assignment, TagId
from builder.output.rendering import Renderer
from builder.pages import tags
from tests import ROOT

ONE_TAG = (Assignment(tag=TagId("light"), strength=1.0, by="hand", reason=""),)


def test_a_large_tag_names_its_strongest_papers_and_leads_to_all(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagination, "MAX_LISTED", 3)
    pages = {page.path: page for page in tags.PAGE_KIND.lay_out(catalogue)}
    page = pages["tags/light.md"]
    cards = (*page.context["by_hand"], *page.context["automatic"])
    assert [card.id for card in cards] == [
        paper.id for paper in catalogue.papers_by_tag[TagId("light")][:3]
    ]
    assert page.context["papers"] == len(catalogue.papers_by_tag[TagId("light")])
    text = Renderer(ROOT / "templates", catalogue.site).render(page).content.decode()
    assert 'explore/?tag=light">See all' in text


def test_papers_tagged_by_hand_stand_before_those_tagged_automatically(
    catalogue: Catalogue,
) -> None:
    paper, other, third = (it.id for it in catalogue.papers[:3])
    tag = catalogue.tags[0]

    def given(by: Literal["hand", "machine"], strength: float) -> tuple[Assignment, ...]:
        return (Assignment(tag=tag.id, strength=strength, by=by, reason="a reason"),)

    assigned = {it.id: () for it in catalogue.papers} | {
        paper: given("machine", 0.7),
        other: given("machine", 1.0),
        third: given("hand", 1.0),
    }
    changed = replace(catalogue, assignments=assigned)
    assert [it.id for it in changed.papers_by_tag[tag.id]] == [third, other, paper]
    pages = {page.path: page for page in tags.PAGE_KIND.lay_out(changed)}
    page = pages[f"tags/{tag.id}.md"]
    assert [card.id for card in page.context["by_hand"]] == [third]
    assert [card.id for card in page.context["automatic"]] == [other, paper]
    text = Renderer(ROOT / "templates", catalogue.site).render(page).content.decode()
    by_hand, automatic = text.split("Tagged automatically, surest first")
    assert by_hand.count("paper-item__title") == 1
    assert "chip--machine" not in by_hand
    assert automatic.count("(automatic)</span>") == 2


def test_a_tag_names_the_keywords_it_stands_for_and_the_papers_that_have_one(
    catalogue: Catalogue,
) -> None:
    first, *others = catalogue.tags
    joined = replace(first, spellings=("Lamps", "lamp <b>"))
    one, two = (it.id for it in catalogue.papers[:2])
    assigned = {it.id: () for it in catalogue.papers} | {
        one: (Assignment(tag=first.id, strength=1.0, by="keyword", reason="“Lamps”"),),
        two: (Assignment(tag=first.id, strength=1.0, by="hand", reason=""),),
    }
    changed = replace(catalogue, tags=(joined, *others), assignments=assigned)
    pages = {page.path: page for page in tags.PAGE_KIND.lay_out(changed)}
    page = pages[f"tags/{first.id}.md"]
    text = Renderer(ROOT / "templates", catalogue.site).render(page).content.decode()
    assert "Keywords joined here:</strong> Lamps, lamp &lt;b&gt;</p>" in text
    by_hand, by_keyword = text.split("With a keyword that gives this tag, A–Z")
    assert by_hand.count("paper-item__title") == by_keyword.count("paper-item__title") == 1
    assert "chip--machine" not in text


def test_a_tag_without_keywords_says_nothing_of_them(catalogue: Catalogue) -> None:
    pages = {page.path: page for page in tags.PAGE_KIND.lay_out(catalogue)}
    page = pages[f"tags/{catalogue.tags[0].id}.md"]
    text = Renderer(ROOT / "templates", catalogue.site).render(page).content.decode()
    assert "eyword" not in text


def test_bars_show_the_per_cent_that_the_text_names(catalogue: Catalogue) -> None:
    pages = {page.path: page for page in tags.PAGE_KIND.lay_out(catalogue)}
    page = pages["tags/light.md"]
    text = Renderer(ROOT / "templates", catalogue.site).render(page).content.decode()
    for share in page.context["spread"]:
        assert f'width="{round(share.share * 100, 1)}"' in text
        said = re.sub(r"</?a\b[^>]*>", "", text)
        assert f"{share.papers} of {share.of}, {round(share.share * 100)}%" in said


def test_the_index_leads_to_the_papers_without_a_tag(catalogue: Catalogue) -> None:
    def index_of(changed: Catalogue) -> str:
        page = next(iter(tags.PAGE_KIND.lay_out(changed)))
        return Renderer(ROOT / "templates", catalogue.site).render(page).content.decode()

    all_tagged = {it.id: catalogue.assignments[it.id] or ONE_TAG for it in catalogue.papers}
    assert "explore/?tag=none" not in index_of(replace(catalogue, assignments=all_tagged))
    two_not = all_tagged | {it.id: () for it in catalogue.papers[:2]}
    assert 'explore/?tag=none">2 papers</a> have no tag' in index_of(
        replace(catalogue, assignments=two_not)
    )
    one_not = all_tagged | {catalogue.papers[0].id: ()}
    assert 'explore/?tag=none">1 paper</a> has no tag' in index_of(
        replace(catalogue, assignments=one_not)
    )
