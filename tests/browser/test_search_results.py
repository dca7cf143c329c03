"""The explorer as the page of results: what a query finds, counts, says and keeps."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from builder.model.catalogue import Catalogue

from .explorer import (
    Open,
    find_value,
    read_count,
    read_query,
    wait_until_settled,
    without_data,
)
from .explorer import explore as explore
from .searching import ask_engine, hold_speech, listed_papers, speak

QUERY = "paper boats tide"


def test_the_list_has_what_the_engine_says_fits_in_its_order(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    explore(f"?q={QUERY}")
    answer = ask_engine(page, QUERY)
    fitting = answer["documents"][: answer["fitting"]]
    assert read_count(page) == answer["fitting"] < len(answer["documents"])
    shown = [f"papers/{catalogue.papers_by_position[paper].id}/" for paper in fitting[:20]]
    assert listed_papers(page) == shown
    expect(page.locator("[data-sort]")).to_have_value("relevance")


def test_filters_and_export_have_the_papers_that_fit(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    explore(f"?q={QUERY}")
    count = read_count(page)
    offered = page.locator("[data-kind=source] [data-count]").all_inner_texts()
    assert max(int(text) for text in offered) <= count
    page.get_by_role("button", name="Export", exact=True).click()
    expect(page.locator("dialog[open]")).to_contain_text(f"Export {count} papers")
    page.get_by_label("CSL-JSON", exact=True).check(force=True)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    assert len(json.loads(Path(download.value.path()).read_text("utf-8"))) == count


def test_papers_that_share_a_word_are_shown_on_request(page: Page, explore: Open) -> None:
    explore(f"?q={QUERY}")
    count = read_count(page)
    every = len(ask_engine(page, QUERY)["documents"])
    link = page.locator("[data-wide]")
    expect(link).to_have_text(f"Show all {every} papers that share a word")
    link.click()
    expect(link).to_have_text(f"Only the {count} that fit")
    assert read_count(page) == every
    assert read_query(page) == {"q": [QUERY], "wide": ["1"]}
    page.go_back()
    expect(link).to_have_text(re.compile("^Show all"))
    assert read_count(page) == count
    page.go_forward()
    expect(link).to_have_text(re.compile("^Only"))
    assert read_count(page) == every
    page.reload()
    wait_until_settled(page)
    assert read_count(page) == every
    page.locator("#explorer-words").fill(f"{QUERY} evening")
    expect(page).not_to_have_url(re.compile("wide"))


def test_tags_that_fit_stand_above_the_papers(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    tag = max(catalogue.tags, key=lambda tag: len(catalogue.papers_by_tag[tag.id]))
    explore(f"?q={tag.name}")
    link = page.locator("[data-groups] a").first
    expect(link).to_have_text(f"Tag: {tag.name}, {len(catalogue.papers_by_tag[tag.id])} papers")
    expect(link).to_have_attribute("href", re.compile(f"/tags/{tag.id}/$"))
    top, list_ = link.bounding_box(), page.locator("[data-list]").bounding_box()
    assert top and list_
    assert top["y"] < list_["y"]


@pytest.mark.parametrize("query", ["?q=memory", "?q=memory&tag=light&sort=title&page=2#content"])
def test_the_old_address_leads_here_with_all_it_asks_for(
    page: Page, site_url: str, query: str
) -> None:
    page.goto(f"{site_url}about/")
    page.goto(f"{site_url}search/{query}")
    page.wait_for_url(f"{site_url}explore/{query}")
    wait_until_settled(page)
    expect(page.locator("#explorer-words")).to_have_value("memory")
    page.go_back()
    page.wait_for_url(f"{site_url}about/")


def test_the_old_address_has_a_link_and_a_form_without_a_script(plain: Page, site_url: str) -> None:
    page = plain
    page.goto(f"{site_url}search/?q=memory")
    expect(page.get_by_role("link", name="Explore")).to_be_visible()
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    page.get_by_role("searchbox").fill("memory")
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/?q=memory")


def test_the_title_of_the_page_follows_the_query(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    name = catalogue.site.name
    explore("?q=memory")
    expect(page).to_have_title(f"memory · Explore · {name}")
    tag = catalogue.tags[0]
    find_value(page, tag.id).click()
    expect(page).to_have_title(f"memory, {tag.name} · Explore · {name}")
    page.locator(".explorer__active [data-clear]").click()
    expect(page).to_have_title(f"Explore · {name}")


def test_an_abstract_is_quoted_around_the_words_and_opens_whole(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    paper = max(catalogue.papers, key=lambda paper: len(paper.abstract.plain))
    last = re.findall(r"\w{6,}", paper.abstract.plain)[-1]
    explore(f"?q={paper.title.plain} {last}&wide=1")
    row = page.locator(f"[data-list] > li[data-paper='{paper.id}']")
    summary = row.locator(".paper-item__summary")
    expect(summary.locator("mark").first).to_be_visible()
    assert len(summary.inner_text()) < len(paper.abstract.plain)
    row.locator(".explorer__more").click()
    expect(summary).to_have_text(paper.abstract.plain)
    assert last.lower() in [mark.lower() for mark in summary.locator("mark").all_inner_texts()]


def test_a_screen_reader_hears_counts_and_notes_when_the_typing_rests(
    page: Page, explore: Open
) -> None:
    hold_speech(page)
    explore("")
    said = page.locator("[data-explorer] [data-voice]")
    page.keyboard.press("f")
    page.keyboard.type("memory evenign")
    expect(page.locator("[data-notice]")).to_contain_text("No paper has “evenign”")
    wait_until_settled(page)
    expect(said).to_be_empty()
    assert speak(page) == 1
    expect(said).to_contain_text("No paper has “evenign”")
    expect(said).to_contain_text(re.compile(r"^\d+ of \d+ papers"))
    others = page.locator("[role=status]:not([data-voice]), [aria-live]")
    assert {one.strip() for one in others.all_text_contents()} <= {""}


def test_what_was_typed_before_the_script_came_is_searched(tab: Page, site_url: str) -> None:
    page = tab
    box = page.locator("#explorer-words")
    with without_data(page, "**/explorer/explorer.js"):
        page.goto(f"{site_url}explore/?q=memory", wait_until="commit")
        expect(box).to_have_value("memory")
        box.press("End")
        box.press_sequentially(" tide")
    wait_until_settled(page)
    expect(box).to_have_value("memory tide")
    assert read_query(page) == {"q": ["memory tide"]}


def test_an_empty_list_offers_words_that_find_more(page: Page, explore: Open) -> None:
    explore('?q="tide of evenign"')
    assert read_count(page) == 0
    page.get_by_role("link", name="“tide evening”").click()
    wait_until_settled(page)
    assert read_query(page) == {"q": ["tide evening"]}
    assert read_count(page) > 0


def test_what_looks_like_a_filter_within_a_phrase_is_none(
    page: Page, explore: Open, catalogue: Catalogue
) -> None:
    explore(f'?q="tide tag:{catalogue.tags[0].id}"')
    assert read_count(page) == 0
    explore(f"?q=tag:{catalogue.tags[0].id}")
    assert read_count(page) == len(catalogue.papers_by_tag[catalogue.tags[0].id])


def test_where_the_index_does_not_load_it_says_so(tab: Page, site_url: str) -> None:
    page = tab
    page.route(re.compile("search/postings"), lambda route: route.abort())
    page.goto(f"{site_url}explore/?q=tide")
    expect(page.locator("[data-status]")).to_contain_text("did not load")
    expect(page.locator("[data-list] > li")).to_have_count(0)


def test_on_a_slow_line_titles_come_without_letters(context: BrowserContext, site_url: str) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.add_init_script(
        """Object.defineProperty(PerformanceResourceTiming.prototype, "requestStart",
          { get() { return this.responseStart - 400; } });"""
    )
    page.goto(f"{site_url}explore/?q=memory")
    expect(page.locator("[data-list] mark").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert not [name for name in asked if name.endswith(".woff2")]
