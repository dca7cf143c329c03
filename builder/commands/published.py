"""Compares the catalogue with a published one, for those who link to it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..model.catalogue import Catalogue
from ..model.problems import BuilderError
from ..model.records import Paper, PaperId

TIMEOUT = 30
"""Seconds to wait for a published catalogue."""
_LARGEST = 512 * 1024 * 1024
"""Maximum size in bytes."""
_FIELDS = ("abstract", "authors", "year", "doi", "arxiv_id", "venue", "keywords")
_SHORTER = 0.8
"""An abstract that keeps less than this share of its characters counts as lost."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedPaper:
    """A paper as `api/papers.json` had it."""

    id: PaperId
    title: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class LostFields:
    """Fields that a published paper would lose."""

    paper: PaperId
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What would change, each sorted by slug."""

    added: tuple[Paper, ...]
    removed: tuple[PublishedPaper, ...]
    """Not available under their own slug, nor by a redirect."""
    moved: tuple[tuple[PaperId, PaperId], ...]
    """Old slugs with the papers they will lead to."""
    lost: tuple[LostFields, ...]

    @property
    def vanished(self) -> tuple[PaperId, ...]:
        """Addresses that would disappear."""
        return tuple(paper.id for paper in self.removed)


def find_published_address(stated: str, environment: Mapping[str, str]) -> str:
    """Return where the `api/papers.json` of the published site is.

    The site is at SITE_URL, at the `stated` address, or where GitHub publishes the repository
    that a workflow runs for. Raises `BuilderError` where none of them is known.
    """
    site = environment.get("SITE_URL", "") or ("" if is_no_address(stated) else stated)
    owner, _, name = environment.get("GITHUB_REPOSITORY", "").partition("/")
    if not site and owner and name:
        host = f"{owner.lower()}.github.io"
        site = f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"
    if not site:
        raise BuilderError("--published: expected a site_url in mkdocs.yml or SITE_URL, got none")
    return f"{site.rstrip('/')}/api/papers.json"


def is_no_address(url: str) -> bool:
    """Whether this is no address of a published site: none, or the one that stands for it."""
    return not url or urlsplit(url).hostname == "example.org"


def read_published(location: str) -> tuple[PublishedPaper, ...] | None:
    """Read an `api/papers.json` from a path or an http(s) URL.

    `None` where a URL answers that there is no such file: nothing is published yet.
    Raises `BuilderError` where it cannot be fetched or is not such a file.
    """
    content = (
        _fetch(location) if location.startswith(("http://", "https://")) else _read_file(location)
    )
    if content is None:
        return None
    try:
        data = json.loads(content)
        return tuple(
            PublishedPaper(
                id=PaperId(str(paper["id"])), title=str(paper.get("title", "")), fields=paper
            )
            for paper in data
        )
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        message = f"{location}: expected an array of papers as in api/papers.json"
        raise BuilderError(message) from error


def _read_file(location: str) -> bytes:
    try:
        return Path(location).read_bytes()
    except OSError as error:
        raise BuilderError(f"{location}: cannot read: {error.strerror}") from error


def _fetch(url: str) -> bytes | None:
    request = urllib.request.Request(url, headers={"Accept": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            content: bytes = answer.read(_LARGEST + 1)
    except urllib.error.HTTPError as error:
        if error.code in (404, 410):
            return None
        raise BuilderError(f"{url}: cannot fetch: HTTP {error.code}") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise BuilderError(f"{url}: cannot fetch: {reason}") from error
    if len(content) > _LARGEST:
        raise BuilderError(f"{url}: expected at most {_LARGEST} bytes")
    return content


def compare_published(before: Iterable[PublishedPaper], catalogue: Catalogue) -> Changes:
    """Return what changes from the published papers to the catalogue."""
    before = sorted(before, key=lambda paper: paper.id)
    leads_to = {alias: paper for paper in catalogue.papers for alias in paper.aliases}
    leads_to |= catalogue.paper
    moved = [(old.id, leads_to[old.id].id) for old in before if old.id in leads_to]
    arrived = {new for _, new in moved}
    lost = [
        LostFields(paper=new.id, fields=_find_lost_fields(old, new))
        for old in before
        if (new := leads_to.get(old.id))
    ]
    return Changes(
        added=tuple(paper for paper in catalogue.papers if paper.id not in arrived),
        removed=tuple(old for old in before if old.id not in leads_to),
        moved=tuple((old, new) for old, new in moved if old != new),
        lost=tuple(one for one in lost if one.fields),
    )


def _find_lost_fields(old: PublishedPaper, new: Paper) -> tuple[str, ...]:
    now: Mapping[str, Any] = {
        "abstract": new.abstract.plain,
        "authors": new.authors,
        "year": new.year,
        "doi": new.doi,
        "arxiv_id": new.arxiv_id,
        "venue": new.venue,
        "keywords": new.keywords,
    }
    gone = [name for name in _FIELDS if old.fields.get(name) and not now[name]]
    abstract = old.fields.get("abstract")
    if isinstance(abstract, str) and 0 < len(now["abstract"]) < _SHORTER * len(abstract):
        gone.append("part of its abstract")
    authors = old.fields.get("authors")
    if isinstance(authors, list) and 0 < len(new.authors) < len(authors):
        gone.append("some authors")
    return tuple(gone)
