"""The years of the explorer: columns, handles and fields."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from bench.sites import build_site, serve
from builder.model.catalogue import Catalogue
from builder.model.project import Project

from .explorer import Open, read_count, read_query, wait_until_settled
from .explorer import explore as explore


def count_years(catalogue: Catalogue, first: int, last: int) -> int:
    return sum(paper.year is not None and first <= paper.year <= last for paper in catalogue.papers)


def find_column(page: Page, year: int) -> Locator:
    return page.locator(f"[data-columns] [data-first='{year}']")


def point_at(page: Page, year: int) -> tuple[float, float]:
    """The foot of a year's column, in the window; every column reaches so far down."""
    box = find_column(page, year).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] - 1


@pytest.fixture(scope="module")
def dated_url(tmp_path_factory: pytest.TempPathFactory, project: Project) -> Iterator[str]:
    """The address of a small site whose papers have dates but no authors: one of 1843, three of
    2021, one of 2024 and one that has none."""
    folder = tmp_path_factory.mktemp("dated")
    listings = folder / "sources" / "listings"
    listings.mkdir(parents=True)
    shutil.copyfile(project.sources / "tags.yml", folder / "sources" / "tags.yml")
    dates = {
        "Speech": "2021-03",
        "Vision": "1843",
        "Proteins": "2024",
        "Retrieval": "2021-03-18",
        "Ships": "2021",
        "Geometry": None,
    }
    records = [
        {"id": title, "title": f"{title} models", "abstract": f"On {title}.", "date": date}
        for title, date in dates.items()
    ]
    text = "".join(json.dumps({k: v for k, v in r.items() if v}) + "\n" for r in records)
    (listings / "dated.jsonl").write_text(text, "utf-8")
    came = {
        "ships-models": "2026-02-01",
        "speech-models": "2026-01-01",
        "proteins-models": "2026-02-01",
    }
    lines = (json.dumps({"paper": id_, "day": day}) + "\n" for id_, day in came.items())
    (folder / "sources" / "arrivals.jsonl").write_text("".join(lines), "utf-8")
    with serve(build_site(folder / "site", folder / "sources")) as address:
        yield address


@pytest.mark.parametrize(
    ("sort", "titles"),
    [
        ("newest", ["Proteins", "Retrieval", "Speech", "Ships", "Vision", "Geometry"]),
        ("oldest", ["Vision", "Ships", "Speech", "Retrieval", "Proteins", "Geometry"]),
        ("added", ["Proteins", "Ships", "Speech", "Vision", "Retrieval", "Geometry"]),
    ],
)
def test_papers_are_sorted_by_the_whole_date_or_by_when_they_came(
    tab: Page, dated_url: str, sort: str, titles: list[str]
) -> None:
    page = tab
    page.goto(dated_url + "explore/")
    wait_until_settled(page)
    page.locator("[data-sort]").select_option(sort)
    wait_until_settled(page)
    expect(page.locator("[data-list] h2")).to_have_text([f"{title} models" for title in titles])


def test_years_far_from_the_rest_share_a_column(tab: Page, dated_url: str) -> None:
    page = tab
    page.goto(dated_url + "explore/")
    wait_until_settled(page)
    columns = page.locator("[data-columns] rect")
    assert columns.count() == 5
    page.mouse.click(*point_at(page, 1843))
    assert read_count(page) == 1
    assert read_query(page) == {"to": ["2020"]}


def test_a_catalogue_without_people_has_no_groups_and_tips_of_them(
    tab: Page, dated_url: str
) -> None:
    page = tab
    page.goto(dated_url + "explore/")
    wait_until_settled(page)
    assert page.locator("[data-kind=author], [data-kind=venue], [data-kind=keyword]").count() == 0
    page.get_by_text("Search tips").click()
    tips = page.locator(".explorer__tips")
    expect(tips).to_contain_text("year:2020..2024")
    expect(tips).not_to_contain_text(re.compile("author:|venue:|keyword:"))
    page.goto(dated_url + "explore/?author=ada-lovelace")
    wait_until_settled(page)
    expect(page.locator("[data-notice]")).to_have_text("No longer in this catalogue: ada-lovelace.")


