"""Everybody and every venue as JSON, each with all spellings and papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..model.catalogue import Catalogue
from ..model.export import Export, ExportFile, compact_json, compress_large
from ..model.people import Person, Spelling, Venue
from ..model.site import Download
from ..model.wording import gettext_noop


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    """Only what the listings name."""
    root = catalogue.site.url
    people, venues = catalogue.people.persons, catalogue.venues.venues
    if people:
        yield _write_array(PEOPLE.path, (_person_as_data(person, root) for person in people))
    if venues:
        yield _write_array(VENUES.path, (_venue_as_data(venue, root) for venue in venues))


def _person_as_data(person: Person, root: str) -> dict[str, Any]:
    data = {
        "id": person.id,
        "name": person.name,
        "url": root + person.address,
        "spellings": _spellings_as_data(person.spellings),
        "orcid": person.orcid,
        "common": person.is_common,
        "papers": list(person.papers),
    }
    return {name: value for name, value in data.items() if value is not None}


def _venue_as_data(venue: Venue, root: str) -> dict[str, Any]:
    return {
        "id": venue.id,
        "name": venue.name,
        "full_name": venue.full_name,
        "url": root + venue.address,
        "spellings": _spellings_as_data(venue.spellings),
        "papers": list(venue.papers),
    }


def _spellings_as_data(spellings: Iterable[Spelling]) -> list[dict[str, Any]]:
    return [
        {"text": one.text, "papers": one.papers, **({"reason": one.reason} if one.reason else {})}
        for one in spellings
    ]


def _write_array(path: str, rows: Iterable[dict[str, Any]]) -> ExportFile:
    lines = b",\n".join(map(compact_json, rows))
    return compress_large(ExportFile(path=path, content=b"[\n" + lines + b"\n]\n"))


PEOPLE = Download(
    path="api/people.json",
    title=gettext_noop("People"),
    media_type="application/json",
    description=gettext_noop("An array with an object for each author, sorted by id."),
)
VENUES = Download(
    path="api/venues.json",
    title=gettext_noop("Venues"),
    media_type="application/json",
    description=gettext_noop(
        "An array with an object for each journal, conference or the like, sorted by id."
    ),
)

EXPORT = Export(name="people", owns=("api",), lay_out=_lay_out, downloads=(PEOPLE, VENUES))
