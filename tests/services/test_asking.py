"""What each service is asked, and what is read of its answers."""

from __future__ import annotations

import json

import pytest

from builder.model.records import Entry, PaperId
from builder.services import SERVICES, Service
from builder.services.asking import Answer, Wanted, ask_service
from builder.services.client import Client
from tests.records import entry

from .server import FakeTime, Reply, Server, as_json, recorded

TITLE = "Rye, Wheat & the “Shape” of Rooms: A|B, 50% (or not?)"
WORDS = "Rye Wheat the Shape of Rooms A B 50 or not"


def wanted(id_: str, title: str = "A Title", **fields: str) -> Wanted:
    return Wanted(id=PaperId(id_), paper=entry(title, **fields))


def ask(name: str, server: Server, *papers: Wanted) -> list[Answer]:
    service: Service = SERVICES[name]
    client = Client(service, address=server.address, environment={}, clock=FakeTime().clock)
    return [answer for batch in ask_service(service, client, papers) for answer in batch]


def offered(answer: Answer) -> list[Entry]:
    assert answer.offered is not None
    return list(answer.offered)


def test_arxiv_is_asked_for_many_ids_at_once_and_may_not_know_one(server: Server) -> None:
    server.reply = lambda seen: recorded("arxiv-two-ids-one-unknown.atom")
    papers = wanted("a", arxiv_id="0808.05394"), wanted("b", arxiv_id="1707.08567")
    first, second = ask("arxiv", server, *papers)
    assert offered(first) == []
    [found] = offered(second)
    assert found.title.plain.startswith("Proceedings of Workshop AEW10")
    assert (found.date, len(found.authors)) == ("2017-07-27", 34)
    [seen] = server.seen
    assert seen.path == "/api/query"
    assert seen.params == {"id_list": "0808.05394,1707.08567", "max_results": "2"}


def test_one_bad_id_costs_only_itself(server: Server) -> None:
    def reply(seen: object) -> Reply:
        ids = server.seen[-1].params["id_list"].split(",")
        if "bad" in ids:
            return recorded("arxiv-bad-id.atom", status=400)
        return recorded("arxiv-one-id.atom")

    server.reply = reply
    ids = ["1605.08386", "bad", "1", "2"]
    answers = ask("arxiv", server, *(wanted(id_, arxiv_id=id_) for id_ in ids))
    assert [answer.offered is None for answer in answers] == [False, True, False, False]
    assert [len(offered(answer)) for answer in answers if answer.offered is not None] == [1, 0, 0]


def test_batches_are_as_large_as_a_service_takes(server: Server) -> None:
    server.reply = lambda seen: recorded("arxiv-unknown-id.atom")
    papers = [wanted(str(n), arxiv_id=f"2403.{n:05}") for n in range(101)]
    assert len(ask("arxiv", server, *papers)) == 101
    assert [seen.params["max_results"] for seen in server.seen] == ["100", "1"]


TITLE_QUESTIONS = {
    "arxiv": ("/api/query", "search_query", f'ti:"{WORDS}"'),
    "hugging-face": ("/api/papers/search", "q", WORDS),
    "semantic-scholar": ("/graph/v1/paper/search", "query", WORDS),
    "openalex": ("/works", "filter", f"title.search:{WORDS.lower()}"),
    "crossref": ("/works", "query.bibliographic", WORDS),
}


@pytest.mark.parametrize("name", SERVICES)
def test_a_title_is_asked_without_the_signs_that_mean_something_in_a_query(
    name: str, server: Server
) -> None:
    server.reply = lambda seen: recorded("arxiv-unknown-id.atom") if name == "arxiv" else Reply()
    [answer] = ask(name, server, wanted("a", TITLE))
    assert offered(answer) == []
    [seen] = server.seen
    path, parameter, value = TITLE_QUESTIONS[name]
    assert (seen.path, seen.params[parameter]) == (path, value)