def test_a_year_is_typed_and_cleared(page: Page, explore: Open, catalogue: Catalogue) -> None:
    explore("")
    first, last = page.locator("[data-year=from]"), page.locator("[data-year=to]")
    first.fill("2010")
    first.press("Tab")
    assert read_count(page) == count_years(catalogue, 2010, 9999)
    last.fill("2005")
    last.press("Enter")
    assert read_query(page) == {"from": ["2005"], "to": ["2005"]}
    expect(first).to_have_value("2005")
    expect(page.locator("[data-undated]")).to_have_text(re.compile("without a year, left out$"))
    page.get_by_role("button", name="2005: remove this filter").click()
    assert read_count(page) == len(catalogue.papers)
    expect(first).to_have_value("")


def test_handles_move_by_keys_in_one_step_of_the_history(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    explore("")
    first = page.get_by_role("slider", name="First year")
    first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator("[data-status]")).to_contain_text(" of ")
    years = [paper.year for paper in catalogue.papers if paper.year]
    start = min(years) + 3
    count = count_years(catalogue, start, max(years))
    expect(first).to_have_attribute("aria-valuetext", f"from {start}: {count} papers")
    assert read_query(page) == {"from": [str(start)]}
    assert read_count(page) == count
    page.keyboard.press("End")
    assert read_query(page) == {"from": [str(max(years))]}
    page.get_by_role("slider", name="Last year").focus()
    page.keyboard.press("Home")
    expect(page.get_by_role("slider", name="Last year")).to_have_value(
        str(int(first.input_value()) + 1)
    )
    page.go_back()
    expect(page.locator("[data-chips] button")).to_have_count(0)
    assert read_query(page) == {}


def test_a_handle_is_dragged(page: Page, explore: Open, catalogue: Catalogue) -> None:
    explore("")
    box = page.get_by_role("slider", name="Last year").bounding_box()
    assert box
    column = find_column(page, 2010).bounding_box()
    assert column
    middle, y = box["x"] + box["width"] - 12, box["y"] + box["height"] / 2
    page.mouse.move(middle, y)
    page.mouse.down()
    page.mouse.move(column["x"] + column["width"] + 12, y, steps=4)
    expect(page.locator("[data-span]")).to_have_text(re.compile("^to 2010: "))
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"\?to=2010$"))
    assert read_count(page) == count_years(catalogue, 0, 2010)


def test_a_click_picks_a_year_and_a_drag_several(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    explore("")
    page.mouse.click(*point_at(page, 2012))
    expect(page).to_have_url(re.compile(r"\?from=2012&to=2012$"))
    assert read_count(page) == count_years(catalogue, 2012, 2012)
    page.mouse.click(*point_at(page, 2012))
    expect(page.locator("[data-chips] button")).to_have_count(0)
    page.mouse.move(*point_at(page, 2015))
    page.mouse.down()
    page.mouse.move(*point_at(page, 2008), steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"\?from=2008&to=2015$"))
    assert read_count(page) == count_years(catalogue, 2008, 2015)
    expect(find_column(page, 2008)).to_have_attribute("data-picked", "true")
    expect(find_column(page, 2007)).to_have_attribute("data-picked", "false")


def test_columns_show_what_the_other_filters_leave(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    explore("?code=1&from=2005&to=2006")
    for year in (2003, 2004, 2005):
        left = sum(p.year == year and p.code_url is not None for p in catalogue.papers)
        height = float(find_column(page, year).get_attribute("height") or 0)
        assert (height > 0) == (left > 0)


def test_on_a_phone_handles_are_large_and_never_on_top_of_each_other(
    page: Page, explore: Open
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(reduced_motion="reduce")  # The sheet stands at once.
    explore("?from=2010&to=2010")
    page.get_by_role("button", name="Filters").click()
    size = page.evaluate(
        "getComputedStyle(document.querySelector('[data-years]')).getPropertyValue('--handle')"
    )
    assert float(size.removesuffix("rem")) * 20 >= 44
    column = find_column(page, 2010).bounding_box()
    rail = page.locator(".years__rail").bounding_box()
    assert column and rail
    y = rail["y"] + rail["height"] / 2
    seen = [
        page.evaluate("([x, y]) => document.elementFromPoint(x, y).dataset.handle", [x, y])
        for x in (column["x"] - 40, column["x"] - 4, column["x"] + column["width"] + 40)
    ]
    assert seen == ["from", "from", "to"]


def test_in_forced_colours_the_chosen_years_differ_from_the_others(
    page: Page, explore: Open
) -> None:
    page.emulate_media(forced_colors="active")
    explore("?from=2010&to=2012")
    fill = "mark => getComputedStyle(mark).fill"
    assert find_column(page, 2010).evaluate(fill) != find_column(page, 2009).evaluate(fill)
    page.emulate_media(forced_colors="none")
