from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from builder.model.catalogue import Catalogue

from .waiting import wait_until


def test_the_list_beside_the_map_names_papers_and_leads_to_them(page: Page, site_url: str) -> None:
    page.goto(site_url + "map/")
    expect(page.locator("[data-status]")).to_contain_text("papers in view")
    link = page.locator("[data-list] a").first
    title = link.inner_text()
    link.focus()
    expect(page.locator("[data-tip]")).to_have_text(title)
    link.press("Enter")
    expect(page.locator("main h1")).to_have_text(title)


def test_a_tag_lights_up_its_papers_and_stands_in_the_address(page: Page, site_url: str) -> None:
    page.goto(site_url + "map/")
    page.select_option("[data-tag]", "tides")
    expect(page).to_have_url(re.compile(r"\?tag=tides$"))
    option = page.locator("option[value=tides]").inner_text()
    count = re.search(r"\((\d+)\)", option)
    assert count
    expect(page.locator("[data-status]")).to_contain_text(f"{count[1]} papers in view")
    page.reload()
    expect(page.locator("[data-tag]")).to_have_value("tides")


def test_keys_and_buttons_zoom_in_and_show_all_again(page: Page, site_url: str) -> None:
    page.goto(site_url + "map/")
    status = page.locator("[data-status]")
    expect(status).to_contain_text("papers in view")
    everything = status.inner_text()
    page.locator("[data-canvas]").focus()
    for _ in range(4):
        page.keyboard.press("+")
    expect(status).not_to_have_text(everything)
    page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Show all papers").click()
    expect(status).to_have_text(everything)


def test_a_click_on_a_point_opens_its_paper(page: Page, site_url: str) -> None:
    page.goto(site_url + "map/")
    expect(page.locator("[data-status]")).to_contain_text("papers in view")
    box = page.locator("[data-canvas]").bounding_box()
    assert box
    for step in range(40):
        x = box["x"] + box["width"] / 2 + 4 * step
        page.mouse.move(x, box["y"] + box["height"] / 2)
        if page.locator("[data-canvas][data-over]").count():
            break
    expect(page.locator("[data-tip]")).to_be_visible()
    title = page.locator("[data-tip]").inner_text()
    page.mouse.down()
    page.mouse.up()
    expect(page.locator("main h1")).to_have_text(title)


def test_where_one_looks_is_in_the_address_and_comes_back(page: Page, site_url: str) -> None:
    page.goto(site_url + "map/")
    status = page.locator("[data-status]")
    expect(status).to_contain_text("papers in view")
    page.locator("[data-canvas]").focus()
    for key in ("+", "+", "+", "ArrowLeft"):
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile(r"\?x=\d+&y=\d+&zoom=4\.1$"))
    # The list follows the address in the same breath.
    address, seen = page.evaluate(
        """() => [location.href,
          [...document.querySelectorAll("[data-list] a")].map((link) => link.textContent)]"""
    )
    page.goto(address)
    expect(page.locator("[data-list] a")).to_have_text(seen)
    page.keyboard.press("Tab")
    page.locator("[data-canvas]").press("0")
    expect(page).to_have_url(re.compile("map/$"))


def test_a_paper_leads_to_its_place_its_neighbours_and_theirs(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    paper = next(paper for paper in catalogue.papers if len(catalogue.related[paper.id]) > 1)
    near = [related.paper for related in catalogue.related[paper.id]]
    further = {other.paper for one in near for other in catalogue.related[one]}
    further -= {paper.id, *near}
    page.goto(f"{site_url}papers/{paper.id}/")
    page.get_by_role("link", name="On the map").click()
    expect(page).to_have_url(re.compile(rf"map/\?paper={paper.id}$"))
    expect(page.locator("[data-status]")).to_contain_text(f"{len(near)} related papers, numbered")
    titles = page.locator("[data-list] li > a:first-of-type")
    addresses = [one.get_attribute("href") or "" for one in titles.all()]
    shown = [address.rstrip("/").rsplit("/", 1)[1] for address in addresses]
    assert shown[: 1 + len(near)] == [paper.id, *near]
    assert set(shown[1 + len(near) :]) == further
    numbers = page.locator(".map__number").all_inner_texts()
    assert numbers == [f"{n + 1}." for n in range(len(near))]


def test_one_walks_from_neighbour_to_neighbour_by_keyboard(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    paper = next(paper for paper in catalogue.papers if catalogue.related[paper.id])
    near = catalogue.related[paper.id][0].paper
    page.goto(f"{site_url}map/?paper={paper.id}")
    page.locator(".map__near a").first.focus()
    expect(page.locator("[data-tip]")).to_have_text(catalogue.paper[near].title.plain)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"\?paper={near}$"))
    expect(page.locator(".map__own")).to_have_text(catalogue.paper[near].title.plain)
    page.get_by_role("link", name="Show the whole map").click()
    expect(page).to_have_url(re.compile("map/$"))


