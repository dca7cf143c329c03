"""The owner's rulings on what is one work: `sources/same_work.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path, PurePosixPath
from typing import Literal

from ..model.metadata import FROM_FILES, SERVICE_TITLES
from ..model.problems import Problems
from ..model.records import Entry
from ..settings.located_yaml import YamlValue, read_pairs
from ..text.identifiers import find_doi, read_arxiv
from ..text.title_key import normalise_title

Action = Literal["merge", "keep_apart"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ruling:
    """One entry of the file: the records it names, and whether they are one work."""

    action: Action
    records: tuple[YamlValue, ...]
    comment: str
    node: YamlValue


@dataclass(frozen=True, kw_only=True, slots=True)
class ResolvedRulings:
    """The rulings resolved to pairs of record indices."""

    together: Mapping[tuple[int, int], str]
    """With the owner's comment."""
    apart: Mapping[tuple[int, int], str]


NO_RULINGS = ResolvedRulings(together={}, apart={})


def read_same_work(path: Path, problems: Problems) -> tuple[Ruling, ...]:
    """Read the file; each fault is a problem with its line.

    A missing file holds no rulings. Raises `BuilderError` where it is not YAML.
    """
    rulings: list[Ruling] = []
    for key, value in read_pairs(path, "'merge' and 'keep_apart'", problems):
        if key.text not in ("merge", "keep_apart"):
            problems.add(key.origin, f"expected 'merge' or 'keep_apart', got {key.text!r}")
        elif value.text == "":
            continue
        elif value.kind != "list":
            problems.add(value.origin, f"{key.text}: expected a list, got {value.quoted}")
        else:
            action: Action = "merge" if key.text == "merge" else "keep_apart"
            rulings.extend(_parse_rulings(action, value.items, problems))
    return tuple(rulings)


def _parse_rulings(
    action: Action, items: Iterable[YamlValue], problems: Problems
) -> Iterator[Ruling]:
    for item in items:
        records: tuple[YamlValue, ...] = ()
        comment = ""
        for key, value in item.pairs:
            if key.text == "records" and value.kind == "list":
                records = tuple(record for record in value.items if record.text)
            elif key.text == "comment" and value.text:
                comment = value.text
            else:
                message = f"{action}: expected 'records' (a list) and 'comment', got {key.text!r}"
                problems.add(key.origin, message)
        if len(records) < 2:
            problems.add(item.origin, f"{action}: expected two records or more, got {len(records)}")
        elif not comment:
            problems.add(item.origin, f"{action}: expected a comment that says why, got none")
        else:
            yield Ruling(action=action, records=records, comment=comment, node=item)


def resolve_rulings(
    rulings: Iterable[Ruling], entries: Sequence[Entry], problems: Problems
) -> ResolvedRulings:
    """Find the records that the rulings name; a name that fits none is a problem.

    A reference such as `doi:10.1145/…` may be to a work that only services have: `enrich` heeds it.
    """
    rulings = tuple(rulings)
    if not rulings:
        return NO_RULINGS
    named = _index_by_name(entries)
    together: dict[tuple[int, int], str] = {}
    apart: dict[tuple[int, int], str] = {}
    for ruling in rulings:
        found: list[tuple[int, ...]] = []
        for record in ruling.records:
            indices = _find_records(record.text or "", named)
            if indices:
                found.append(indices)
            elif not read_reference(record.text or ""):
                message = f"{ruling.action}: no record is called {record.text!r}"
                problems.add(record.origin, message)
        if ruling.action == "merge":
            merged = sorted({index for indices in found for index in indices})
            together.update(dict.fromkeys(pairwise(merged), ruling.comment))
            continue
        for left, right in combinations(found, 2):
            if set(left) & set(right):
                message = "keep_apart: two names mean the same record: name it by file:position"
                problems.add(ruling.node.origin, message)
            for one in set(left) - set(right):
                for two in set(right) - set(left):
                    apart[min(one, two), max(one, two)] = ruling.comment
    return ResolvedRulings(together=together, apart=apart)


_REFERENCE = re.compile(r"([a-z]+(?:-[a-z]+)*):\s*(\S+)", re.I)


def read_reference(name: str) -> str | None:
    """Return what `enrich` calls a work that no listing has: `doi:10.1145/…`, `openalex:W1`."""
    found = _REFERENCE.fullmatch(name.strip())
    if found is None:
        return None
    kind, id_ = found[1].lower(), found[2]
    if kind == "doi":
        doi = find_doi(id_)
        return f"doi:{doi}" if doi else None
    if kind == "arxiv":
        arxiv_id = read_arxiv(id_)
        return f"arxiv:{arxiv_id}" if arxiv_id else None
    return f"{kind}:{id_}" if kind in (FROM_FILES, *SERVICE_TITLES) else None


def _index_by_name(entries: Sequence[Entry]) -> Mapping[str, tuple[int, ...]]:
    named: dict[str, list[int]] = {}
    for index, entry in enumerate(entries):
        path = PurePosixPath(entry.origin.file)
        file = _name_listing(path)
        names = {f"{file}:{entry.position}", f"title {normalise_title(entry.title.plain)}"}
        if entry.key:
            names |= {f"{file}:{entry.key}", f"{path.name}:{entry.key}"}
        if entry.doi:
            names.add(f"doi {entry.doi.lower()}")
        if entry.arxiv_id:
            names.add(f"arxiv {entry.arxiv_id.lower()}")
        for name in names:
            named.setdefault(name, []).append(index)
    return {name: tuple(indices) for name, indices in named.items()}


def _name_listing(path: PurePosixPath) -> str:
    """The name of the file, or of the folder in `listings/` where the file lies in one."""
    folders = path.parts[:-1]
    if "listings" not in folders:
        return path.name
    return path.parts[len(folders) - folders[::-1].index("listings")]


def _find_records(name: str, named: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    keys = [name, f"title {normalise_title(name)}"]
    if re.fullmatch(r"(?:(?:doi|arxiv):\s*)?\S+", name, re.I):
        keys += [f"doi {find_doi(name)}", f"arxiv {read_arxiv(name)}"]
    return next((named[key] for key in keys if key in named), ())
