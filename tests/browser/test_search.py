"""Search in a real browser: the same order as the reference, and Material's box around it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from builder.model.records import Catalogue
from builder.search import Index, answer_query, index_catalogue

QUERIES = [
    "contrastive light for fog and dusk",
    "lantrens that lern",
    "frozen clockw",
    "FrozenLantern",
    "ice-cold lanterns",
    "naïve café",
    '"paper boats" tide',
    '"no such phrase here"',
    "memory -bread",
    '-"paper boats" language',
    "tag:light fog",
    "tag:light",
    "-tag:light memory",
    "source:000 memory",
    "tag:nothing memory",
    "what is it",
    "the",
    "survey of keys",
    "Moonlight as a Representation of the Sun",
    "how a small boat that was folded twice can tell what the sea did to it on the day before",
    "x",
    "",
    "zzzqqqxxx",
    "日本 α-Tides",
    "weather lanterns",
    "lanternss of the hrabour",
    "the of and",
    "-the",
    "-memory",
    "-tag:light",
    "-lanterns -tag:light",
    "harbor color",
    "harbour colour",
    "frozenlantern",
    "paperboats tide",
    "paper-boats",
    '"paperboats tide"',
    "source:lantern fog",
    'source:"the harbour"',
    "tag:lihgt",
    "tag:memries -source:nowhere",
    "tag:fog",
]
UGLY = [
    "(.*)+[\\",
    "😀👩‍🚀",
    "שלום عليكم",
    '"',
    '"lone quote',
    "a" * 10_000,
    "paper boats " * 700,
    "<img src=x onerror=alert(1)>",
    "__proto__ constructor toString",
    "-",
    "tag:",
    "%E0%A4%A",
]
ASK = """async (queries) => {
  const worker = new Worker(new URL("search/worker.js", document.baseURI));
  const answers = [];
  for (const [id, text] of queries.entries()) {
    const { data } = await new Promise((go) => {
      worker.onmessage = (event) => go(event.data);
      worker.postMessage({ type: 4, data: { id, text, from: 0, size: 1 } });
    });
    answers.push([data.documents, data.scores, data.notes]);
  }
  return answers;
}"""
BOX = "[data-md-component=search-query]"
ITEMS = ".md-search-result__item"
META = ".md-search-result__meta"


@pytest.fixture(scope="session")
def index(catalogue: Catalogue) -> Index:
    """The index of the very pages that the site was built from."""
    return index_catalogue(catalogue)


def test_browser_and_reference_agree_on_order_score_and_notes(
    page: Page, site_url: str, index: Index
) -> None:
    page.goto(site_url)
    answers: list[Any] = page.evaluate(ASK, QUERIES + UGLY)
    for query, (documents, scores, notes) in zip(QUERIES + UGLY, answers, strict=True):
        answer = answer_query(index, query)
        hits = answer.hits
        assert documents == [hit.document for hit in hits], query
        assert scores == [hit.score for hit in hits], query
        assert notes == json.loads(json.dumps([asdict(note) for note in answer.notes])), query


def test_nothing_of_the_index_is_loaded_before_the_box_has_the_focus(
    page: Page, site_url: str
) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{site_url}about/", wait_until="networkidle")
    assert not [url for url in loaded if re.search(r"search/(lunr|words|postings|cards)", url)]
    with page.expect_request(re.compile("search/postings")):
        page.keyboard.press("/")


def test_the_box_answers_while_one_types(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}about/")
    page.keyboard.press("s")
    page.keyboard.type("frozen lantern evenign mem")
    expect(page.locator(META)).to_contain_text("results · showing results for “evening”")
    expect(page.locator(ITEMS).first).to_contain_text("Frozen-Lantern")
    assert page.locator(f"{ITEMS} mark").count() > 0
    expect(page.locator("[data-md-component=search-suggest]")).to_contain_text("memory")
    page.keyboard.press("ArrowRight")
    expect(page.locator(BOX)).to_have_value("frozen lantern evenign memory")


def test_enter_leads_to_all_results_and_arrows_to_one(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}about/")
    page.keyboard.press("f")
    page.keyboard.type("tide")
    expect(page.locator(ITEMS).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=tide")
    page.goto(f"{site_url}about/?q=tide")
    expect(page.locator(ITEMS).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/**")


def test_an_empty_result_names_unknown_words_and_a_query_that_finds_more(
    page: Page, site_url: str
) -> None:
    page.goto(f"{site_url}about/")
    page.keyboard.press("/")
    page.keyboard.type('"tide of evenign"')
    expect(page.locator(META)).to_have_text("No results")
    expect(page.locator(ITEMS)).to_contain_text("No paper has “evenign”")
    expect(page.locator(ITEMS)).to_contain_text("tide evening")


@pytest.mark.parametrize("query", UGLY, ids=range(len(UGLY)))
def test_any_text_gets_an_answer(page: Page, site_url: str, query: str) -> None:
    page.goto(f"{site_url}about/")
    page.fill(BOX, query)
    page.locator(BOX).dispatch_event("keyup")
    expect(page.locator(ITEMS).first).to_be_visible()


def test_the_results_page_pages_and_filters(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/?q=memory")
    status = page.locator("[data-status]")
    expect(status).to_contain_text("page 1 of")
    page.get_by_role("link", name="Next page").click()
    expect(status).to_contain_text("page 2 of")
    assert "page=2" in page.url
    page.go_back()
    expect(status).to_contain_text("page 1 of")
    before = status.inner_text()
    page.locator(".search__value").first.click()
    expect(status).not_to_have_text(before)
    assert "tag%3A" in page.url
    page.locator(".search__value--in").click()
    expect(status).to_have_text(before)


def test_what_looks_like_a_filter_within_a_phrase_is_none(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    page.goto(f'{site_url}search/?q="tide tag:{catalogue.tags[0].id}"')
    expect(page.locator("[data-status]")).to_have_text("0 papers")
    expect(page.locator(".search__value--in")).to_have_count(0)


def test_the_results_page_takes_a_query_as_it_is_typed(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/")
    page.keyboard.type("tide")
    expect(page.locator(".paper-item").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?q=tide$"))


def test_a_missing_index_is_said_in_the_box(context: BrowserContext, site_url: str) -> None:
    page = context.new_page()
    page.route(re.compile("search/postings"), lambda route: route.abort())
    page.goto(f"{site_url}about/")
    page.keyboard.press("/")
    page.keyboard.type("tide")
    expect(page.locator(ITEMS)).to_contain_text("did not load")


def test_strangers_text_is_shown_as_written(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/?q=%3Cb%3Etide%3C%2Fb%3E+%3Cscript%3Ezzzzzzz")
    expect(page.locator("[data-note]")).to_contain_text("“zzzzzzz”")
    assert page.locator("[data-note] script").count() == 0
