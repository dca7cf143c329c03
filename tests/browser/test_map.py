from __future__ import annotations

import re

from playwright.sync_api import Page, expect


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
        if page.locator("[data-tip]").is_visible():
            break
    title = page.locator("[data-tip]").inner_text()
    page.mouse.down()
    page.mouse.up()
    expect(page.locator("main h1")).to_have_text(title)
