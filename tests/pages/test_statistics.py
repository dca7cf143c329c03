"""The statistics, and the overlap and the papers of the home page: counts and where they lead."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from markupsafe import escape

from builder.model.arrivals import Arrivals
from builder.model.catalogue import Catalogue
from builder.output.rendering import Renderer
from builder.pages import charts_page, home
from builder.pages._matrix import LEVELS
from tests import ROOT
from tests.papers import catalogue_of, paper, sighting

PLACES = ("first", "second", "third")


@pytest.fixture(scope="module")
def toys() -> Catalogue:
    """Five papers in three listings, two of them in two, and one in all."""
    found = {"a": "100", "b": "110", "c": "110", "d": "111", "e": "001"}
    papers = [
        paper(
            id_,
            code_url="https://a.example/code" if id_ in "ad" else None,
            sightings=tuple(
                sighting(place, ord(id_))
                for place, on in zip(PLACES, marks, strict=True)
                if on > "0"
            ),
        )
        for id_, marks in found.items()
    ]
    tags = {id_: ("sweet", "red") if id_ in "abcd" else ("red",) for id_ in found}
    return catalogue_of(*papers, tags=tags)


def test_every_pair_is_counted_once_and_leads_to_the_papers_with_both(toys: Catalogue) -> None:
    (page,) = charts_page.PAGE_KIND.lay_out(toys)
    rows = page.context["listing_matrix"]
    assert [(row.papers, [cell.papers for cell in row.cells]) for row in rows] == [
        (4, []),
        (3, [3]),
        (2, [1, 1]),
    ]
    assert rows[1].cells[0].level == LEVELS
    assert rows[1].cells[0].address == "explore/?source=second&source=first&all-source=1"
    red, sweet = page.context["tag_matrix"]
    assert (red.papers, sweet.papers, sweet.cells[0].papers) == (5, 4, 4)
    assert sweet.cells[0].address == "explore/?tag=sweet&tag=red&all=task"


def test_papers_are_counted_by_their_listings_and_lead_to_where_they_begin(
    toys: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts_page, "FIRST_PAGE_PAPERS", 2)
    (page,) = charts_page.PAGE_KIND.lay_out(toys)
    assert [(one.name, one.papers, one.address) for one in page.context["sightings"]] == [
        ("1", 2, "explore/?sort=listings&page=2"),
        ("2", 2, "explore/?sort=listings"),
        ("3", 1, "explore/?sort=listings"),
    ]


def test_the_share_of_papers_with_code_is_of_the_listing(toys: Catalogue) -> None:
    (page,) = charts_page.PAGE_KIND.lay_out(toys)
    assert [(one.papers, one.of, one.share) for one in page.context["code"]] == [
        (2, 4, 0.5),
        (1, 3, 1 / 3),
        (1, 2, 0.5),
    ]
    codeless = catalogue_of(*(replace(one, code_url=None) for one in toys.papers))
    (page,) = charts_page.PAGE_KIND.lay_out(codeless)
    assert page.context["code"] == ()


def test_every_bar_name_and_number_is_a_link(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts_page, "MIN_TOGETHER", 1)
    (page,) = charts_page.PAGE_KIND.lay_out(catalogue)
    text = Renderer(ROOT / "templates", catalogue.site).render(page).content.decode()
    assert page.context["pairs"]
    rows = re.findall(r'<li><a href="([^"]+)">[^<]+</a> <svg class="bar"', text)
    assert len(rows) == text.count('<svg class="bar"') > 20
    cells = [cell for row in page.context["listing_matrix"] for cell in row.cells]
    cells += [cell for row in page.context["tag_matrix"] for cell in row.cells]
    for cell in cells:
        assert (cell.papers > 0) == (f'href="../{escape(cell.address)}" title=' in text)


def test_a_row_of_the_overlap_leads_to_the_papers_in_exactly_these_listings(
    toys: Catalogue,
) -> None:
    rows = home.count_overlap(toys).combinations
    assert [(row.columns, row.papers, row.address) for row in rows] == [
        ((0, 1), 2, "explore/?source=first&source=second&all-source=1&not-source=third"),
        ((0,), 1, "explore/?source=first&not-source=second&not-source=third"),
        ((2,), 1, "explore/?source=third&not-source=first&not-source=second"),
        ((0, 1, 2), 1, "explore/?source=first&source=second&source=third&all-source=1"),
    ]


def test_home_shows_what_came_last_or_is_in_most_listings_or_was_published_last(
    toys: Catalogue,
) -> None:
    def chosen(of: Catalogue) -> tuple[str, list[str]]:
        first = home.choose_papers(of)
        return first.order, [card.id for card in first.cards]

    assert chosen(toys) == ("listings", ["d", "b", "c", "a"])
    days = {"e": dt.date(2026, 2, 1), "c": dt.date(2026, 2, 1), "a": dt.date(2026, 1, 31)}
    came = replace(toys, arrivals=Arrivals(papers=days))
    assert chosen(came) == ("added", ["c", "e", "a", "b"])
    alone = [paper(id_, date=date) for id_, date in (("a", "2020"), ("b", "2021-05"), ("c", None))]
    assert chosen(catalogue_of(*alone)) == ("newest", ["b", "a", "c"])
    assert chosen(catalogue_of(*(replace(one, date=None) for one in alone)))[0] == "position"
