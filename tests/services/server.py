"""A service on this machine, which answers what a test wants, badly if it wants so."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from builder.services.client import Clock
from tests import ROOT

RECORDED = ROOT / "tests" / "recorded"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the server answers."""

    body: bytes = b"{}"
    status: int = 200
    type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    """Promise more than comes."""
    endless: bool = False
    before: Callable[[], object] = lambda: None


def as_json(data: Any, **how: Any) -> Reply:
    return Reply(body=json.dumps(data).encode(), **how)


def recorded(name: str, **how: Any) -> Reply:
    """A recorded answer."""
    kind = "application/atom+xml" if name.endswith(".atom") else "application/json"
    return Reply(body=(RECORDED / name).read_bytes(), type=kind, **how)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A request as the server saw it."""

    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any


class Server:
    """Its `reply` says what to answer; `seen` has every request."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.reply: Callable[[Seen], Reply] = lambda seen: Reply()
        self.address = ""

    def reply_in_turn(self, *replies: Reply) -> None:
        """Give these replies, the last again and again."""
        left = list(replies)
        self.reply = lambda seen: left.pop(0) if len(left) > 1 else left[0]


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_GET(self) -> None:
            split = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            seen = Seen(
                path=split.path,
                params={name: values[0] for name, values in parse_qs(split.query).items()},
                headers=dict(self.headers.items()),
                body=json.loads(body) if body else None,
            )
            server.seen.append(seen)
            reply = server.reply(seen)
            reply.before()
            with suppress(BrokenPipeError, ConnectionResetError):
                self._send(reply)

        do_POST = do_GET  # noqa: N815

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.type)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.endless:
                self.send_header("Connection", "close")
            else:
                self.send_header("Content-Length", str(len(reply.body) + 100 * reply.cut))
            self.end_headers()
            self.wfile.write(reply.body)
            while reply.endless:
                self.wfile.write(b" " * 4096)
            self.close_connection = reply.cut or reply.endless

        def log_message(self, *args: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *args: object) -> None:
            """A client may hang up."""

    http = Quiet(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server.address = f"http://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        thread.join()
        http.server_close()


class FakeTime:
    """A clock that only waiting moves on, and each look at it by `tick`."""

    def __init__(self, tick: float = 0.0) -> None:
        self.time = 0.0
        self.waits: list[float] = []
        self._tick = tick
        self.clock = Clock(elapsed=self._look, sleep=self._sleep, now=lambda: 1_800_000_000.0)

    def _look(self) -> float:
        self.time += self._tick
        return self.time

    def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds
