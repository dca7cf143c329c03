"""Addresses that the owner moved: `sources/permalinks.yml`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ..model.problems import Origin, Problems
from ..model.records import Paper, PaperId
from ..model.slugs import parse_slug
from .located_yaml import read_pairs


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """An old slug that the owner redirects to a new one."""

    old: PaperId
    new: PaperId
    origin: Origin


def read_moves(path: Path, problems: Problems) -> tuple[Move, ...]:
    """Read `sources/permalinks.yml`, a mapping of old slugs to new ones; may be missing.

    Each fault is a problem with its line. Raises `BuilderError` where it is not YAML.
    """
    moves: list[Move] = []
    for key, value in read_pairs(path, "old slugs with new ones", problems):
        old, new = parse_slug(key.text or ""), parse_slug(value.text or "")
        if old and new and old != new:
            moves.append(Move(old=old, new=new, origin=key.origin))
        else:
            got = f"{key.text!r}: {value.text!r}"
            problems.add(key.origin, f"expected an old slug and a different new one, got {got}")
    return tuple(moves)


def apply_moves(
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