def test_an_unknown_paper_shows_the_whole_map(page: Page, site_url: str) -> None:
    page.goto(site_url + "map/?paper=nobody-wrote-this")
    expect(page.locator("[data-status]")).to_contain_text("papers in view")


def test_colours_mean_one_thing_the_lit_tag(page: Page, site_url: str) -> None:
    page.goto(site_url + "map/")
    expect(page.locator("[data-status]")).to_contain_text("papers in view")
    expect(page.locator("[data-legend]")).to_be_hidden()
    assert len(colours_of(page)) == 1, colours_of(page)
    page.select_option("[data-tag]", "tides")
    expect(page.locator("[data-legend]")).to_have_text("Tagged Tides")
    wait_until(page, "document.querySelector('[data-legend]').offsetHeight > 0")
    assert len(colours_of(page)) == 2


def colours_of(page: Page) -> set[str]:
    """The colours of most that is drawn: of the points."""
    found: dict[str, int] = page.evaluate(
        """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
          const canvas = document.querySelector("[data-canvas]");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const found = {};
          for (let at = 0; at < data.length; at += 4) {
            // What is nearly white is around the names.
            if (data[at + 3] < 100 || data[at] + data[at + 1] + data[at + 2] > 720) continue;
            const name = [0, 1, 2].map((n) => Math.round(data[at + n] / 48)).join();
            found[name] = (found[name] ?? 0) + 1;
          }
          done(found);
        })))"""
    )
    return {name for name, pixels in found.items() if pixels > 0.1 * sum(found.values())}


def test_names_cover_no_point(page: Page, site_url: str) -> None:
    page.goto(site_url + "map/")
    covered = page.evaluate(
        """async () => {
          const { findPlace, Occupancy } = await import("../assets/javascripts/map/names.js");
          const points = new Occupancy(400, 300);
          const places = [];
          for (let n = 0; n < 60; n++) places.push([(n * 97) % 400, (n * 61) % 300]);
          for (const [x, y] of places) points.add(x, y, 4);
          points.sum();
          const taken = [];
          for (const [x, y] of places) {
            const name = { x, y, width: 40, height: 16 };
            const box = findPlace(name, { width: 400, height: 300 }, points, taken);
            if (box) taken.push(box);
          }
          const inside = ([x, y], { left, top, width, height }) =>
            x > left - 3 && x < left + width + 3 && y > top - 3 && y < top + height + 3;
          const apart = (a, b) => a.left >= b.left + b.width || b.left >= a.left + a.width
            || a.top >= b.top + b.height || b.top >= a.top + a.height;
          return {
            names: taken.length,
            covered: taken.filter((box) => places.some((place) => inside(place, box))).length,
            crossed: taken.filter((a) => taken.some((b) => a !== b && !apart(a, b))).length,
          };
        }"""
    )
    assert covered["names"] > 5
    assert (covered["covered"], covered["crossed"]) == (0, 0)


def test_without_a_script_there_is_no_frame_and_no_button(plain: Page, site_url: str) -> None:
    plain.goto(site_url + "map/")
    assert "The map needs JavaScript" in plain.locator(".map noscript").inner_text()
    assert not any(one.is_visible() for one in plain.locator(".map canvas, .map button").all())
