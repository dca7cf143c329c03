"""A service is asked as it wants to be, and whatever it answers, a run comes to an end."""

from __future__ import annotations

import gzip
import socket
from dataclasses import replace
from email.utils import formatdate
from threading import Event
from typing import Any

import pytest

from builder import __version__
from builder.services import SERVICES, Service, client
from builder.services.client import Client, QuestionError, RefusedError
from builder.services.service import Request

from .server import FakeTime, Reply, Server, as_json

CROSSREF = SERVICES["crossref"]
ARXIV = SERVICES["arxiv"]
OPENALEX = SERVICES["openalex"]
SCHOLAR = SERVICES["semantic-scholar"]
QUESTION = Request(path="/works", params=(("q", "a b"),))
SECRET = "hush-hush"


def make_client(
    server: Server, service: Service = CROSSREF, time: FakeTime | None = None, **how: Any
) -> Client:
    how.setdefault("environment", {})
    clock = (time or FakeTime()).clock
    return Client(service, address=server.address, clock=clock, **how)


def refusal(server: Server, service: Service = CROSSREF, **how: Any) -> str:
    with pytest.raises(RefusedError) as refused:
        make_client(server, service, **how).ask(QUESTION)
    assert SECRET not in str(refused.value) and server.address not in str(refused.value)
    return str(refused.value)


def test_an_answer_is_its_text_and_nothing_is_known_where_there_is_none(server: Server) -> None:
    server.reply_in_turn(as_json({"a": "é"}), Reply(status=404, body=b"Resource not found."))
    asking = make_client(server)
    assert asking.ask(QUESTION) == '{"a": "\\u00e9"}'
    assert asking.ask(QUESTION) is None
    assert (server.seen[0].path, server.seen[0].params) == ("/works", {"q": "a b"})


def test_who_asks_is_told_and_so_is_how_to_reach_the_owner(server: Server) -> None:
    make_client(server).ask(QUESTION)
    make_client(server, contact="owner@toys.example").ask(QUESTION)
    make_client(server, contact="https://toys.example/").ask(QUESTION)
    told = [seen.headers["User-Agent"] for seen in server.seen]
    assert told == [
        f"paper-catalogue/{__version__}",
        f"paper-catalogue/{__version__} (mailto:owner@toys.example)",
        f"paper-catalogue/{__version__} (https://toys.example/)",
    ]


def test_requests_keep_the_services_distance(server: Server) -> None:
    time = FakeTime()
    server.reply = lambda seen: Reply(body=b"<feed></feed>")
    asking = make_client(server, ARXIV, time)
    for _ in range(3):
        asking.ask(QUESTION)
    assert time.waits == [3.0, 3.0]


def test_the_rate_that_crossref_states_is_kept(server: Server) -> None:
    time = FakeTime()
    rate = {"X-Rate-Limit-Limit": "5", "X-Rate-Limit-Interval": "10s"}
    server.reply = lambda seen: Reply(headers=rate)
    asking = make_client(server, time=time)
    asking.ask(QUESTION)
    asking.ask(QUESTION)
    assert time.waits == [2.0]


@pytest.mark.parametrize("after", ["7", formatdate(1_800_000_007, usegmt=True)])
def test_a_service_that_asks_to_wait_is_waited_for(server: Server, after: str) -> None:
    time = FakeTime()
    server.reply_in_turn(Reply(status=429, headers={"Retry-After": after}), Reply())
    assert make_client(server, time=time).ask(QUESTION) == "{}"
    assert time.waits == [7.0]


@pytest.mark.parametrize("after", ["nonsense", "", "-3", "Sun, 99 Foo 2026 00:00:00 GMT"])
def test_an_unreadable_wish_is_a_short_wait(server: Server, after: str) -> None:
    time = FakeTime()
    server.reply_in_turn(Reply(status=503, headers={"Retry-After": after}), Reply())
    make_client(server, time=time).ask(QUESTION)
    assert time.waits == [1.0]


def test_a_long_wait_is_a_refusal(server: Server) -> None:
    time = FakeTime()
    server.reply = lambda seen: Reply(status=429, headers={"Retry-After": "36000"})
    said = refusal(server, OPENALEX, time=time)
    assert said == "has had too many questions, and asks to wait 10 hours"
    assert time.waits == []


def test_waits_double_and_then_it_is_a_refusal(server: Server) -> None:
    time = FakeTime()
    server.reply = lambda seen: Reply(status=500)
    assert refusal(server, time=time) == "has a fault (HTTP 500), 5 times"
    assert time.waits == [1.0, 2.0, 4.0, 8.0]


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(cut=True), "breaks off its answer"),
        (Reply(body=b"<!DOCTYPE html><p>Hello"), "answers with a web page instead of JSON"),
        (Reply(body=b'{"a": '), "answers with something else instead of JSON"),
        (Reply(body=b"3"), "answers with something else instead of JSON"),
        (Reply(body=b'"\xe9"'), "answers with bytes that are no text"),
        (Reply(type="application/json; charset=klingon"), "answers with bytes that are no text"),
        (Reply(status=302, headers={"Location": "/works"}), "leads from one address to the next"),
        (Reply(status=304), "answers with HTTP 304"),
        (Reply(headers={"Content-Encoding": "gzip"}), "breaks off its answer"),
    ],
)
def test_an_answer_of_no_use_is_asked_for_again_and_again(
    server: Server, reply: Reply, reason: str
) -> None:
    server.reply_in_turn(reply, Reply())
    assert make_client(server).ask(QUESTION) == "{}"
    server.reply = lambda seen: reply
    assert refusal(server) == f"{reason}, 5 times"


