"""The search boxes: each a combobox that suggests below itself, by keys and by pointer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from builder.model.catalogue import Catalogue

from .explorer import read_count, wait_for_whole_answers, wait_until_settled, without_data
from .searching import (
    ask_engine,
    header_box,
    hold_speech,
    listed_papers,
    options_of,
    speak,
    suggested_papers,
)
from .waiting import DRAWN

PHONE = {"width": 390, "height": 844}


def test_the_box_suggests_while_one_types_and_names_what_is_misspelt(
    page: Page, site_url: str
) -> None:
    page.goto(f"{site_url}about/")
    box = header_box(page)
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("s")
    expect(box).to_be_focused()
    page.keyboard.insert_text("frozen lantern evenign")
    papers = options_of(box).and_(page.locator(".suggestion--paper"))
    expect(papers.first).to_contain_text("Frozen-Lantern")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(papers.locator("mark").first).to_be_visible()
    note = page.locator("header .suggestions__note")
    expect(note).to_have_text("No paper has “evenign”; showing results for “evening”.")
    controlled = page.locator(f"#{box.get_attribute('aria-controls')}")
    expect(controlled).to_have_role("listbox")


def test_tags_and_listings_that_fit_come_before_papers(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    tag = max(catalogue.tags, key=lambda tag: len(catalogue.papers_by_tag[tag.id]))
    page.goto(f"{site_url}about/")
    page.keyboard.press("/")
    page.keyboard.insert_text(tag.name)
    first = options_of(header_box(page)).first
    count = len(catalogue.papers_by_tag[tag.id])
    expect(first).to_have_text(f"Tag: {tag.name}, {count} papers")
    first.click()
    page.wait_for_url(f"**/tags/{tag.id}/")


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_keys_of_the_page_lead_to_the_box(page: Page, site_url: str, key: str) -> None:
    page.goto(f"{site_url}about/")
    page.keyboard.press(key)
    expect(header_box(page)).to_be_focused()
    expect(header_box(page)).to_have_value("")


def test_arrows_walk_along_the_suggestions_and_the_focus_stays(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}about/")
    box, options = header_box(page), options_of(header_box(page))
    page.keyboard.press("/")
    page.keyboard.insert_text("memory")
    expect(options.nth(2)).to_be_visible()
    assert box.get_attribute("aria-activedescendant") is None
    for at in (0, 1):
        page.keyboard.press("ArrowDown")
        expect(options.nth(at)).to_have_attribute("aria-selected", "true")
        assert box.get_attribute("aria-activedescendant") == options.nth(at).get_attribute("id")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    assert box.get_attribute("aria-activedescendant") is None
    assert box.evaluate("(box) => box.selectionStart") == 0
    page.keyboard.press("End")
    assert box.evaluate("(box) => box.selectionStart") == len("memory")
    page.keyboard.press("ArrowDown")
    link = options.first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(str(link))


def test_escape_and_tab_close_the_list(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}about/")
    box, options = header_box(page), options_of(header_box(page))
    page.keyboard.press("/")
    page.keyboard.insert_text("memory")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("memory")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Tab")
    expect(options.first).to_be_hidden()
    assert page.evaluate("document.activeElement.closest('form.search-box') === null")


def test_a_list_that_was_closed_in_the_midst_of_typing_stays_closed(
    page: Page, site_url: str
) -> None:
    page.goto(f"{site_url}about/")
    options = options_of(header_box(page))
    page.keyboard.press("/")
    page.keyboard.insert_text("memory")
    expect(options.first).to_be_visible()
    header_box(page).evaluate(
        """(box) => {
          box.value = "memory tide";
          box.dispatchEvent(new InputEvent("input", { bubbles: true }));
          const escape = { key: "Escape", bubbles: true, cancelable: true };
          box.dispatchEvent(new KeyboardEvent("keydown", escape));
          // Due after what the typing would have asked.
          return new Promise((go) => setTimeout(go, 60));
        }"""
    )
    ask_engine(page, "memory tide")
    page.evaluate(DRAWN)
    expect(options.first).to_be_hidden()


def test_enter_leads_to_all_papers_that_the_box_counted(page: Page, site_url: str) -> None:
    wait_for_whole_answers(page)
    page.goto(f"{site_url}about/")
    box = header_box(page)
    page.keyboard.press("/")
    page.keyboard.insert_text("paper boats tide")
    counted = ask_engine(page, "paper boats tide")["fitting"]
    expect(options_of(box).last).to_have_text(f"All {counted} papers")
    suggested = suggested_papers(box)
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/?q=paper+boats+tide")
    assert read_count(page) == counted
    assert listed_papers(page)[: len(suggested)] == suggested


def test_nothing_found_is_said_with_a_query_that_finds_more(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}about/")
    page.keyboard.press("/")
    page.keyboard.type('"tide of evenign"')
    note = page.locator("header .suggestions__note")
    expect(note).to_contain_text("Nothing found. No paper has “evenign”")
    expect(options_of(header_box(page)).last).to_have_text("Search for “tide evening”")


def test_a_screen_reader_hears_one_sentence_when_the_typing_rests(
    page: Page, site_url: str
) -> None:
    hold_speech(page)
    page.goto(f"{site_url}about/")
    said = page.locator("header [role=status]")
    page.keyboard.press("/")
    page.keyboard.type("memory")
    expect(options_of(header_box(page)).first).to_be_visible()
    page.keyboard.type(" evenign")
    expect(page.locator("header .suggestions__note")).to_contain_text("No paper has “evenign”")
    expect(said).to_be_empty()
    assert speak(page) == 1
    expect(said).to_contain_text(re.compile(r"^\d+ papers\. "))
    expect(said).to_contain_text("No paper has “evenign”")


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, PHONE], ids=["wide", "phone"])
def test_the_box_of_the_first_page_suggests_below_itself(
    page: Page, site_url: str, viewport: dict[str, int]
) -> None:
    page.set_viewport_size(viewport)  # type: ignore[arg-type]
    page.goto(site_url)
    box = page.locator("main input[role=combobox]")
    box.click()
    page.keyboard.insert_text("memory")
    expect(options_of(box).first).to_be_visible()
    expect(box).to_be_focused()
    expect(box).to_have_value("memory")
    below, above = options_of(box).first.bounding_box(), box.bounding_box()
    assert below and above
    assert 0 <= below["y"] - (above["y"] + above["height"]) < 30


def test_on_a_phone_a_button_reveals_the_box_and_escape_hides_it(page: Page, site_url: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{site_url}about/")
    box = header_box(page)
    expect(box).to_be_hidden()
    page.get_by_role("button", name="Search").click()
    expect(box).to_be_focused()
    page.keyboard.insert_text("memory")
    expect(options_of(box).first).to_be_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
    page.keyboard.press("Escape")
    expect(options_of(box).first).to_be_hidden()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(page.get_by_role("button", name="Search")).to_be_focused()


def test_what_was_typed_before_the_script_came_is_answered(tab: Page, site_url: str) -> None:
    page = tab
    with without_data(page, "**/site.js"):
        page.goto(f"{site_url}about/", wait_until="commit")
        header_box(page).press_sequentially("memory")
    expect(options_of(header_box(page)).first).to_be_visible()
    expect(header_box(page)).to_have_value("memory")


def test_without_a_script_a_box_is_a_form_that_asks_the_explorer(
    plain: Page, site_url: str
) -> None:
    for viewport in ({"width": 1280, "height": 900}, PHONE):
        plain.set_viewport_size(viewport)  # type: ignore[arg-type]
        plain.goto(f"{site_url}about/")
        header_box(plain).fill("two words")
        header_box(plain).press("Enter")
        plain.wait_for_url("**/explore/?q=two+words")


def test_a_missing_index_is_said_below_the_box(tab: Page, site_url: str) -> None:
    page = tab
    page.route(re.compile("search/postings"), lambda route: route.abort())
    page.goto(f"{site_url}about/")
    page.keyboard.press("/")
    page.keyboard.insert_text("tide")
    expect(page.locator("header .suggestions__note")).to_contain_text("did not load")


def test_a_browser_that_keeps_nothing_searches_all_the_same(tab: Page, site_url: str) -> None:
    page = tab
    page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"])
          Object.defineProperty(window, name, {
            get() { throw new DOMException("no", "SecurityError"); },
          });
        """
    )
    page.goto(f"{site_url}about/")
    page.keyboard.press("/")
    page.keyboard.insert_text("tide")
    expect(options_of(header_box(page)).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/?q=tide")
    wait_until_settled(page)
    assert read_count(page) > 0


def test_in_forced_colours_a_box_has_an_edge_and_the_active_line_is_seen(
    page: Page, site_url: str
) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{site_url}about/")
    box = header_box(page)
    assert float(box.evaluate("(box) => parseFloat(getComputedStyle(box).borderTopWidth)")) >= 1
    page.keyboard.press("/")
    page.keyboard.insert_text("tide")
    expect(options_of(box).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    outline = options_of(box).first.evaluate("(line) => getComputedStyle(line).outlineStyle")
    assert outline == "solid"


def test_strangers_text_is_shown_as_written(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}about/")
    page.keyboard.press("/")
    page.keyboard.insert_text("<b>tide</b> <script>zzzzzzz")
    note = page.locator("header .suggestions__note")
    expect(note).to_contain_text("“zzzzzzz”")
    assert page.locator("header :is(script, b)").count() == 0
