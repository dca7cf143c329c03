"""What each kind of subscription asks, and what is read of the answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from builder.model.records import Entry
from builder.services.client import QuestionError, RefusedError
from builder.services.subscriptions import Subscriptions
from builder.settings.services import ServiceSettings
from builder.settings.subscriptions import Subscription
from tests import GOLDEN

from .server import FakeTime, Reply, Server, as_json, recorded

TODAY = dt.date(2026, 11, 22)
READERS = GOLDEN / "readers"


def ask(server: Server, kind: str, question: str, **how: Any) -> tuple[Entry, ...]:
    names = ("arxiv", "hugging-face", "openalex", "semantic-scholar", "zotero")
    settings = ServiceSettings(address=dict.fromkeys(names, server.address))
    asking = Subscriptions(
        settings, today=TODAY, clock=FakeTime().clock, environment={"ZOTERO_API_KEY": "key"}
    )
    return asking.ask(Subscription(name="toys", kind=kind, question=question, **how))


def papers(*titles: str) -> list[dict[str, Any]]:
    return [{"paper": {"id": f"2403.{n:05}", "title": t}} for n, t in enumerate(titles, 1)]


def test_arxiv_is_asked_for_the_newest_page_by_page(server: Server) -> None:
    server.reply_in_turn(recorded("arxiv-one-id.atom"), recorded("arxiv-unknown-id.atom"))
    [found] = ask(server, "arxiv", "cat:cs.DL AND ti:catalogue", most=250)
    assert (found.arxiv_id, found.date) == ("1605.08386", "2016-05-26")
    first, second = (dict(seen.params) for seen in server.seen)
    assert first == {
        "search_query": "cat:cs.DL AND ti:catalogue",
        "sortBy": "submittedDate",
        "sortOrder": "descending",
        "start": "0",
        "max_results": "100",
    }
    assert second["start"] == "100"


def test_no_more_than_wanted_are_asked_for_and_taken(server: Server) -> None:
    server.reply = lambda seen: recorded("s2-search.json")
    assert len(ask(server, "semantic-scholar", "Turing", most=3)) == 3
    server.reply = lambda seen: recorded("arxiv-one-id.atom")
    ask(server, "arxiv", "all:rye", most=1)
    assert server.seen[-1].params["max_results"] == "1"
    assert len(server.seen) == 2


@pytest.mark.parametrize(
    ("by", "asked", "name", "periods"),
    [
        ("day", "2026-11-20", "date", ["2026-11-20"]),
        ("day", "latest", "date", ["2026-11-21", "2026-11-20"]),
        ("week", "latest", "week", ["2026-W47", "2026-W46"]),
        ("month", "latest", "month", ["2026-11", "2026-10"]),
    ],
)
def test_hugging_face_has_days_weeks_and_months(
    by: str, asked: str, name: str, periods: list[str], server: Server
) -> None:
    server.reply = lambda seen: as_json(
        papers(seen.params[name]) if seen.params["p"] == "0" else []
    )
    found = ask(server, "hugging-face", asked, by=by, most=150)
    assert [one.title.plain for one in found] == periods
    assert {seen.path for seen in server.seen} == {"/api/daily_papers"}


def test_hugging_face_searches(server: Server) -> None:
    server.reply = lambda seen: as_json(papers("Rye"))
    [found] = ask(server, "hugging-face", "rye bread", by="search")
    assert found.arxiv_id == "2403.00001"
    assert (server.seen[0].path, server.seen[0].params["q"]) == ("/api/papers/search", "rye bread")


@pytest.mark.parametrize(
    ("question", "parameter"),
    [("rye bread", "search"), ("a history of rye: its bread", "search"), ("topic.id:T1", "filter")],
)
def test_openalex_searches_or_filters_and_what_is_no_paper_is_left_out(
    question: str, parameter: str, server: Server
) -> None:
    works = [
        {"id": "https://openalex.org/W1", "title": "Rye", "authorships": [], "type": "article"},
        {"id": "https://openalex.org/W2", "title": "Rye", "authorships": [], "type": "erratum"},
    ]
    server.reply_in_turn(as_json({"results": works}), as_json({"results": []}))
    [found] = ask(server, "openalex", question)
    assert found.key == "https://openalex.org/W1"
    assert server.seen[0].params[parameter] == question


def test_semantic_scholar_answers_in_bulk(server: Server) -> None:
    server.reply = lambda seen: recorded("s2-search.json")
    assert len(ask(server, "semantic-scholar", "Turing")) == 10
    [seen] = server.seen
    assert seen.path == "/graph/v1/paper/search/bulk"
    assert (seen.params["query"], seen.params["sort"]) == ("Turing", "publicationDate:desc")


def test_zotero_gives_a_collection(server: Server) -> None:
    item = {"id": "1/ABC", "type": "article-journal", "title": "Rye", "DOI": "10.1000/rye"}
    item["author"] = [{"family": "Wendel", "given": "Ada"}]
    server.reply_in_turn(as_json({"items": [item]}), as_json({"items": []}))
    [found] = ask(server, "zotero", "groups/42/collections/ABCD2345")
    assert (found.authors, found.doi) == (("Ada Wendel",), "10.1000/rye")
    seen = server.seen[0]
    assert seen.path == "/groups/42/collections/ABCD2345/items/top"
    assert (seen.params["format"], seen.headers["Zotero-API-Key"]) == ("csljson", "key")


@pytest.mark.parametrize("format_", ["rss", "arxiv"])
def test_a_feed_may_be_rss_or_atom(format_: str, server: Server) -> None:
    text = (READERS / format_ / "sample.xml").read_bytes()
    server.reply = lambda seen: Reply(body=text, type="application/xml")
    assert len(ask(server, "feed", f"{server.address}/feed?of=toys")) == 2
    assert (server.seen[0].path, server.seen[0].params) == ("/feed", {"of": "toys"})


@pytest.mark.parametrize("address", ["papers.bib", "download"])
def test_a_file_may_be_of_any_format(address: str, server: Server) -> None:
    body = b"@article{a, title={Rye}, year={2024}}"
    server.reply = lambda seen: Reply(body=body, type="text/plain")
    [found] = ask(server, "file", f"{server.address}/{address}")
    assert (found.title.plain, found.date) == ("Rye", "2024")


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(body=b"<!DOCTYPE html><html></html>"), "a web page instead of papers"),
        (Reply(status=404), "nothing at its address"),
        (Reply(status=403), r"refuses \(HTTP 403\)"),
        (Reply(body=b"rye"), "what cannot be read: expected one of the formats"),
        (Reply(body=b'[{"title": '), "what cannot be read: not valid JSON"),
    ],
)
def test_an_address_without_papers_is_told(reply: Reply, why: str, server: Server) -> None:
    server.reply = lambda seen: reply
    with pytest.raises(RefusedError, match=why):
        ask(server, "file", f"{server.address}/papers.json")


def test_a_question_may_not_be_accepted(server: Server) -> None:
    server.reply = lambda seen: Reply(status=400)
    with pytest.raises(QuestionError):
        ask(server, "openalex", "a.b:c")
