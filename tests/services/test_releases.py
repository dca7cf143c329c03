from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

import pytest

from builder.model.problems import BuilderError
from builder.services.releases import fetch_newest_wheel
from tests.services.server import Reply, Server, serving

WHEEL = b"PK of the newest"
NAME = "paper_catalogue-3.0.0-py3-none-any.whl"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def publish(
    server: Server, digest: str, name: str = "paper_catalogue-3.0.0-py3-none-any.whl"
) -> None:
    asset = {"name": name, "browser_download_url": f"{server.address}/get", "digest": digest}
    release = json.dumps({"assets": [{"name": "catalogue.zip"}, asset]}).encode()
    server.reply = lambda seen: Reply(body=WHEEL if seen.path == "/get" else release)


def test_the_wheel_of_the_newest_release_is_fetched(server: Server) -> None:
    publish(server, f"sha256:{hashlib.sha256(WHEEL).hexdigest()}")
    name, content = fetch_newest_wheel("owner/program", server.address)
    assert (name, content) == (NAME, WHEEL)
    assert server.seen[0].path == "/repos/owner/program/releases/latest"


def test_another_digest_is_refused(server: Server) -> None:
    publish(server, f"sha256:{'0' * 64}")
    with pytest.raises(BuilderError, match="another digest than its release says"):
        fetch_newest_wheel("owner/program", server.address)


def test_a_release_without_a_wheel_is_said(server: Server) -> None:
    publish(server, "", name="catalogue.tar")
    with pytest.raises(BuilderError, match="its newest release has no wheel"):
        fetch_newest_wheel("owner/program", server.address)


@pytest.mark.parametrize("reply", [Reply(status=404), Reply(body=b"<html>")])
def test_no_release_is_a_sentence_that_names_the_other_way(server: Server, reply: Reply) -> None:
    server.reply = lambda seen: reply
    with pytest.raises(BuilderError, match="name a wheel that you have: `catalogue upgrade FILE`"):
        fetch_newest_wheel("owner/program", server.address)


def test_no_network_is_a_sentence_that_names_the_other_way() -> None:
    with pytest.raises(BuilderError, match=r"it cannot be reached.*catalogue upgrade FILE"):
        fetch_newest_wheel("owner/program", "http://127.0.0.1:9")
