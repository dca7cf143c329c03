"""Asks the question of a subscription, page by page, and reads the answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ..model.problems import Problems
from ..model.reader import Source
from ..model.records import Entry, ListingId
from ..reading.listings import read_source
from ..settings.services import ServiceSettings
from ..settings.subscriptions import LATEST, Subscription
from . import arxiv, hugging_face, openalex, semantic_scholar
from .client import Client, Clock, RefusedError
from .service import Host, Key, Request

ZOTERO = Host(
    address="https://api.zotero.org",
    interval=1.0,
    key=Key(variable="ZOTERO_API_KEY", header="Zotero-API-Key"),
)
_PAGE = 100
"""Papers in one answer."""
_NO_PAPERS = frozenset(("notice", "review", "part"))
"""Kinds of records that are no papers: OpenAlex counts them as works."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Question:
    """Whom to ask, and what, until there is enough or no more."""

    host: Host
    format: str | None
    """Of the answers; `None` where it is found out."""
    rounds: tuple[tuple[Request, ...], ...]
    """The pages of an answer; several answers where a question has parts."""
    suffix: str = ".json"


class Subscriptions:
    """Asks the questions of subscriptions, each host at its rate."""

    def __init__(
        self,
        settings: ServiceSettings,
        *,
        today: dt.date,
        clock: Clock,
        environment: Mapping[str, str],
    ) -> None:
        self._settings = settings
        self._today = today
        self._clock = clock
        self._environment = environment
        self._clients: dict[str, Client] = {}

    def ask(self, subscription: Subscription) -> tuple[Entry, ...]:
        """Return the papers that the subscription gives today, in the order of the answers.

        Raises `RefusedError` where it does not answer, and `QuestionError` where it does not
        accept the question.
        """
        question = _PLANS[subscription.kind](subscription, self._today)
        client = self._find_client(subscription.kind, question.host)
        found: list[Entry] = []
        for pages in question.rounds:
            for request in pages:
                if len(found) >= subscription.most:
                    break
                text = client.ask(request)
                if text is None and question.host.form == "any":
                    raise RefusedError("has nothing at its address")
                read = _read(question, subscription, text) if text else ()
                if not read:
                    break
                found += (one for one in read if one.kind not in _NO_PAPERS)
        return tuple(found[: subscription.most])

    def _find_client(self, kind: str, host: Host) -> Client:
        if host.address not in self._clients:
            self._clients[host.address] = Client(
                host,
                address=self._settings.address.get(kind, ""),
                contact=self._settings.contact,
                environment=self._environment,
                clock=self._clock,
            )
        return self._clients[host.address]


def _read(question: _Question, subscription: Subscription, text: str) -> tuple[Entry, ...]:
    """The papers of one answer; raises `RefusedError` where there is nothing to be read in it."""
    problems = Problems()
    source = Source(
        file=subscription.name,
        listing=ListingId(subscription.name),
        suffix=question.suffix,
        text=text.replace("\r\n", "\n").replace("\r", "\n"),
    )
    found = read_source(source, problems, question.format)
    entries = found[1] if found else ()
    if not entries and problems:
        # A fault in a record is the service's; what can be read of the others is of use.
        raise RefusedError(f"answers with what cannot be read: {next(iter(problems)).message}")
    return entries


def _count_pages(subscription: Subscription) -> range:
    return range(0, subscription.most, _PAGE)


def _plan_arxiv(subscription: Subscription, today: dt.date) -> _Question:
    newest = (("sortBy", "submittedDate"), ("sortOrder", "descending"))
    pages = tuple(
        Request(
            path="/api/query",
            params=(
                ("search_query", subscription.question),
                *newest,
                ("start", str(start)),
                ("max_results", str(min(_PAGE, subscription.most - start))),
            ),
        )
        for start in _count_pages(subscription)
    )
    return _Question(host=arxiv.SERVICE, format="arxiv", rounds=(pages,), suffix=".xml")


def _plan_hugging_face(subscription: Subscription, today: dt.date) -> _Question:
    by, asked = subscription.by, subscription.question
    if by == "search":
        params = (("q", asked), ("limit", str(min(subscription.most, _PAGE))))
        rounds: tuple[tuple[Request, ...], ...] = (
            (Request(path="/api/papers/search", params=params),),
        )
    else:
        periods = _list_latest(by, today) if asked == LATEST else (asked,)
        name = "date" if by == "day" else by
        rounds = tuple(
            tuple(
                Request(
                    path="/api/daily_papers",
                    params=((name, period), ("limit", str(_PAGE)), ("p", str(page))),
                )
                for page, _ in enumerate(_count_pages(subscription))
            )
            for period in periods
        )
    return _Question(host=hugging_face.SERVICE, format="hugging-face", rounds=rounds)


def _list_latest(by: str, today: dt.date) -> tuple[str, str]:
    """The last two periods that are over or begun, for the last may have nothing yet."""
    yesterday = today - dt.timedelta(days=1)
    if by == "day":
        return yesterday.isoformat(), (yesterday - dt.timedelta(days=1)).isoformat()
    if by == "week":
        weeks = (one.isocalendar() for one in (yesterday, yesterday - dt.timedelta(days=7)))
        last, before = (f"{week.year}-W{week.week:02}" for week in weeks)
        return last, before
    month_before = yesterday.replace(day=1) - dt.timedelta(days=1)
    return f"{yesterday:%Y-%m}", f"{month_before:%Y-%m}"


def _plan_openalex(subscription: Subscription, today: dt.date) -> _Question:
    """A question such as `title.search:rye` is a filter, any other words to search for."""
    name, colon, _ = subscription.question.partition(":")
    is_filter = bool(colon) and name.replace("_", "").replace(".", "").isalnum()
    pages = tuple(
        Request(
            path="/works",
            params=(
                ("filter" if is_filter else "search", subscription.question),
                ("sort", "publication_date:desc"),
                ("per-page", str(_PAGE)),
                ("page", str(page)),
                openalex.SELECT,
            ),
            price=0.001 if not is_filter or ".search" in subscription.question else 0.0001,
        )
        for page, _ in enumerate(_count_pages(subscription), 1)
    )
    return _Question(host=openalex.SERVICE, format="openalex", rounds=(pages,))


def _plan_semantic_scholar(subscription: Subscription, today: dt.date) -> _Question:
    """One answer has up to a thousand papers, as many as a subscription may want."""
    params = (
        ("query", subscription.question),
        ("sort", "publicationDate:desc"),
        semantic_scholar.FIELDS,
    )
    pages = (Request(path="/graph/v1/paper/search/bulk", params=params),)
    return _Question(host=semantic_scholar.SERVICE, format="semantic-scholar", rounds=(pages,))


def _plan_zotero(subscription: Subscription, today: dt.date) -> _Question:
    pages = tuple(
        Request(
            path=f"/{subscription.question}/items/top",
            params=(
                ("v", "3"),
                ("format", "csljson"),
                ("itemType", "-attachment || note"),
                ("sort", "dateAdded"),
                ("direction", "desc"),
                ("start", str(start)),
                ("limit", str(min(_PAGE, subscription.most - start))),
            ),
        )
        for start in _count_pages(subscription)
    )
    return _Question(host=ZOTERO, format="csl-json", rounds=(pages,))


def _plan_address(subscription: Subscription, today: dt.date) -> _Question:
    """Any file of our formats; its address may end in a suffix that helps to tell which."""
    parts = urlsplit(subscription.question)
    host = Host(address=f"{parts.scheme}://{parts.netloc}", interval=1.0, form="any")
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    suffix = ".xml" if subscription.kind == "feed" else PurePosixPath(parts.path).suffix.lower()
    return _Question(host=host, format=None, rounds=((Request(path=path or "/"),),), suffix=suffix)


_PLANS: Mapping[str, Callable[[Subscription, dt.date], _Question]] = {
    "arxiv": _plan_arxiv,
    "hugging-face": _plan_hugging_face,
    "openalex": _plan_openalex,
    "semantic-scholar": _plan_semantic_scholar,
    "zotero": _plan_zotero,
    "feed": _plan_address,
    "file": _plan_address,
}
