"""Where the sentence model comes from: its owner, by revision and checksum, or a folder."""

from __future__ import annotations

import hashlib
import http.client
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

from ..model.problems import BuilderError

REPOSITORY = "sentence-transformers/all-MiniLM-L6-v2"
REVISION = "1110a243fdf4706b3f48f1d95db1a4f5529b4d41"
LICENCE = "Apache-2.0"
CHECKSUMS: Mapping[str, str] = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""SHA-256 of the files that are needed."""
DOWNLOAD_BYTES = 91_400_000
ADDRESS = "https://huggingface.co"
TIMEOUT = 30.0
"""Seconds without a byte after which a download is given up."""
_CHUNK = 1 << 20


def check_folder(folder: Path) -> Path:
    """Return `folder` if it holds the model; raises `BuilderError` naming what is wrong."""
    for name, wanted in CHECKSUMS.items():
        path = folder / name
        try:
            got = _hash_file(path)
        except OSError as error:
            raise BuilderError(f"{path}: cannot read: {error.strerror or error}") from error
        if got != wanted:
            raise BuilderError(f"{path}: expected the SHA-256 {wanted}, got {got}")
    return folder


def is_downloaded(cache: Path) -> bool:
    """Return whether the files are there; whether they are right, `download_model` sees."""
    return all((_folder_in(cache) / name).exists() for name in CHECKSUMS)


def download_model(
    cache: Path, address: str = ADDRESS, step: Callable[[int], object] = lambda count: None
) -> Path:
    """Return a folder below `cache` with the model, downloaded where it is not there yet.

    `step` is told of the bytes that came. Raises `BuilderError` where there is no network or no
    room, or where the checksum is another; then nothing half-written is left.
    """
    folder = _folder_in(cache)
    for name, wanted in CHECKSUMS.items():
        path = folder / name
        if path.is_file() and _hash_file(path) == wanted:
            continue
        url = f"{address}/{REPOSITORY}/resolve/{REVISION}/{name}"
        _download_file(url, path, wanted, step)
    return folder


def _folder_in(cache: Path) -> Path:
    return cache / f"{REPOSITORY.rpartition('/')[2]}-{REVISION[:12]}"


def _download_file(url: str, path: Path, wanted: str, step: Callable[[int], object]) -> None:
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _fetch(url, part, wanted, step)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except urllib.error.URLError as error:
        raise BuilderError(f"{url}: cannot download: {_reason(error)}") from error
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise BuilderError(f"{url}: cannot download: {reason}") from error


def _fetch(url: str, path: Path, wanted: str, step: Callable[[int], object]) -> None:
    digest, came = hashlib.sha256(), 0
    with urllib.request.urlopen(url, timeout=TIMEOUT) as answer, path.open("wb") as file:
        while chunk := answer.read(_CHUNK):
            file.write(chunk)
            digest.update(chunk)
            came += len(chunk)
            step(len(chunk))
        file.flush()
        os.fsync(file.fileno())
        promised = int(answer.headers.get("Content-Length") or came)
    if came < promised:
        raise OSError(f"the connection ended after {came:,} of {promised:,} bytes")
    if digest.hexdigest() != wanted:
        raise BuilderError(f"{url}: expected the SHA-256 {wanted}, got {digest.hexdigest()}")


def _reason(error: urllib.error.URLError) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"the server answered {error.code} {error.reason}"
    return str(getattr(error.reason, "strerror", None) or error.reason)


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
