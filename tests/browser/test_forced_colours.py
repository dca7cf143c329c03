"""What is seen where the system forces its colours, on a wide screen and at 400%."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .waiting import DRAWN, wait_until_ready

CONTRAST = """
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = parse(colour).slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = luminance(getComputedStyle(document.body).backgroundColor);
  const contrast = (colour) => {
    if (parse(colour)[3] === 0) return 1;
    const here = luminance(colour);
    return (Math.max(here, ground) + 0.05) / (Math.min(here, ground) + 0.05);
  };
"""


@pytest.fixture(params=[("light", 1280), ("dark", 1280), ("light", 320), ("dark", 320)])
def forced(page: Page, request: pytest.FixtureRequest) -> Page:
    scheme, width = request.param
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    return page


def test_icons_the_search_box_and_the_current_tab_are_seen(forced: Page, site_url: str) -> None:
    forced.goto(site_url + "map/")
    wait_until_ready(forced)
    icons = forced.evaluate(
        f"""() => {{
          {CONTRAST}
          return [...document.querySelectorAll(".md-header .icon, .logo")]
            .filter((one) => one.checkVisibility())
            .map((one) => contrast(getComputedStyle(one, "::before").backgroundColor));
        }}"""
    )
    assert len(icons) >= 2 and min(icons) > 4.5
    wide = forced.viewport_size == {"width": 1280, "height": 900}
    if not wide:
        forced.get_by_role("button", name="Search").click()
    edge = forced.locator(".search-box__input")
    expect(edge).to_be_visible()
    assert (
        forced.evaluate(
            f"""() => {{
          {CONTRAST}
          const {{ borderTopColor, borderTopWidth }} =
            getComputedStyle(document.querySelector(".search-box__input"));
          return parseFloat(borderTopWidth) >= 1 ? contrast(borderTopColor) : 1;
        }}"""
        )
        > 3
    )
    if wide:
        lines = forced.evaluate(
            f"""() => {{
              {CONTRAST}
              return [...document.querySelectorAll(".main-nav__list > li > a")].map((one) =>
                [one.ariaCurrent, contrast(getComputedStyle(one).borderBottomColor) > 3]);
            }}"""
        )
        assert [seen for current, seen in lines if current] == [True]
        assert not any(seen for current, seen in lines if not current)


def test_every_tag_has_an_edge_and_only_automatic_ones_a_dashed_one(
    forced: Page, site_url: str
) -> None:
    forced.goto(site_url + "explore/")
    wait_until_ready(forced)
    chips = forced.evaluate(
        f"""() => {{
          {CONTRAST}
          return [...document.querySelectorAll("[data-list] .chip")].map((one) => {{
            const {{ borderTopStyle, borderTopColor }} = getComputedStyle(one);
            const machine = one.classList.contains("chip--machine");
            return [machine, borderTopStyle, contrast(borderTopColor) > 3];
          }});
        }}"""
    )
    assert {tuple(chip) for chip in chips} == {(False, "solid", True), (True, "dashed", True)}


def test_the_points_of_the_map_and_its_legend_are_seen(forced: Page, site_url: str) -> None:
    forced.goto(site_url + "map/?tag=tides")
    expect(forced.locator("[data-status]")).to_contain_text("papers in view")
    expect(forced.locator("[data-legend]")).to_have_text("Tagged Tides")
    dot, drawn = forced.evaluate(
        f"""async () => {{
          {CONTRAST}
          await ({DRAWN})();
          const colour = getComputedStyle(document.querySelector(".map__dot")).backgroundColor;
          const canvas = document.querySelector("[data-canvas]");
          const {{ width, height }} = canvas;
          const {{ data }} = canvas.getContext("2d").getImageData(0, 0, width, height);
          const wanted = parse(colour);
          let found = 0;
          for (let at = 0; at < data.length; at += 4) {{
            const same = [0, 1, 2].every((n) => Math.abs(data[at + n] - wanted[n]) < 3);
            if (same && data[at + 3] > 150) found++;
          }}
          return [contrast(colour), found];
        }}"""
    )
    assert dot > 3
    assert drawn > 100
