"""The owner's word on the fields of a paper: `sources/corrections.yml`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..model.metadata import FIELD_NAMES, LISTS, Correction, Fields
from ..model.problems import Problems
from ..settings.located_yaml import YamlValue, read_pairs
from ..text.lines import printable_line
from .field_texts import check_text

_ALSO = {"year": "date"}
"""Other names of fields."""
_KNOWN = tuple(name for name in FIELD_NAMES if name != "orcids")


def read_corrections(path: Path, problems: Problems) -> tuple[Correction, ...]:
    """Read the file, a mapping of papers to fields with a reason; it may be missing.

    Each fault is a problem with its line. Raises `BuilderError` where it is not YAML.
    """
    found: list[Correction] = []
    seen: set[str] = set()
    for paper, value in read_pairs(path, "papers with the fields to correct", problems):
        name = paper.text or ""
        if value.kind != "mapping":
            problems.add(value.origin, f"{name}: expected fields, got {value.quoted}")
        elif name in seen:
            problems.add(paper.origin, f"{name}: expected each paper once, got it again")
        else:
            found.extend(_read_correction(paper, value, problems))
        seen.add(name)
    return tuple(found)


def _read_correction(
    paper: YamlValue, value: YamlValue, problems: Problems
) -> Iterator[Correction]:
    values: dict[str, Any] = {}
    removed: list[str] = []
    reason = ""
    for key, given in value.pairs:
        name = _ALSO.get(key.text or "", key.text or "")
        if name == "reason" and given.text:
            reason = printable_line(given.text)
        elif name in _KNOWN and given.text == "" and name != "title":
            removed.append(name)
        elif name in _KNOWN:
            parsed = _parse_value(f"{paper.text}: {key.text}", name, given, problems)
            if parsed is not None:
                values[name] = parsed
        elif name != "reason":
            wanted = ", ".join([*_KNOWN, *_ALSO, "reason"])
            problems.add(key.origin, f"{paper.text}: expected one of {wanted}, got {key.quoted}")
    if not reason:
        message = f"{paper.text}: expected a reason that says why, got none"
        problems.add(paper.origin, message)
    elif values or removed:
        yield Correction(
            paper=paper.text or "",
            fields=Fields(**values),
            removed=tuple(removed),
            reason=reason,
            origin=paper.origin,
        )


def _parse_value(place: str, name: str, given: YamlValue, problems: Problems) -> Any:
    """The value of a field; `None`, and a problem, where it has another form."""
    if name in LISTS:
        listed = given.items if given.kind == "list" else (given,)
        texts = [printable_line(one.text or "") for one in listed]
        if all(texts):
            return tuple(texts)
        problems.add(given.origin, f"{place}: expected a list of texts, got {given.quoted}")
        return None
    text, wanted = check_text(name, given.text or "")
    if text is None:
        problems.add(given.origin, f"{place}: expected {wanted}, got {given.quoted}")
    return text