@pytest.mark.parametrize("name", SERVICES)
def test_an_identifier_comes_before_the_title(name: str, server: Server) -> None:
    server.reply = lambda seen: recorded("arxiv-unknown-id.atom") if name == "arxiv" else Reply()
    ask(name, server, wanted("a", doi="10.1000/x", arxiv_id="2403.01234"))
    [seen] = server.seen
    asked = f"{seen.path}?{json.dumps(dict(seen.params))}{seen.body}"
    assert "2403.01234" in asked or "10.1000/x" in asked
    assert "A Title" not in asked


def test_hugging_face_tells_the_code_of_a_paper(server: Server) -> None:
    answer = {
        "id": "2410.12345",
        "title": "A Title",
        "authors": [{"name": "Ada Wendel"}],
        "publishedAt": "2024-10-16T00:00:00.000Z",
        "summary": "Left out.",
        "upvotes": 3,
        "githubRepo": "https://github.com/toys/a",
    }
    server.reply_in_turn(as_json(answer), Reply(status=404, body=b'{"error": "not found"}'))
    known, unknown = ask(
        "hugging-face", server, wanted("a", arxiv_id="2410.12345"), wanted("b", arxiv_id="1")
    )
    [found] = offered(known)
    assert (found.code_url, found.date) == ("https://github.com/toys/a", "2024-10-16")
    assert offered(unknown) == []
    assert [seen.path for seen in server.seen] == ["/api/papers/2410.12345", "/api/papers/1"]


def test_semantic_scholar_leaves_a_gap_for_what_it_does_not_know(server: Server) -> None:
    known = {"paperId": "p", "title": "A Title", "externalIds": {"ArXiv": "2403.01234"}}
    server.reply = lambda seen: as_json([None, known])
    first, second = ask(
        "semantic-scholar", server, wanted("a", doi="10.1000/x"), wanted("b", arxiv_id="2403.01234")
    )
    assert offered(first) == []
    assert [one.key for one in offered(second)] == ["p"]
    assert server.seen[0].body == {"ids": ["DOI:10.1000/x", "ARXIV:2403.01234"]}


def test_semantic_scholar_finds_titles_or_nothing(server: Server) -> None:
    server.reply_in_turn(recorded("s2-search.json"), recorded("s2-search-empty.json"))
    found, nothing = ask("semantic-scholar", server, wanted("a", "Turing"), wanted("b", "n0"))
    assert len(offered(found)) == 10
    assert offered(nothing) == []


def test_openalex_is_asked_for_one_work_free_and_for_many_at_once(server: Server) -> None:
    work = {"id": "https://openalex.org/W1", "doi": "https://doi.org/10.1000/x", "title": "A Title"}
    server.reply_in_turn(as_json({"results": [{**work, "authorships": []}]}), as_json(work))
    papers = wanted("a", doi="10.1000/x"), wanted("b", arxiv_id="2403.01234")
    first, second = ask("openalex", server, *papers)
    assert [one.doi for one in offered(first)] == ["10.1000/x"]
    assert offered(second) == []
    assert server.seen[0].params["filter"] == "doi:10.1000/x|10.48550/arxiv.2403.01234"
    ask("openalex", server, papers[0])
    assert server.seen[1].path == "/works/doi:10.1000/x"


def test_crossref_answers_for_a_doi_and_knows_none_of_arxivs(server: Server) -> None:
    server.reply_in_turn(recorded("crossref-one-doi.json"), recorded("crossref-field-query.json"))
    papers = (
        wanted("a", doi="10.1371/journal.pone.0033693"),
        wanted("b", doi="10.48550/arxiv.2403.01234"),
    )
    first, second = ask("crossref", server, *papers)
    [found] = offered(first)
    assert (found.venue, found.volume, found.pages) == ("PLoS ONE", "7", "e33693")
    assert found.authors[1] == "Brooks B. Pond"
    assert len(offered(second)) == 10
    assert server.seen[0].params["filter"] == "doi:10.1371/journal.pone.0033693"
    assert server.seen[1].params["query.bibliographic"] == "A Title"
