"""A site behind a slow line: every answer waits, shares the bandwidth and is counted."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import mimetypes
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

_GZIPPED_TYPES = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"})
"""What GitHub Pages sends gzipped."""
_PIECE = 4096


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """What a network does to each answer."""

    latency: float
    """Seconds until the first byte."""
    rate: float
    """Bytes a second, for all answers together."""


SLOW_4G = Line(latency=0.15, rate=1.6e6 / 8)
"""Lighthouse's slow 4G: 150 ms and 1.6 Mbit/s."""
LOCAL = Line(latency=0, rate=1e12)


@dataclass(kw_only=True)
class Traffic:
    """What went over the line."""

    address: str
    sent: dict[str, int] = field(default_factory=dict)
    """Bytes of body by path."""

    def search_bytes(self) -> int:
        """The bytes of the search's data: its index, and what the explorer knows of papers."""
        data = ("search/", "explore/")
        return sum(size for path, size in self.sent.items() if path.startswith(data))


class _Server(http.server.ThreadingHTTPServer):
    """Says nothing of a browser that left in the middle of an answer."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore it."""


@contextlib.contextmanager
def serve_slowly(site: Path, line: Line) -> Iterator[Traffic]:
    """Serve `site` over `line` on a free local port."""
    bandwidth = threading.Lock()
    packed: dict[Path, bytes] = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            """Answer with a file, at the pace of the line."""
            path = unquote(urlsplit(self.path).path).lstrip("/")
            file = site / path / "index.html" if not path or path.endswith("/") else site / path
            time.sleep(line.latency)
            if not file.is_file():
                self.send_error(404)
                return
            content = packed.setdefault(file, _read_content(file))
            traffic.sent[path] = traffic.sent.get(path, 0) + len(content)
            self.send_response(200)
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "max-age=600")
            if file.suffix in _GZIPPED_TYPES:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            for start in range(0, len(content), _PIECE):
                piece = content[start : start + _PIECE]
                with bandwidth:
                    time.sleep(len(piece) / line.rate)
                with contextlib.suppress(ConnectionError):
                    self.wfile.write(piece)

    with _Server(("127.0.0.1", 0), Handler) as server:
        traffic = Traffic(address=f"http://127.0.0.1:{server.server_address[1]}/")
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield traffic
        finally:
            server.shutdown()
            thread.join()


def _read_content(file: Path) -> bytes:
    content = file.read_bytes()
    return gzip.compress(content, 6) if file.suffix in _GZIPPED_TYPES else content