def test_a_feed_that_is_cut_off_is_of_no_use(server: Server) -> None:
    whole = Reply(body=b"<feed><entry/></feed>\n", type="application/atom+xml")
    server.reply_in_turn(Reply(body=b"<feed><entry/>"), whole)
    assert make_client(server, ARXIV).ask(QUESTION) == "<feed><entry/></feed>\n"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body='{"a": "é"}'.encode()),
        Reply(body='{"a": "é"}'.encode(), type="text/plain"),
        Reply(body=b'\xef\xbb\xbf{"a": "\xc3\xa9"}'),
        Reply(body='{"a": "é"}'.encode("latin-1"), type='text/html; charset="ISO-8859-1"'),
        Reply(body=gzip.compress('{"a": "é"}'.encode()), headers={"Content-Encoding": "gzip"}),
    ],
)
def test_letters_are_what_the_service_meant(server: Server, reply: Reply) -> None:
    server.reply = lambda seen: reply
    assert make_client(server).ask(QUESTION) == '{"a": "é"}'


def test_an_endless_answer_ends(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_LARGEST", 1024 * 1024)
    server.reply = lambda seen: Reply(endless=True)
    assert refusal(server) == "answers with more than 1 MB"


def test_a_slow_drip_ends(server: Server) -> None:
    server.reply = lambda seen: Reply(endless=True)
    assert refusal(server, time=FakeTime(tick=40)) == "answers too slowly, 5 times"


def test_silence_ends(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_SILENCE", 0.02)
    over = Event()
    silent = Reply(before=lambda: over.wait(10))
    server.reply = lambda seen: silent
    try:
        assert refusal(server) == "does not answer in time, 5 times"
    finally:
        over.set()


def test_a_redirect_on_the_same_host_is_followed(server: Server) -> None:
    server.reply = lambda seen: (
        Reply() if seen.path == "/new" else Reply(status=301, headers={"Location": "/new"})
    )
    assert make_client(server).ask(QUESTION) == "{}"


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("http://elsewhere.example/", "leads to another site"),
        ("http://127.0.0.2:9/", "leads to another site"),
        ("//[", "cannot be asked at its address"),
    ],
)
def test_a_redirect_to_elsewhere_is_a_refusal(server: Server, to: str, reason: str) -> None:
    server.reply = lambda seen: Reply(status=302, headers={"Location": to})
    assert refusal(server) == reason
    assert len(server.seen) == 1


def test_a_service_that_is_not_there_is_a_refusal() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        nowhere = Server()
        nowhere.address = address
        assert refusal(nowhere) == "cannot be reached, 5 times"


def test_a_question_that_is_not_accepted_does_not_end_the_run(server: Server) -> None:
    server.reply_in_turn(Reply(status=400), Reply())
    asking = make_client(server)
    with pytest.raises(QuestionError):
        asking.ask(QUESTION)
    assert asking.ask(QUESTION) == "{}"


@pytest.mark.parametrize("status", [401, 402, 403])
def test_a_refusal_names_the_key_that_may_help_and_never_the_key(
    server: Server, status: int
) -> None:
    server.reply = lambda seen: Reply(status=status)
    assert refusal(server) == f"refuses (HTTP {status})"
    said = refusal(server, OPENALEX)
    assert said == f"refuses (HTTP {status}); a key in OPENALEX_API_KEY may help"
    said = refusal(server, OPENALEX, environment={"OPENALEX_API_KEY": SECRET})
    assert said == f"refuses (HTTP {status}); look at OPENALEX_API_KEY"


def test_a_key_is_sent_as_the_service_wants_it(server: Server) -> None:
    keys = {"OPENALEX_API_KEY": f" {SECRET}\n", "SEMANTIC_SCHOLAR_API_KEY": SECRET}
    for service in (OPENALEX, SCHOLAR, CROSSREF):
        make_client(server, service, environment=keys).ask(QUESTION)
    openalex, scholar, crossref = server.seen
    assert openalex.params["api_key"] == SECRET and SECRET not in str(openalex.headers)
    assert scholar.headers["x-api-key"] == SECRET and SECRET not in str(scholar.params)
    assert SECRET not in f"{crossref.headers}{crossref.params}"


def test_a_key_goes_to_its_own_service_and_to_no_mirror(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_HERE", ())
    keys = {"OPENALEX_API_KEY": SECRET, "SEMANTIC_SCHOLAR_API_KEY": SECRET}
    for service in (OPENALEX, SCHOLAR):
        make_client(server, service, environment=keys).ask(QUESTION)
    assert all(SECRET not in f"{seen.headers}{seen.params}" for seen in server.seen)


@pytest.mark.parametrize(("keys", "most"), [({}, 2), ({"OPENALEX_API_KEY": SECRET}, 4)])
def test_what_a_day_may_cost_is_not_exceeded(
    server: Server, keys: dict[str, str], most: int
) -> None:
    cheap = replace(OPENALEX, allowance=(0.002, 0.004))
    asking = make_client(server, cheap, environment=keys)
    for _ in range(most):
        asking.ask(replace(QUESTION, price=0.001))
    asking.ask(QUESTION)
    with pytest.raises(RefusedError, match=r"the \$0\.00 that a day may cost are spent"):
        asking.ask(replace(QUESTION, price=0.001))
    assert len(server.seen) == most + 1
