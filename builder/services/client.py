"""Asks one service over HTTP: at its rate, with patience, and never for ever."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import requests
from requests import exceptions
from urllib3.exceptions import HTTPError

from .. import __version__
from .service import Host, Request

PROGRAM = f"paper-catalogue/{__version__}"
_TRIES = 5
_PATIENCE = 120.0
"""The longest that a service may ask us to wait, in seconds."""
_CONNECT, _SILENCE = 10.0, 30.0
"""Seconds until there must be a connection, and between two pieces of an answer."""
_LONGEST = 90.0
"""Seconds for a whole answer."""
_LARGEST = 64 * 1024 * 1024
"""Bytes of a whole answer."""
_REDIRECTS = 3
_PIECE = 65_536
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_HERE = ("localhost", "127.0.0.1", "::1")
_CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.I)
_INTERVAL = re.compile(r"(\d+)\s*s?")


class RefusedError(Exception):
    """The service does not answer: a sentence says why, and others can be asked."""


class QuestionError(Exception):
    """The service does not accept this question; it may accept others."""


class _FaultError(Exception):
    """This answer is of no use; the next may be."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """The time, and how it is waited for."""

    elapsed: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time
    """Seconds since 1970, for dates that a service gives."""


class Client:
    """Asks a service, one request at a time."""

    def __init__(
        self,
        service: Host,
        *,
        address: str = "",
        contact: str = "",
        environment: Mapping[str, str],
        clock: Clock,
    ) -> None:
        self._service = service
        self._address = address or service.address
        self._clock = clock
        self._interval = service.interval
        self._free_at = 0.0
        self._spent = 0.0
        key = service.key
        may_have_it = self._host(self._address) in (self._host(service.address), *_HERE)
        self._key = environment.get(key.variable, "").strip() if key and may_have_it else ""
        self._session = requests.Session()
        reach = f"mailto:{contact}" if "@" in contact else contact
        self._session.headers["User-Agent"] = f"{PROGRAM} ({reach})" if reach else PROGRAM
        if self._key and key and key.header:
            self._session.headers[key.header] = self._key

    def ask(self, request: Request) -> str | None:
        """Return the text of the answer; `None` where the service knows nothing of it.

        Raises `RefusedError` where the service does not answer, after some tries, and
        `QuestionError` where it does not accept the question.
        """
        self._check_price(request)
        for attempt in range(_TRIES):
            self._wait_for_turn()
            try:
                return self._send(request)
            except _FaultError as fault:
                reason, asked = str(fault), fault.wait
            finally:
                self._free_at = self._clock.elapsed() + self._interval
            if asked > _PATIENCE:
                raise RefusedError(f"{reason}, and asks to wait {_describe_wait(asked)}")
            if attempt < _TRIES - 1:
                self._clock.sleep(max(asked, 2.0**attempt))
        raise RefusedError(f"{reason}, {_TRIES} times{self._hint()}")

    def _check_price(self, request: Request) -> None:
        if self._service.allowance is None or not request.price:
            return
        allowed = self._service.allowance[bool(self._key)]
        if self._spent + request.price > allowed + 1e-9:
            message = f"the ${allowed:.2f} that a day may cost are spent{self._hint()}"
            raise RefusedError(message)
        self._spent += request.price

    def _wait_for_turn(self) -> None:
        wait = self._free_at - self._clock.elapsed()
        if wait > 0:
            self._clock.sleep(wait)

    def _send(self, request: Request) -> str | None:
        url = self._address + request.path
        parameters = list(request.params)
        if self._key and self._service.key and self._service.key.parameter:
            parameters.append((self._service.key.parameter, self._key))
        started = self._clock.elapsed()
        for _ in range(_REDIRECTS):
            response = self._open(url, parameters, request.body)
            with response:
                self._heed_rate(response.headers)
                target = response.headers.get("Location")
                if not (300 <= response.status_code < 400 and target):
                    self._check_status(response)
                    if response.status_code in (404, 410):
                        return None
                    return self._check_form(self._read(response, started))
            url, parameters = self._follow(response.url, target), []
        raise _FaultError("leads from one address to the next")

    def _open(self, url: str, parameters: list[tuple[str, str]], body: object) -> requests.Response:
        """Begin a request; no message names the address, for it may hold the key."""
        try:
            return self._session.request(
                "GET" if body is None else "POST",
                url,
                params=parameters,
                data=None if body is None else json.dumps(body),
                headers=None if body is None else {"Content-Type": "application/json"},
                timeout=(_CONNECT, _SILENCE),
                stream=True,
                allow_redirects=False,
            )
        except exceptions.SSLError:
            raise RefusedError("has no valid certificate") from None
        except exceptions.Timeout:
            raise _FaultError("does not answer in time") from None
        except exceptions.ConnectionError:
            raise _FaultError("cannot be reached") from None
        except (exceptions.RequestException, ValueError):
            raise RefusedError("cannot be asked at its address") from None

    def _follow(self, url: str, target: str) -> str:
        """Where a redirect leads, if that is the same host."""
        try:
            there = urljoin(url, target)
            same = self._host(there) == self._host(url)
            plain = urlsplit(there).scheme == "http" and urlsplit(url).scheme == "https"
        except ValueError:
            same, plain = False, True
        if not same or plain:
            raise RefusedError("leads to another site")
        return there

    def _check_status(self, response: requests.Response) -> None:
        status = response.status_code
        if status in (200, 404, 410):
            return
        if status in _BUSY:
            wait = self._read_retry_after(response.headers.get("Retry-After", ""))
            reason = (
                "has had too many questions" if status == 429 else f"has a fault (HTTP {status})"
            )
            raise _FaultError(reason, wait)
        if status in (401, 402, 403):
            raise RefusedError(f"refuses (HTTP {status}){self._hint()}")
        if 400 <= status < 500:
            raise QuestionError(f"does not accept a question (HTTP {status})")
        raise _FaultError(f"answers with HTTP {status}")

    def _read(self, response: requests.Response, started: float) -> str:
        """The body, piece by piece: a slow drip or an endless answer ends."""
        pieces: list[bytes] = []
        size = 0
        try:
            while piece := response.raw.read1(_PIECE, decode_content=True):
                pieces.append(piece)
                size += len(piece)
                if size > _LARGEST:
                    raise RefusedError(f"answers with more than {_LARGEST // 1024**2} MB")
                if self._clock.elapsed() - started > _LONGEST:
                    raise _FaultError("answers too slowly")
        except (exceptions.RequestException, OSError, HTTPError):
            raise _FaultError("breaks off its answer") from None
        try:
            stated = _CHARSET.search(response.headers.get("Content-Type", ""))
            text = b"".join(pieces).decode(stated[1] if stated else "utf-8")
            return text.removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            raise _FaultError("answers with bytes that are no text") from None

    def _check_form(self, text: str) -> str:
        """The text, if it has the form that the service's answers have."""
        if self._service.form == "xml":
            if re.search(r"</(?:\w+:)?feed>\s*\Z", text):
                return text
        elif self._service.form == "json":
            try:
                if isinstance(json.loads(text), (dict, list)):
                    return text
            except (ValueError, RecursionError):
                pass
        page = text.lstrip()[:200].lower().startswith(("<!doctype html", "<html"))
        if self._service.form == "any":
            if not page:
                return text
            raise RefusedError("answers with a web page instead of papers")
        got = "a web page" if page else "something else"
        raise _FaultError(f"answers with {got} instead of {self._service.form.upper()}")

    def _heed_rate(self, headers: Mapping[str, str]) -> None:
        """Ask no more often than Crossref's headers allow."""
        limit = headers.get("X-Rate-Limit-Limit", "")
        interval = _INTERVAL.fullmatch(headers.get("X-Rate-Limit-Interval", ""))
        if limit.isdigit() and int(limit) and interval:
            allowed = min(int(interval[1]) / int(limit), _PATIENCE)
            self._interval = max(self._service.interval, allowed)

    def _read_retry_after(self, text: str) -> float:
        """The seconds to wait, given as such or as a date; 0 where it says nothing."""
        text = text.strip()
        if text.isascii() and text.isdigit():
            return float(text)
        try:
            date = parsedate_to_datetime(text)
        except (ValueError, TypeError):
            return 0.0
        if date.tzinfo is None:
            date = date.replace(tzinfo=UTC)
        return max(0.0, date.timestamp() - self._clock.now())

    def _hint(self) -> str:
        key = self._service.key
        if key is None:
            return ""
        return f"; look at {key.variable}" if self._key else f"; a key in {key.variable} may help"

    @staticmethod
    def _host(url: str) -> str:
        return (urlsplit(url).hostname or "").lower()


def _describe_wait(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 7200 else f"{seconds / 3600:.0f} hours"
