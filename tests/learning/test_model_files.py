from __future__ import annotations

import errno
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any

import pytest

from builder.learning.model_files import (
    REPOSITORY,
    REVISION,
    check_folder,
    download_model,
    is_downloaded,
)
from builder.model.problems import BuilderError

from .tiny_model import FILES, make_tiny_model

HTML = b"<!doctype html><title>Sign in to this network</title>"


class Owner:
    """A server on this machine that owns a model, or that fails in its own way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.fault = ""
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.asked.append(self.path)
                owner.answer(self)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        if self.fault.isdigit():
            handler.send_error(int(self.fault))
            return
        content = (self.folder / handler.path.rpartition("/")[2]).read_bytes()
        if self.fault == "html":
            content = HTML
        elif self.fault == "other":
            content = content[:-1] + b"?"
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content[: len(content) // 2] if self.fault == "cut" else content)


@pytest.fixture
def owner(trusted_model: Path) -> Iterator[Owner]:
    owner = Owner(trusted_model)
    thread = threading.Thread(target=owner.server.serve_forever, args=(0.01,))
    thread.start()
    yield owner
    owner.server.shutdown()
    owner.server.server_close()
    thread.join()


def files_below(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_the_model_comes_from_its_owner_by_revision(owner: Owner, tmp_path: Path) -> None:
    told: list[int] = []
    assert not is_downloaded(tmp_path)
    folder = download_model(tmp_path, owner.address, told.append)
    assert owner.asked == [f"/{REPOSITORY}/resolve/{REVISION}/{name}" for name in FILES]
    contents = [(folder / name).read_bytes() for name in FILES]
    assert contents == [(owner.folder / name).read_bytes() for name in FILES]
    assert sum(told) == sum(map(len, contents))
    assert files_below(tmp_path) == sorted(FILES)
    assert is_downloaded(tmp_path)
    assert check_folder(folder) == folder


def test_what_is_there_is_not_downloaded_again(owner: Owner, tmp_path: Path) -> None:
    folder = download_model(tmp_path, owner.address)
    owner.asked.clear()
    assert download_model(tmp_path, owner.address) == folder
    assert owner.asked == []
    assert download_model(tmp_path, "http://127.0.0.1:1") == folder


def test_a_file_that_was_damaged_is_downloaded_again(owner: Owner, tmp_path: Path) -> None:
    folder = download_model(tmp_path, owner.address)
    (folder / "tokenizer.json").write_text("{")
    owner.asked.clear()
    check_folder(download_model(tmp_path, owner.address))
    assert len(owner.asked) == 1


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("404", "cannot download: the server answered 404 Not Found"),
        ("500", "cannot download: the server answered 500 Internal Server Error"),
        ("cut", "cannot download: the connection ended after "),
        ("html", "expected the SHA-256 "),
        ("other", "expected the SHA-256 "),
    ],
)
def test_what_goes_wrong_is_one_line_and_leaves_no_file(
    owner: Owner, tmp_path: Path, fault: str, message: str
) -> None:
    owner.fault = fault
    with pytest.raises(BuilderError) as caught:
        download_model(tmp_path, owner.address)
    [line] = str(caught.value).splitlines()
    assert line.startswith(f"{owner.address}{owner.asked[0]}: {message}")
    assert files_below(tmp_path) == []
    assert not is_downloaded(tmp_path)


def test_no_network_is_one_line_and_leaves_no_file(trusted_model: Path, tmp_path: Path) -> None:
    with pytest.raises(BuilderError, match="cannot download: Connection refused") as caught:
        download_model(tmp_path, "http://127.0.0.1:1")
    assert "\n" not in str(caught.value)
    assert files_below(tmp_path) == []


def test_no_room_is_one_line_and_leaves_no_file(
    owner: Owner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def open_full(path: Path, *args: Any, **options: Any) -> IO[Any]:
        file = opened(path, *args, **options)
        if path.suffix != ".part":
            return file
        return _Full(file)  # type: ignore[return-value]

    monkeypatch.setattr(Path, "open", open_full)
    with pytest.raises(BuilderError, match="No space left on device") as caught:
        download_model(tmp_path, owner.address)
    assert "\n" not in str(caught.value)
    assert files_below(tmp_path) == []


class _Full:
    """A file on a disk with room for ten bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, content: bytes) -> None:
        self._file.write(content[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    def __enter__(self) -> _Full:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()


def test_an_interrupted_download_leaves_no_file(owner: Owner, tmp_path: Path) -> None:
    def interrupt(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        download_model(tmp_path, owner.address, interrupt)
    assert files_below(tmp_path) == []


def test_a_cache_that_is_no_folder_is_one_line(owner: Owner, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    with pytest.raises(BuilderError, match="cannot download: "):
        download_model(tmp_path / "cache", owner.address)


def test_a_folder_of_the_owner_is_taken_as_it_is(trusted_model: Path) -> None:
    assert check_folder(trusted_model) == trusted_model


@pytest.mark.parametrize("name", FILES)
def test_a_folder_with_a_damaged_or_missing_file_is_one_line(
    trusted_model: Path, tmp_path: Path, name: str
) -> None:
    folder = make_tiny_model(tmp_path / "model")
    assert check_folder(folder) == folder
    (folder / name).write_bytes((folder / name).read_bytes()[:-1])
    with pytest.raises(BuilderError, match=r"expected the SHA-256 \w+, got ") as caught:
        check_folder(folder)
    assert str(caught.value).startswith(f"{folder / name}: ")
    (folder / name).unlink()
    with pytest.raises(BuilderError, match="cannot read: No such file or directory"):
        check_folder(folder)
