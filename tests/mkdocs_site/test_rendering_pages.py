"""MkDocs with our hook: pages on all cores, and in a preview when somebody asks for them."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builder.commands.new import start
from builder.mkdocs_site.parallel_render import LEAST

PATIENCE = 60.0
"""Seconds to wait for a server on a busy machine; it answers in two or three."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new catalogue with pages enough for two processes."""
    folder = tmp_path_factory.mktemp("pages") / "knots"
    start(folder, "Knots", "https://owner.example/knots/")
    many = "\n".join(json.dumps({"title": f"Knot number {n}"}) for n in range(2 * LEAST))
    (folder / "sources" / "listings" / "many.jsonl").write_text(many + "\n")
    return folder


ENVIRONMENT = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "SITE_URL")} | {
    "NO_MKDOCS_2_WARNING": "1"
}


def build(folder: Path, site: str, cores: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", site]
    some = sorted(os.sched_getaffinity(0))[:cores]
    return subprocess.run(
        command,
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=300,
        preexec_fn=lambda: os.sched_setaffinity(0, some),
    )


def files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.name != "sitemap.xml.gz"
    }


@pytest.mark.skipif(sys.platform != "linux", reason="only one process works here")
def test_all_cores_make_the_site_that_one_makes(folder: Path) -> None:
    for site, cores in (("one", 1), ("all", 99)):
        done = build(folder, site, cores)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    one, all_ = files(folder / "one"), files(folder / "all")
    assert all_ == one
    assert one["sitemap.xml"].count(b"/papers/knot-number-") == 2 * LEAST


@pytest.mark.parametrize("page", ["about.md", "formats.md"])
def test_a_page_that_cannot_be_rendered_stops_the_build_in_whichever_process(
    folder: Path, page: str
) -> None:
    path = folder / "docs" / page
    before = path.read_text("utf-8")
    path.write_text(f"---\ntemplate: nowhere.html\n---\n{before}", "utf-8")
    try:
        done = build(folder, "broken", 99)
    finally:
        path.write_text(before, "utf-8")
    assert done.returncode == 1
    assert page in done.stderr
    assert "nowhere.html" in done.stderr


@contextlib.contextmanager
def preview(folder: Path) -> Iterator[str]:
    """The address of a running `mkdocs serve`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address]
    process = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stderr=subprocess.DEVNULL)
    try:
        root = f"http://{address}/knots/"
        wait_for(lambda: answer(root)[0] == 200)
        yield root
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)


def answer(address: str) -> tuple[int, str]:
    """The status, 0 where nobody listens, and the page."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as found:
            return found.status, found.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def wait_for(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_preview_renders_a_page_when_it_is_asked_for(folder: Path) -> None:
    with preview(folder) as root:
        for address in ("papers/knot-number-7/", "papers/knot-number-7", "tags/", "sources/many/"):
            status, page = answer(root + address)
            assert status == 200
            assert "<h1" in page
        assert "Knot number 7" in answer(f"{root}papers/knot-number-7/")[1]
        status, page = answer(f"{root}papers/no-such-knot/")
        assert status == 404
        assert "Page not found" in page

        listing = folder / "sources" / "listings" / "many.jsonl"
        with listing.open("a") as stream:
            stream.write('{"title": "A knot tied later"}\n')
        wait_for(lambda: answer(f"{root}papers/a-knot-tied-later/")[0] == 200)
        assert answer(f"{root}papers/knot-number-7/")[0] == 200
