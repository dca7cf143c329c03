from __future__ import annotations

from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from builder.layout.charts import draw_bars, draw_columns, draw_matrix
from builder.model.catalogue import Catalogue
from builder.pages.charts_page import PAGE_KIND

UGLY = '<b>&"quoted" {{ x }}</b>'


@pytest.mark.parametrize(
    "svg",
    [
        draw_bars([(UGLY, 3), ("plain", 1)]),
        draw_columns([(UGLY, 3)], x_title="x", y_title="y"),
        draw_matrix([(UGLY, "plain", 2)], [UGLY, "plain"], step=20),
    ],
)
def test_names_stand_in_a_picture_as_text(svg: Markup) -> None:
    root = ElementTree.fromstring(svg)
    assert UGLY in "".join(root.itertext())


def test_long_names_that_begin_alike_keep_their_own_bars() -> None:
    names = [f"{'a very long name ' * 8}{n}" for n in (1, 2)]
    assert draw_bars([(names[0], 1), (names[1], 2)]).count("a very long name") == len(names) * 3


def test_pictures_take_their_colours_from_the_page_and_style_nothing_inline() -> None:
    svg = draw_bars([("a", 1)], colour="var(--catalogue-accent)")
    assert "var(--catalogue-accent)" in svg
    assert "style=" not in svg
    assert "<style" not in svg


def test_the_same_numbers_give_the_same_picture() -> None:
    assert draw_bars([("a", 1), ("b", 2)]) == draw_bars([("a", 1), ("b", 2)])


def test_every_chart_has_its_numbers_in_a_table(catalogue: Catalogue) -> None:
    (page,) = PAGE_KIND.lay_out(catalogue)
    charts = page.context["charts"]
    assert len(charts) >= 8
    for chart in charts:
        assert chart.rows, chart.title
        assert {len(row) for row in chart.rows} == {len(chart.head)}


def test_the_counts_of_sightings_add_up(catalogue: Catalogue) -> None:
    (page,) = PAGE_KIND.lay_out(catalogue)
    (seen,) = (c for c in page.context["charts"] if c.title == "Listings per paper")
    assert sum(int(row[1]) for row in seen.rows) == len(catalogue.papers)
    several = [paper for paper in catalogue.papers if len(paper.listings) > 1]
    assert sum(int(row[1]) for row in seen.rows[1:]) == len(several) > 0
