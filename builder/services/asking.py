"""Asks a service for papers: by identifier, many at once, else by title, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..model.problems import Problems
from ..model.reader import Source
from ..model.records import Entry, ListingId, PaperId
from .client import Client, QuestionError
from .service import Request, Service


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A paper to ask for."""

    id: PaperId
    paper: Entry
    """What is known of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What the service offers for a paper."""

    wanted: Wanted
    offered: tuple[Entry, ...] | None
    """`None` where it did not accept the question."""


def ask_service(
    service: Service, client: Client, wanted: Sequence[Wanted]
) -> Iterator[tuple[Answer, ...]]:
    """Give the answers to one request after the other; raises `RefusedError` between them."""
    named = [(one, id_) for one in wanted if (id_ := service.identify(one.paper))]
    for start in range(0, len(named), service.batch):
        yield _ask_ids(service, client, named[start : start + service.batch])
    for one in wanted:
        if not service.identify(one.paper):
            yield (_ask_title(service, client, one),)


def count_requests(service: Service, wanted: Sequence[Wanted]) -> tuple[int, int]:
    """Return how many papers are asked for by identifier and how many by title."""
    named = sum(service.identify(one.paper) is not None for one in wanted)
    return named, len(wanted) - named


def _ask_ids(
    service: Service, client: Client, named: Sequence[tuple[Wanted, str]]
) -> tuple[Answer, ...]:
    """One odd identifier spoils a batch, so a batch that is not accepted is asked in halves."""
    try:
        entries = _ask(service, client, service.ask_ids([id_ for _, id_ in named]))
    except QuestionError:
        if len(named) == 1:
            return (Answer(wanted=named[0][0], offered=None),)
        half = len(named) // 2
        first = _ask_ids(service, client, named[:half])
        return (*first, *_ask_ids(service, client, named[half:]))
    if len(named) == 1:
        return (Answer(wanted=named[0][0], offered=entries),)
    return tuple(
        Answer(wanted=one, offered=tuple(e for e in entries if _share_identifier(one.paper, e)))
        for one, _ in named
    )


def _share_identifier(one: Entry, two: Entry) -> bool:
    return bool((one.doi and one.doi == two.doi) or (one.arxiv_id and one.arxiv_id == two.arxiv_id))


def _ask_title(service: Service, client: Client, wanted: Wanted) -> Answer:
    try:
        offered = _ask(service, client, service.ask_title(wanted.paper.title.plain))
    except QuestionError:
        return Answer(wanted=wanted, offered=None)
    return Answer(wanted=wanted, offered=offered)


def _ask(service: Service, client: Client, request: Request) -> tuple[Entry, ...]:
    text = client.ask(request)
    if text is None:
        return ()
    source = Source(
        file=service.title,
        listing=ListingId(service.name),
        suffix=f".{service.form}",
        text=text.replace("\r\n", "\n"),
    )
    # A fault in an answer is the service's; what can be read of it is of use.
    return tuple(service.reader.read(source, Problems()))
