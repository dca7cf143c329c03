"""The explorer as a reader uses it: clicks, keys, the address, the way back."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from bench.sites import build_site, serve
from builder.pipeline import Project
from builder.records import Catalogue, Paper, TagId

Open = Callable[[str], None]


@pytest.fixture
def explore(page: Page, site_url: str) -> Open:
    """Opens the explorer with a query and waits until its list stands."""

    def open_(query: str = "") -> None:
        page.goto(f"{site_url}explore/{query}")
        settled(page)

    return open_


@pytest.fixture(scope="module")
def dated_url(tmp_path_factory: pytest.TempPathFactory, project: Project) -> Iterator[str]:
    """The address of a small site whose papers have years: one in 2019, two in 2021, one in 2024
    and one that has none."""
    folder = tmp_path_factory.mktemp("dated")
    listings = folder / "sources" / "listings"
    listings.mkdir(parents=True)
    shutil.copyfile(project.sources / "tags.yml", folder / "sources" / "tags.yml")
    titles = {"Speech": 2021, "Vision": 2019, "Proteins": 2024, "Retrieval": 2021, "Geometry": None}
    records = [
        {"id": title, "title": f"{title} models", "abstract": f"On {title}.", "year": year}
        for title, year in titles.items()
    ]
    text = "".join(json.dumps({k: v for k, v in r.items() if v}) + "\n" for r in records)
    (listings / "dated.jsonl").write_text(text, "utf-8")
    with serve(build_site(folder / "site", folder / "sources")) as address:
        yield address


def settled(page: Page) -> None:
    page.wait_for_selector("[data-list][aria-busy=false]", state="attached")


def value(page: Page, id_: str) -> Locator:
    return page.locator(f"[data-value='{id_}']")


def count_of(page: Page) -> int:
    """The number that the status announces."""
    settled(page)
    found = re.match(r"[\d,]+", page.locator("[data-status]").inner_text())
    assert found
    return int(found[0].replace(",", ""))


def address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def tags_of(catalogue: Catalogue, paper: Paper) -> set[TagId]:
    return {assignment.tag for assignment in catalogue.assigned[paper.id]}


def facets_with_pairs(catalogue: Catalogue) -> tuple[TagId, TagId, TagId]:
    """Two tags of one facet that share papers, and a tag of another facet that meets the first."""
    for tag in catalogue.tags:
        first = {p.id for p in catalogue.tagged[tag.id]}
        same = [t for t in catalogue.tags if t.facet == tag.facet and t.id != tag.id]
        other = [t for t in catalogue.tags if t.facet != tag.facet]
        meets = [t.id for t in same if first & {p.id for p in catalogue.tagged[t.id]}]
        beside = [t.id for t in other if first & {p.id for p in catalogue.tagged[t.id]}]
        if meets and beside:
            return tag.id, meets[0], beside[0]
    raise AssertionError("expected a catalogue whose tags overlap")


def test_tags_of_a_facet_are_joined_by_or_and_on_request_by_and(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    one, two, _ = facets_with_pairs(catalogue)
    first = {p.id for p in catalogue.tagged[one]}
    second = {p.id for p in catalogue.tagged[two]}
    explore("")
    value(page, one).click()
    assert count_of(page) == len(first)
    value(page, two).click()
    assert count_of(page) == len(first | second)
    value(page, one).locator("xpath=ancestor::fieldset").locator("[data-all]").click()
    assert count_of(page) == len(first & second)
    assert address(page)["tag"].sort() == [one, two].sort()
    assert address(page)["all"] == [catalogue.tag[one].facet]


def test_facets_are_joined_by_and(page: Page, explore: Open, catalogue: Catalogue) -> None:
    one, _, other = facets_with_pairs(catalogue)
    explore(f"?tag={one}")
    value(page, other).click()
    expected = sum({one, other} <= tags_of(catalogue, paper) for paper in catalogue.papers)
    assert count_of(page) == expected


def test_a_second_click_excludes_and_a_third_clears(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    tag = catalogue.tags[0].id
    having = len(catalogue.tagged[tag])
    explore("")
    button = value(page, tag)
    expect(button).to_have_accessible_name(re.compile("press to include$"))
    button.click()
    expect(button).to_have_accessible_name(re.compile("included; press to exclude$"))
    assert count_of(page) == having
    button.click()
    expect(button).to_have_accessible_name(re.compile("hidden, excluded; press to clear$"))
    assert count_of(page) == len(catalogue.papers) - having
    assert address(page) == {"not": [tag]}
    button.click()
    assert address(page) == {}
    assert count_of(page) == len(catalogue.papers)


def test_a_count_is_what_the_click_gives_and_never_nothing(page: Page, explore: Open) -> None:
    explore("?code=1")
    for n in (3, 1, 5):
        button = page.locator("[data-kind=tag] [data-choice=off]:enabled").nth(n)
        offered = button.locator("[data-count]").inner_text().replace(",", "")
        before = count_of(page)
        button.click()
        assert count_of(page) == int(offered) + (before if offered.startswith("+") else 0)
        assert count_of(page) > 0
    for button in page.locator("[data-choice=off]:disabled").all():
        assert button.locator("[data-count]").inner_text() == "0"


def test_a_listing_page_leads_to_its_own_papers_in_its_order(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    listing = catalogue.listings[1].id
    explore(f"?source={listing}")
    listed = [paper for _, paper in catalogue.listed[listing]]
    assert count_of(page) == len({paper.id for paper in listed})
    shown = page.locator("[data-list] h2").all_inner_texts()
    assert shown[:5] == [paper.title.plain for paper in listed[:5]]


@pytest.mark.parametrize("sort", ["title", "listings"])
def test_the_list_can_be_sorted(page: Page, explore: Open, catalogue: Catalogue, sort: str) -> None:
    explore("")
    page.locator("[data-sort]").select_option(sort)
    settled(page)
    assert address(page) == {"sort": [sort]}
    first = page.locator("[data-list] > li").first
    if sort == "title":
        firsts = sorted(re.sub(r"^\W+", "", p.title.plain.casefold()) for p in catalogue.papers)
        assert first.locator("h2").inner_text().casefold().endswith(firsts[0])
    else:
        most = max(len(paper.listings) for paper in catalogue.papers)
        assert len({a.get_attribute("title") for a in first.locator(".sightings a").all()}) >= most


def test_years_narrow_sort_and_never_leave_nothing(browser: Browser, dated_url: str) -> None:
    page = browser.new_page()
    page.goto(dated_url + "explore/?sort=newest")
    settled(page)
    titles = page.locator("[data-list] h2")
    newest_first = ["Proteins", "Speech", "Retrieval", "Vision", "Geometry"]
    expect(titles).to_have_text([f"{title} models" for title in newest_first])
    first, last = page.locator("[data-year=from]"), page.locator("[data-year=to]")
    first.select_option("2021")
    assert count_of(page) == 3
    assert [o.inner_text() for o in last.locator("option:disabled").all()] == ["2019"]
    last.select_option("2021")
    assert count_of(page) == 2
    assert address(page) == {"sort": ["newest"], "from": ["2021"], "to": ["2021"]}
    expect(page.locator(".paper-item__byline").first).to_have_text("2021")
    page.get_by_role("button", name="2021–2021: remove this filter").click()
    assert count_of(page) == 5
    page.close()


def test_one_who_comes_anew_can_take_up_the_last_selection(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    tag = catalogue.tags[0].id
    explore("")
    value(page, tag).click()
    found = count_of(page)
    page.goto(page.url.split("explore/")[0] + "tags/")
    page.locator("a[href$='explore/']").first.click()
    settled(page)
    assert count_of(page) == len(catalogue.papers)
    page.get_by_role("link", name="Take up your last selection").click()
    assert count_of(page) == found


def test_active_filters_are_removed_one_by_one_and_all_at_once(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    one, two, other = facets_with_pairs(catalogue)
    explore(f"?tag={one}&tag={two}&not={other}")
    chips = page.locator("[data-chips] button")
    expect(chips).to_have_count(3)
    expect(chips.last).to_have_text(f"not {catalogue.tag[other].name}")
    page.locator(f"[data-chip='tag:{two}']").press("Enter")
    expect(chips).to_have_count(2)
    assert address(page) == {"tag": [one], "not": [other]}
    assert page.evaluate("document.activeElement.closest('[data-chips]') !== null")
    page.locator(".explorer__active [data-clear]").click()
    expect(chips).to_have_count(0)
    assert address(page) == {}
    assert count_of(page) == len(catalogue.papers)


def test_back_and_forward_restore_each_deliberate_change(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    one, two, _ = facets_with_pairs(catalogue)
    explore("")
    value(page, one).click()
    with_one = count_of(page)
    value(page, two).click()
    page.go_back()
    expect(value(page, two)).to_have_attribute("aria-pressed", "false")
    assert count_of(page) == with_one
    page.go_back()
    assert count_of(page) == len(catalogue.papers)
    page.go_forward()
    assert count_of(page) == with_one


def test_typing_takes_one_step_of_the_history(page: Page, explore: Open) -> None:
    explore("")
    page.keyboard.press("/")
    page.keyboard.type("representation", delay=40)
    expect(page.locator("[data-chip=q]")).to_have_text("“representation”")
    assert count_of(page) > 0
    expect(page.locator("[data-list] mark").first).to_have_text(re.compile("^represent", re.I))
    page.go_back()
    expect(page.locator("#explorer-words")).to_have_value("")
    assert address(page) == {}


def test_one_comes_back_from_a_paper_to_the_same_place(page: Page, explore: Open) -> None:
    explore("?sort=title&page=2")
    row = page.locator("[data-list] > li").nth(11)
    row.scroll_into_view_if_needed()
    row.locator(".explorer__more").click()
    title = row.locator("h2 a")
    name = title.inner_text()
    page.wait_for_timeout(300)
    scroll = page.evaluate("scrollY")
    assert scroll > 500
    title.click()
    expect(page.locator("main h1")).to_have_text(name)
    page.go_back()
    settled(page)
    expect(row.locator(".explorer__more")).to_have_attribute("aria-expanded", "true")
    expect(row.locator("h2 a")).to_be_focused()
    assert abs(page.evaluate("scrollY") - scroll) < 3


def test_an_abstract_opens_in_place(page: Page, explore: Open, catalogue: Catalogue) -> None:
    explore("")
    row = page.locator("[data-list] > li").nth(1)
    button = row.locator(".explorer__more")
    abstract = row.locator(".paper-item__summary")
    short = abstract.bounding_box()
    button.press("Enter")
    whole = abstract.bounding_box()
    assert short and whole
    assert whole["height"] > short["height"]
    shown = catalogue.paper[row.get_attribute("data-paper")]  # type: ignore[index]
    expect(abstract).to_have_text(shown.abstract.plain)


def test_an_address_from_elsewhere_is_understood_and_strange_names_are_reported(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    tag = catalogue.tags[0].id
    explore(f"?tag={tag}&tag=no-such-tag&sort=nonsense&page=999")
    expect(page.locator("[data-notice]")).to_contain_text("no-such-tag")
    assert count_of(page) == len(catalogue.tagged[tag])
    assert page.locator("[data-list] > li").count() > 0


def test_an_empty_list_says_what_to_remove(page: Page, explore: Open, catalogue: Catalogue) -> None:
    tag = catalogue.tags[0].id
    explore(f"?q=xyzzyqwertz&tag={tag}")
    assert count_of(page) == 0
    page.get_by_role("button", name=re.compile("^Remove “xyzzyqwertz”")).click()
    assert count_of(page) == len(catalogue.tagged[tag])


def test_arrows_move_inside_a_facet_and_tab_leaves_it(page: Page, explore: Open) -> None:
    explore("")
    bars = page.locator("[role=toolbar]")
    first = bars.first.locator("button:enabled")
    first.first.focus()
    page.keyboard.press("ArrowDown")
    expect(first.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(first.last).to_be_focused()
    page.keyboard.press("Tab")
    assert not page.evaluate("document.querySelector('[role=toolbar]').matches(':focus-within')")
    for bar in bars.all():
        assert bar.locator("button[tabindex='0']").count() == 1


def test_keys_walk_along_the_papers(page: Page, explore: Open) -> None:
    explore("")
    titles = page.locator("[data-list] h2 a")
    page.keyboard.press("j")
    expect(titles.first).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(titles.nth(1)).to_be_focused()


def test_pages_are_links_that_answer_in_place(page: Page, explore: Open) -> None:
    explore("")
    first = page.locator("[data-list] h2").first.inner_text()
    page.get_by_role("link", name="Next page").click()
    expect(page.locator("[data-list] h2").first).not_to_have_text(first)
    assert address(page) == {"page": ["2"]}
    expect(page.locator("[data-list]")).to_be_focused()
    expect(page.locator("[data-pages] [aria-current=page]")).to_have_text("2")


def test_on_a_phone_filters_stand_in_a_sheet(page: Page, explore: Open) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    explore("")
    button = page.locator("[data-kind=tag] [data-value]").first
    expect(button).to_be_hidden()
    page.get_by_role("button", name="Filters").click()
    button.click()
    found = count_of(page)
    page.get_by_role("button", name=f"Show {found} papers").click()
    expect(button).to_be_hidden()
    expect(page.locator("[data-chips] button")).to_have_count(1)
    page.get_by_role("button", name="Filters (1)").click()
    page.keyboard.press("Escape")
    expect(page.locator("[data-sheet]")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_has_no_accessibility_fault(
    page: Page, explore: Open, catalogue: Catalogue, width: int, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    one, two, other = facets_with_pairs(catalogue)
    explore(f"?tag={one}&tag={two}&not={other}")
    found = Axe().run(page, context=".explorer")
    assert found.violations_count == 0, found.generate_report()


def test_text_of_strangers_is_shown_and_never_run(page: Page, explore: Open) -> None:
    attack = "<img src=x onerror=alert(1)><script>alert(2)</script>"

    def rows(route: Route) -> None:
        found = route.fetch().json()
        route.fulfill(json=[{**row, "title": attack, "abstract": attack * 9} for row in found])

    def titles(route: Route) -> None:
        found = route.fetch().json()
        route.fulfill(json={**found, "titles": [attack for _ in found["titles"]]})

    page.on("dialog", lambda dialog: pytest.fail(f"ran: {dialog.message}"))
    page.route("**/rows/*.json", rows)
    page.route("**/titles.json", titles)
    explore("?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&tag=%3Cscript%3Ealert(3)%3C/script%3E")
    expect(page.locator("[data-chip=q]")).to_have_text("“<img src=x onerror=alert(1)>”")
    expect(page.locator("[data-notice]")).to_contain_text("in no paper")
    page.locator("[data-chip=q]").click()
    settled(page)
    expect(page.locator("[data-list] h2").first).to_have_text(attack)
    expect(page.locator("[data-list] .paper-item__summary").first).to_have_text(attack * 9)
    assert page.locator("[data-explorer] :is(img, script)").count() == 0


def test_a_link_within_the_page_keeps_the_selection_and_jumps(page: Page, explore: Open) -> None:
    explore("?code=1&page=2")
    page.locator("[data-list] > li").nth(9).scroll_into_view_if_needed()
    page.evaluate("location.hash = 'content'")
    page.wait_for_timeout(400)
    assert page.evaluate("scrollY") < 200
    assert address(page) == {"code": ["1"], "page": ["2"]}


def test_without_a_script_it_leads_to_tags_and_listings(
    browser: Browser, site_url: str, catalogue: Catalogue
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + "explore/")
    expect(page.locator(".explorer__body")).to_be_hidden()
    page.get_by_role("link", name=catalogue.tags[0].name, exact=True).click()
    expect(page.locator("main h1")).to_contain_text(catalogue.tags[0].name)
    context.close()


def test_when_the_data_do_not_arrive_it_says_so_and_leads_on(
    browser: Browser, site_url: str
) -> None:
    page = browser.new_page()
    page.route("**/filters.json", lambda route: route.abort())
    page.goto(site_url + "explore/")
    expect(page.locator("[data-status] a")).to_have_attribute("href", "../tags/")
    page.close()
