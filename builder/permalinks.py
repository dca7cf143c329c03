"""Slugs: the part of a paper's address that stands for its title, and addresses that moved."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from anyascii import anyascii

from .marked_yaml import read_marked_yaml
from .problems import Origin, Problems
from .records import Paper, PaperId
from .titles import normalised

LONGEST = 80
"""Characters of a slug."""

RESERVED = frozenset(
    ["index", "page", "con", "nul", "aux", "prn"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(10)]
)
"""Names with another meaning in an address or, on Windows, as a file."""

_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DIGEST = re.compile(r"(?:.*-)?[0-9a-f]{8}")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def slug_of(title: str) -> PaperId:
    """Return the slug of a plain title: ASCII, at most 80 characters, never empty.

    It depends on the normalised title alone. Where that fits unchanged it is the slug;
    where something had to go (length, another script, a reserved name), eight hexadecimal
    digits of its SHA-256 follow, so that different titles never share a slug.
    """
    key = normalised(title)
    plain = key.replace(" ", "-")
    fits = len(plain) <= LONGEST and plain not in RESERVED
    if fits and _PLAIN.fullmatch(plain) and not _DIGEST.fullmatch(plain):
        return PaperId(plain)
    return _with_digest(key, key)


def slug_among_namesakes(title: str, identity: str) -> PaperId:
    """Return the slug of a paper that shares its title with another paper.

    `identity` is what tells the two apart, such as a DOI.
    """
    key = normalised(title)
    return _with_digest(key, f"{key}\n{identity}")


def published_slug(address: str) -> PaperId | None:
    """Return the slug in `papers/<slug>/` or a bare slug; `None` for anything else."""
    slug = address.strip().removeprefix("/").removeprefix("papers/").removesuffix("/")
    return PaperId(slug) if _PLAIN.fullmatch(slug) and slug not in RESERVED else None


def _with_digest(words: str, identity: str) -> PaperId:
    digest = hashlib.sha256(identity.encode()).hexdigest()[:8]
    room = LONGEST - len(digest) - 1
    return PaperId(f"{_shortened(_readable(words), room) or 'paper'}-{digest}")


def _readable(words: str) -> str:
    return _NOT_IN_SLUG.sub("-", anyascii(words).lower()).strip("-")


def _shortened(slug: str, length: int) -> str:
    """Cut at a word where the first words fit."""
    if len(slug) <= length:
        return slug
    whole, _, _ = slug[: length + 1].rpartition("-")
    return (whole or slug[:length]).strip("-")


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """An address the owner wants to lead elsewhere."""

    old: PaperId
    new: PaperId
    origin: Origin


def read_moves(path: Path, problems: Problems) -> tuple[Move, ...]:
    """Read `sources/permalinks.yml`, a mapping of old slugs to new ones; may be missing.

    Each fault is a problem with its line. Raises `BuilderError` where it is not YAML.
    """
    root = read_marked_yaml(path)
    if root is None:
        return ()
    if root.kind != "mapping":
        problems.add(root.origin, f"expected old slugs with new ones, got a {root.kind}")
    moves: list[Move] = []
    for key, value in root.pairs:
        old, new = published_slug(key.text or ""), published_slug(value.text or "")
        if old and new and old != new:
            moves.append(Move(old=old, new=new, origin=key.origin))
        else:
            got = f"{key.text!r}: {value.text!r}"
            problems.add(key.origin, f"expected an old slug and another new one, got {got}")
    return tuple(moves)


def with_moves(
    papers: Iterable[Paper], moves: Iterable[Move], problems: Problems
) -> tuple[Paper, ...]:
    """Return the papers with the old slugs among their aliases, in the same order.

    A move from a paper's own address, or to one that no paper has, is a problem.
    """
    papers = tuple(papers)
    known = {paper.id for paper in papers}
    lead_to = {alias: paper.id for paper in papers for alias in paper.aliases}
    old_of: dict[PaperId, set[PaperId]] = {}
    for move in moves:
        target = move.new if move.new in known else lead_to.get(move.new)
        if target is None:
            problems.add(move.origin, f"{move.old}: expected the slug of a paper, got {move.new!r}")
        elif move.old in known:
            problems.add(move.origin, f"{move.old}: expected a slug that no paper has any more")
        else:
            old_of.setdefault(target, set()).add(move.old)
    return tuple(
        replace(paper, aliases=tuple(sorted({*paper.aliases, *old_of[paper.id]})))
        if paper.id in old_of
        else paper
        for paper in papers
    )
