"""Whole sites for tests and figures: built from any sources, served on this machine."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from .data import ROOT


def prepare_site(
    folder: Path,
    sources: Path,
    settings: Mapping[str, Any] | None = None,
    *,
    inherit: Path = ROOT / "mkdocs.yml",
) -> Path:
    """Prepare a project in `folder` that has our pages and theme but its own `sources`.

    Its configuration is that of `inherit`; `settings` are merged into `extra.catalogue`.
    Returns the path of its `mkdocs.yml`.
    """
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for path in (ROOT / "docs").glob("*.md"):
        if path.name != "index.md":
            shutil.copy(path, docs)
    shutil.copytree(ROOT / "docs" / "assets", docs / "assets")
    config = folder / "mkdocs.yml"
    changed = {
        "INHERIT": str(inherit),
        "docs_dir": str(docs),
        "site_dir": str(folder / "site"),
        "hooks": [str(ROOT / "builder" / "mkdocs_site" / "hook.py")],
        "theme": {"custom_dir": str(ROOT / "templates" / "theme")},
        "extra": {"catalogue": {"sources": str(sources), **(settings or {})}},
    }
    config.write_text(yaml.safe_dump(changed), "utf-8")
    return config


def build_site(
    folder: Path,
    sources: Path,
    settings: Mapping[str, Any] | None = None,
    *,
    inherit: Path = ROOT / "mkdocs.yml",
) -> Path:
    """Build the whole site of `sources` below `folder`; returns the folder to serve.

    Raises `subprocess.CalledProcessError` where the build fails.
    """
    config = prepare_site(folder, sources, settings, inherit=inherit)
    run_mkdocs(config)
    return folder / "site"


def run_mkdocs(config: Path, *options: str) -> None:
    """Run `mkdocs build` as a person would; what it prints goes to standard error."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config), *options]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr, env=environment)


@contextlib.contextmanager
def preview(project: Path, *options: str) -> Iterator[str]:
    """Serve the project in this folder with `mkdocs serve`; its log is `serve.log` there.

    Gives the address of its root, with a slash, once it answers.
    """
    address = f"127.0.0.1:{find_port()}"
    config = str(project / "mkdocs.yml")
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", config, "--dev-addr", address]
    environment = {k: v for k, v in os.environ.items() if k not in ("SITE_URL", "CI")}
    # Where it leaves its site when it is ended.
    environment |= {"NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(project)}
    with (project / "serve.log").open("w") as log:
        process = subprocess.Popen(
            [*command, *options], cwd=project.parent, env=environment, stderr=log
        )
    try:
        while process.poll() is None and not _answers(f"http://{address}/"):
            time.sleep(0.1)
        yield f"http://{address}/"
    finally:
        process.terminate()
        process.wait()


def find_port() -> int:
    """Return a free port that the system gives to nobody; each process begins elsewhere."""
    for port in range(20_000 + os.getpid() % 10_000, 32_000):
        with socket.socket() as free, contextlib.suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port
    raise OSError("expected a free port below 32000")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address) as found:
            return bool(found.status == 200)
    except OSError:
        return False


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files, answers 404 with the site's own page, and keeps silent."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer like GitHub Pages: `404.html` for what is not there."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class _GitHubPagesHandler(_QuietHandler):
    """Serves text compressed and lets browsers keep files for ten minutes, as GitHub Pages does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the compressed file where there is one of a compressible type."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.split("?")[0][-1] == "/" else path
        if not path.is_file() or path.suffix not in _COMPRESSED_TYPES:
            super().do_GET()
            return
        content = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        """Say how long a browser may keep the answer."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


_COMPRESSED_TYPES = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".map", ".md", ".bib"}


@contextlib.contextmanager
def serve(site: Path, *, compressed: bool = False) -> Iterator[str]:
    """Serve `site` on a free local port; gives the address of its root, with a slash.

    `compressed` serves as GitHub Pages does, to weigh pages; tests need no such care.
    """
    handler = partial(_GitHubPagesHandler if compressed else _QuietHandler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()
