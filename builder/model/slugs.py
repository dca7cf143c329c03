"""Slugs: the part of an address that is made from a paper's title or a listing's name."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from ..text.keyword_key import keyword_key
from ..text.title_key import normalise_title
from ..text.words import to_ascii
from .records import PaperId

MAX_SLUG_LENGTH = 80
"""Characters of a slug."""

RESERVED_SLUGS = frozenset(
    ["index", "page", "con", "nul", "aux", "prn"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(10)]
)
"""Names with another meaning in an address or, on Windows, as a file."""

_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DIGEST = re.compile(r"(?:.*-)?[0-9a-f]{8}")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def make_slug(title: str) -> PaperId:
    """Return the slug of a plain title: ASCII, at most 80 characters, never empty.

    It depends on the normalised title alone. Where that fits unchanged it is the slug;
    where something was dropped (length, another script, a reserved name), eight hexadecimal
    digits of its SHA-256 follow, so that different titles never share a slug.
    """
    key = normalise_title(title)
    plain = key.replace(" ", "-")
    fits = len(plain) <= MAX_SLUG_LENGTH and plain not in RESERVED_SLUGS
    if fits and is_slug(plain) and not _DIGEST.fullmatch(plain):
        return PaperId(plain)
    return _append_digest(key, key)


def make_namesake_slug(title: str, identity: str) -> PaperId:
    """Return the slug of a paper that shares its title with another paper.

    `identity` is what tells the two apart, such as a DOI.
    """
    key = normalise_title(title)
    return _append_digest(key, f"{key}\n{identity}")


def paper_address(slug: PaperId) -> str:
    """Return where a paper's page is, relative to the site's root."""
    return f"papers/{slug}/"


@lru_cache(maxsize=1 << 16)
def keyword_id(name: str) -> str:
    """Return the slug of a keyword, as `?keyword=` of the explorer has it.

    Where the slug alone would be another keyword, `c` for `C++`, a digest follows.
    """
    plain = _to_ascii_slug(name)
    is_same = keyword_key(plain) == keyword_key(name.lower())
    if (
        is_same
        and is_slug(plain)
        and len(plain) <= MAX_SLUG_LENGTH
        and not _DIGEST.fullmatch(plain)
    ):
        return plain
    return _append_digest(name, name, "keyword")


def guess_slug(name: str) -> str:
    """Return the slug that a script guesses of a name; see `guessSlug` in `heads.js`."""
    return _NOT_IN_SLUG.sub("-", name.lower()).strip("-")[:MAX_SLUG_LENGTH].strip("-")


def is_slug(text: str) -> bool:
    """Whether it is small letters and digits with single hyphens between them."""
    return _PLAIN.fullmatch(text) is not None


def parse_slug(address: str) -> PaperId | None:
    """Return the slug in `papers/<slug>/` or a bare slug; `None` for anything else."""
    slug = address.strip().removeprefix("/").removeprefix("papers/").removesuffix("/")
    return PaperId(slug) if is_slug(slug) and slug not in RESERVED_SLUGS else None


def slug_of_file(name: str) -> str:
    """Return the slug of a listing's name without suffix; empty where it has no letter or digit.

    Not the letters that papers get: python-slugify and anyascii write scripts other than Latin
    differently, and addresses of both are published.
    """
    from slugify import slugify

    return slugify(name, max_length=MAX_SLUG_LENGTH, word_boundary=True)


def _append_digest(words: str, identity: str, instead: str = "paper") -> PaperId:
    """The words and a digest of what they stand for; `instead` where no letter is left of them."""
    digest = hashlib.sha256(identity.encode()).hexdigest()[:8]
    room = MAX_SLUG_LENGTH - len(digest) - 1
    return PaperId(f"{_truncate(_to_ascii_slug(words), room) or instead}-{digest}")


def _to_ascii_slug(words: str) -> str:
    return _NOT_IN_SLUG.sub("-", to_ascii(words).lower()).strip("-")


def _truncate(slug: str, length: int) -> str:
    """Cut at a word where the first words fit."""
    if len(slug) <= length:
        return slug
    whole, _, _ = slug[: length + 1].rpartition("-")
    return (whole or slug[:length]).strip("-")
