"""The contract of a service: one module in this folder for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..model.metadata import SERVICE_TITLES
from ..model.reader import Reader
from ..model.records import Entry

_SIGNS = re.compile(r"[^\w\s]+|_")
_LONGEST_QUERY = 300
"""Characters of a title; longer addresses are refused here and there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What to ask: a path below the service's address, with parameters, or a body to send."""

    path: str
    params: tuple[tuple[str, str], ...] = ()
    body: object = None
    """Sent as JSON."""
    price: float = 0.0
    """In dollars."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """What a service knows its user by; only ever read from the environment."""

    variable: str
    """Of the environment."""
    header: str = ""
    parameter: str = ""
    """Where it is sent: one of the two."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Host:
    """Whom a client asks, and how often."""

    address: str
    """Without a slash at its end."""
    interval: float
    """Seconds between two requests, as it asks of callers."""
    form: Literal["json", "xml", "any"] = "json"
    """What it answers; of any form but a web page."""
    key: Key | None = None
    allowance: tuple[float, float] | None = None
    """Dollars that a run may cost without a key, and with one; `None` where it costs nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Service(Host):
    """How a service is asked, and what it can tell."""

    name: str
    gives: frozenset[str]
    """The fields to ask it for, of those that a paper may lack."""
    batch: int
    """Identifiers in one request."""
    identify: Callable[[Entry], str | None]
    """The identifier by which it knows a paper; `None` where the title has to do."""
    ask_ids: Callable[[Sequence[str]], Request]
    ask_title: Callable[[str], Request]
    reader: Reader
    keeps_keywords: bool = False
    """Whether its keywords are of the paper, and no fields of study."""

    @property
    def title(self) -> str:
        """Its name for people."""
        return SERVICE_TITLES[self.name]

    def estimate(self, by_identifier: int, by_title: int) -> float:
        """Return what asking for so many papers costs, in dollars."""
        batches = -(-by_identifier // self.batch)
        many = self.ask_ids(["10.1/a"] * min(self.batch, 2)).price
        return batches * many + by_title * self.ask_title("a").price


def words_of(title: str) -> str:
    """Return the words of a plain title, without signs that mean something in a query."""
    return " ".join(_SIGNS.sub(" ", title).split())[:_LONGEST_QUERY].strip()
