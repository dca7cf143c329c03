"""Fetches the newest wheel of the program from the releases of its repository on GitHub."""

from __future__ import annotations

import hashlib
from typing import Any

import requests

from .. import __version__
from ..model.problems import BuilderError

ADDRESS = "https://api.github.com"
_PATIENCE = (10.0, 60.0)
"""Seconds until there must be a connection, and between two pieces of an answer."""
_LARGEST = 64 * 1024 * 1024
_PIECE = 65_536


def fetch_newest_wheel(repository: str, address: str = ADDRESS) -> tuple[str, bytes]:
    """Return the name and the content of the wheel of the newest release of `OWNER/NAME`.

    Raises `BuilderError` where there is none, it cannot be reached, or its digest is another.
    """
    url = f"{address}/repos/{repository}/releases/latest"
    try:
        with _ask(url) as answer:
            release: Any = answer.json()
        assets = release.get("assets") or () if isinstance(release, dict) else ()
        wheel = next((one for one in assets if str(one.get("name")).endswith(".whl")), None)
        if wheel is None:
            raise BuilderError(f"{repository}: its newest release has no wheel")
        with _ask(str(wheel.get("browser_download_url"))) as answer:
            content = _read(answer, repository)
    except (requests.exceptions.RequestException, ValueError) as error:
        raise BuilderError(
            f"{repository}: no release can be fetched ({_describe(error)}); name a wheel that you "
            "have: `catalogue upgrade FILE`"
        ) from error
    stated = str(wheel.get("digest") or "")
    if stated.startswith("sha256:") and stated[7:] != hashlib.sha256(content).hexdigest():
        raise BuilderError(f"{repository}: the wheel has another digest than its release says")
    return str(wheel["name"]), content


def _describe(error: Exception) -> str:
    answer = getattr(error, "response", None)
    return f"HTTP {answer.status_code}" if answer is not None else "it cannot be reached"


def _ask(url: str) -> requests.Response:
    agent = {"User-Agent": f"paper-catalogue/{__version__}"}
    answer = requests.get(url, headers=agent, timeout=_PATIENCE, stream=True)
    answer.raise_for_status()
    return answer


def _read(answer: requests.Response, repository: str) -> bytes:
    content = bytearray()
    for piece in answer.iter_content(_PIECE):
        content += piece
        if len(content) > _LARGEST:
            raise BuilderError(f"{repository}: its wheel is larger than {_LARGEST:,} bytes")
    return bytes(content)
