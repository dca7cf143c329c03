"""The search engine in a real browser: the same order as the reference; what it loads and says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from builder.model.catalogue import Catalogue
from builder.search import Index, answer_query, index_catalogue, search
from builder.search.notes import describe_note, find_name

from .searching import ENGINE, ask_engine, header_box, options_of, publish

QUERIES = [
    "Yann LeCun",
    "LeTide",
    "harbours Hintonx",
    "brainless Hintonx",
    "seafaring",
    "seafaring Hintonx",
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
    "tag:none",
    "-tag:none fog",
    "tag:nane",
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
    "Wei Lin",
    "lin, wei ",
    "W. Lin",
    "lin",
    "linde",
    "wei li",
    "Jörg van der Linden",
    "linden joerg",
    "O’Lin",
    "wei, lin",
    "Linden, van der",
    "calder-roy",
    "Lin et al. 2024",
    "weather lin 2024",
    "clockwork 2024",
    "2024",
    "1890",
    "hive letters",
    "hive",
    "Annals of transparent machines 2022",
    '"wei lin" clockwork',
    '"WeiLin van"',
    "-lin",
    '-"wei lin" clockwork',
    "the tidal consortium",
    "tidal",
    "author:lin",
    "author:lind",
    "author:wei-lin",
    'author:"w. lin" clockwork',
    "author:liin",
    'author:"wei linn"',
    "-author:lin",
    "author:",
    "year:2024",
    "year:2019..2023",
    "year:2022..2019",
    "year:2019..",
    "year:..2018 -year:2011",
    "year:..",
    "year:1890",
    "year:soon",
    "venue:hive",
    'venue:"Hive Letters" bees',
    "venue:workshop",
    "venue:hove",
    "keyword:tide",
    'keyword:"editorial matter"',
    "keyword:cs.LG",
    "keyword:bes",
    "10.5555/ATM.2022.4.17",
    "https://doi.org/10.5555/atm.2022.4.17",
    "arXiv:2403.01234v2",
    "https://arxiv.org/pdf/2403.01234.pdf",
    "2403.99999",
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
ASK = f"""async (queries) => {{
  const {{ askSearch }} = {ENGINE};
  const answers = [];
  for (const query of queries) {{
    const {{ documents, fitting, scores, notes, groups, elsewhere }} = await askSearch(query);
    const found = documents.map((document) => scores[document]);
    const addresses = groups.map((group) => group.address);
    answers.push([documents, found, fitting, [...notes, elsewhere], addresses]);
  }}
  return answers;
}}"""


@pytest.fixture(scope="session")
def index(catalogue: Catalogue) -> Index:
    """The index of the very pages that the site was built from."""
    return index_catalogue(catalogue)


def clustered(index: Index, monkeypatch: pytest.MonkeyPatch) -> Index:
    """The same index, its papers in so many clusters that a query looks at some alone."""
    monkeypatch.setattr("builder.search.meaning.WHOLE_UP_TO", 40)
    monkeypatch.setattr("builder.search.meaning.PAPERS_PER_CLUSTER", 4)
    assert index.meaning
    return replace(index, meaning=replace(index.meaning))


def speechless(index: Index) -> Index:
    """The same index, but that what the words of a query find first has no vector."""
    assert index.meaning
    found = [search(replace(index, meaning=None), query)[:4] for query in QUERIES]
    papers = index.meaning.papers.copy()
    papers[[hit.document for hits in found for hit in hits if hit.document < index.papers]] = 0
    return replace(index, meaning=replace(index.meaning, papers=papers))


def check_agreement(page: Page, index: Index) -> None:
    answers: list[Any] = page.evaluate(ASK, QUERIES + UGLY)
    for query, (documents, scores, fitting, notes, groups) in zip(
        QUERIES + UGLY, answers, strict=True
    ):
        answer = answer_query(index, query)
        hits = [hit for hit in answer.hits if hit.document < index.papers]
        assert documents == [hit.document for hit in hits], query
        assert scores == [hit.score for hit in hits], query
        assert fitting == answer.fitting, query
        said = [describe_note(note) for note in answer.notes]
        assert notes == [*said, find_name(answer.notes)], query
        pages = [index.documents[group].address for group in answer.groups]
        named = [each.value.address for each in answer.named]
        assert groups == (named + pages if answer.named_first else pages + named), query


def test_browser_and_reference_agree_on_order_score_and_notes(
    page: Page, site_url: str, index: Index
) -> None:
    page.goto(site_url)
    check_agreement(page, index)


def test_they_agree_where_nothing_was_learnt(page: Page, site_url: str, index: Index) -> None:
    alone = replace(index, meaning=None)
    publish(page, alone)
    page.goto(site_url)
    check_agreement(page, alone)


def test_they_agree_where_the_first_papers_have_no_vector(
    page: Page, site_url: str, index: Index
) -> None:
    publish(page, speechless(index))
    page.goto(site_url)
    check_agreement(page, speechless(index))


def test_they_agree_on_a_catalogue_in_clusters_and_load_those_near_the_query(
    page: Page, site_url: str, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    divided = clustered(index, monkeypatch)
    publish(page, divided)
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.removeprefix(site_url)))
    page.goto(site_url)
    ask_engine(page, "weather lanterns")
    assert divided.meaning
    assert divided.meaning.clusters
    asked = {path for path in loaded if path.startswith("search/meaning-papers-")}
    assert 16 <= len(asked) <= 26 < len(divided.meaning.clusters.centres)
    check_agreement(page, divided)


def test_papers_that_mean_nearly_what_is_asked_fit_without_having_every_word(
    page: Page, site_url: str, index: Index
) -> None:
    page.goto(site_url)
    answer = ask_engine(page, "paper boats tide ")
    complete = answer_query(replace(index, meaning=None), "paper boats tide ")
    every = {hit.document for hit in complete.hits[: complete.fitting]}
    assert every < set(answer["documents"][: answer["fitting"]])
    assert answer["fitting"] < len(answer["documents"])


def test_where_nothing_was_learnt_papers_with_every_word_fit_and_come_first(
    page: Page, site_url: str, index: Index
) -> None:
    publish(page, replace(index, meaning=None))
    page.goto(site_url)
    answer = ask_engine(page, "paper boats tide ")
    documents, fitting = answer["documents"], answer["fitting"]
    terms = ("paper", "boat", "tide")
    having = [{posting.document for posting in index.postings[term]} for term in terms]
    assert 0 < fitting < len(documents)
    assert set(documents[:fitting]) == {n for n in set.intersection(*having) if n < index.papers}


def test_where_no_paper_has_every_word_those_fit_that_have_most(page: Page, site_url: str) -> None:
    page.goto(site_url)
    answer = ask_engine(page, "survey lantern bread sapphire evening boats")
    assert 1 < answer["fitting"] < len(answer["documents"])


def test_a_name_of_a_tag_or_listing_finds_it(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    page.goto(site_url)
    tag = max(catalogue.tags, key=lambda tag: len(catalogue.papers_by_tag[tag.id]))
    groups = ask_engine(page, tag.name)["groups"]
    assert (groups[0]["kind"], groups[0]["id"]) == ("tag", tag.id)
    assert groups[0]["papers"] == len(catalogue.papers_by_tag[tag.id])
    listing = catalogue.listings[0]
    groups = ask_engine(page, listing.title)["groups"]
    assert ("listing", listing.id) in {(group["kind"], group["id"]) for group in groups}


def test_a_question_that_is_no_longer_wanted_gets_no_answer(page: Page, site_url: str) -> None:
    page.goto(site_url)
    assert page.evaluate(f"async () => ({ENGINE}).askSearch('tide', () => false)") is None


def test_a_query_loads_what_its_words_need(page: Page, site_url: str) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.removeprefix(site_url)))
    page.goto(f"{site_url}about/", wait_until="networkidle")
    data = r"search/(lunr|manifest|facts|words|postings|places)|explore/"
    assert [path for path in loaded if re.match(data, path)] == []
    page.keyboard.press("/")
    page.keyboard.type("tide")
    expect(options_of(header_box(page)).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    found = {path.split("?")[0] for path in loaded if re.match(data, path)}
    assert {"search/lunr.js", "explore/titles.json"} <= found
    assert not [path for path in found if re.search(r"places|filters|rows", path)]


def test_any_text_gets_an_answer(page: Page, site_url: str) -> None:
    page.goto(site_url)
    for query in UGLY:
        assert ask_engine(page, query)["fitting"] >= 0, query
