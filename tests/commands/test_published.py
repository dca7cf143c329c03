"""A published catalogue may answer anything; what comes of it is one line."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from builder.commands import published
from builder.commands.published import read_published
from builder.model.problems import BuilderError

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"


@contextmanager
def answering(*pieces: bytes, pause: float = 0) -> Iterator[str]:
    """The address of a server that answers with these bytes, whatever it is asked."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with server, server.accept()[0] as reader:
            reader.recv(65_536)
            for piece in pieces:
                try:
                    reader.sendall(piece)
                except OSError:
                    return
                time.sleep(pause)

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/api/papers.json"


@pytest.mark.parametrize("location", ["http://[::1", "http://a b/papers.json", "http://"])
def test_an_address_that_is_none_is_one_line(location: str) -> None:
    with pytest.raises(BuilderError, match="cannot fetch"):
        read_published(location)


@pytest.mark.parametrize(
    "answer",
    [b"not HTTP\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n", b""],
)
def test_an_answer_that_is_no_http_is_one_line(answer: bytes) -> None:
    with answering(answer) as address, pytest.raises(BuilderError, match="cannot fetch"):
        read_published(address)


def test_a_redirect_off_the_web_is_not_followed() -> None:
    moved = b"HTTP/1.1 302 Found\r\nLocation: ftp://127.0.0.1/x\r\nContent-Length: 0\r\n\r\n"
    with (
        answering(moved) as address,
        pytest.raises(BuilderError, match=r"redirect to ftp:|HTTP 30"),
    ):
        read_published(address)


def test_a_byte_now_and_then_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "LONGEST", 0.3)
    slow = answering(OK, *[b" "] * 9, pause=0.2)
    with slow as address, pytest.raises(BuilderError, match=r"an answer within 0\.3 seconds"):
        read_published(address)


def test_an_empty_list_is_a_catalogue_and_an_empty_object_is_not(tmp_path: Path) -> None:
    file = tmp_path / "papers.json"
    file.write_text("[]")
    assert read_published(str(file)) == ()
    file.write_text("{}")
    with pytest.raises(BuilderError, match="expected an array of papers"):
        read_published(str(file))


def test_a_device_is_not_read() -> None:
    with pytest.raises(BuilderError, match="a device or a pipe"):
        read_published("/dev/zero")
