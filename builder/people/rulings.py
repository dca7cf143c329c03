"""The owner's word on who is who: `sources/people.yml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..model.problems import Origin, Problems
from ..model.slugs import is_slug
from ..settings.located_yaml import YamlValue, read_pairs
from ..text import Text

Action = Literal["join", "part"]
_ACTIONS = ("join", "part")
_LISTS = ("names", "papers")
_TEXTS = ("comment", "id")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ruling:
    """One entry of the file.

    `join`: the names are one person, the first is the one shown; with papers, the others are that
    person only there. `part`: the names on those papers are a person of their own; without papers,
    the names are different people.
    """

    action: Action
    names: tuple[YamlValue, ...]
    papers: tuple[YamlValue, ...]
    id: str
    """The slug of a person who is parted; empty for one that is made from the name."""
    comment: str
    origin: Origin


def read_people(path: Path, problems: Problems) -> tuple[Ruling, ...]:
    """Read the file; each fault is a problem with its line.

    A missing file holds no rulings. Raises `BuilderError` where it is not YAML.
    """
    rulings: list[Ruling] = []
    for key, value in read_pairs(path, "'join' and 'part'", problems):
        if key.text not in _ACTIONS:
            problems.add(key.origin, f"expected 'join' or 'part', got {key.quoted}")
        elif value.kind == "list":
            action: Action = "join" if key.text == "join" else "part"
            rulings.extend(_read_rulings(action, value.items, problems))
        elif value.text != "":
            problems.add(value.origin, f"{key.text}: expected a list, got {value.quoted}")
    _report_repeated_ids(rulings, problems)
    return tuple(rulings)


def _report_repeated_ids(rulings: Iterable[Ruling], problems: Problems) -> None:
    seen: set[str] = set()
    for ruling in rulings:
        if ruling.id in seen:
            problems.add(ruling.origin, f"part: id: expected each once, got {ruling.id!r} again")
        seen |= {ruling.id} - {""}


def _read_rulings(
    action: Action, items: tuple[YamlValue, ...], problems: Problems
) -> Iterator[Ruling]:
    for item in items:
        lists, texts = _read_fields(action, item, problems)
        names, papers = lists.get("names", ()), lists.get("papers", ())
        fewest = 1 if action == "join" or papers else 2
        id_ = texts.get("id", "")
        if len(names) < fewest:
            wanted = f"{fewest} name{'s' * (fewest > 1)} or more"
            problems.add(item.origin, f"{action}: names: expected {wanted}, got {len(names)}")
        elif not texts.get("comment"):
            problems.add(item.origin, f"{action}: expected a comment that says why, got none")
        elif id_ and not (is_slug(id_) and papers and action == "part"):
            wanted = "small letters, digits and hyphens, where papers are parted"
            problems.add(item.origin, f"{action}: id: expected {wanted}, got {id_!r}")
        else:
            comment = Text(texts["comment"]).source
            yield Ruling(
                action=action,
                names=names,
                papers=papers,
                id=id_,
                comment=comment,
                origin=item.origin,
            )


def _read_fields(
    action: Action, item: YamlValue, problems: Problems
) -> tuple[dict[str, tuple[YamlValue, ...]], dict[str, str]]:
    if item.kind != "mapping":
        problems.add(item.origin, f"{action}: expected names and a comment, got {item.quoted}")
    lists: dict[str, tuple[YamlValue, ...]] = {}
    texts: dict[str, str] = {}
    for key, value in item.pairs:
        name = key.text or ""
        if name in _LISTS:
            listed = (value,) if value.text else value.items
            lists[name] = tuple(one for one in listed if one.text)
            for one in listed:
                if not one.text:
                    problems.add(one.origin, f"{action}: {name}: expected text, got {one.quoted}")
        elif name in _TEXTS and value.text is not None:
            texts[name] = value.text
        elif name in _TEXTS:
            problems.add(value.origin, f"{action}: {name}: expected text, got {value.quoted}")
        else:
            wanted = ", ".join((*_LISTS, *_TEXTS))
            problems.add(key.origin, f"{action}: expected one of {wanted}, got {key.quoted}")
    return lists, texts
