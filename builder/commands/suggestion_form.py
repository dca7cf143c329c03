"""Reads what a reader filled into one of the forms of `.github/ISSUE_TEMPLATE/`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..model.problems import BuilderError
from ..settings.site import read_yaml
from ..text.lines import blank_unprintable, truncate

_LONGEST_BODY = 70_000
"""Characters; GitHub allows 65,536."""
_LONGEST_LINE = 500
"""Characters of a field of one line."""
_LONGEST_TEXT = 20_000
"""Characters of a field of several lines."""
_NOTHING = "_No response_"
"""What GitHub writes where a field was left empty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A field of a form."""

    id: str
    label: str
    options: tuple[str, ...]
    """Empty where anything may be written."""
    required: bool
    longest: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """What a reader wrote: nothing of it is to be trusted."""

    form: str
    """The name of its file: `wrong-field`."""
    values: Mapping[str, str]
    """By the ids of the form's fields, without outer white space; empty where nothing was said."""

    def lines(self, field: str) -> tuple[str, ...]:
        """The lines of a field that are not empty."""
        return tuple(line.strip() for line in self.values[field].splitlines() if line.strip())


def read_forms(folder: Path) -> Mapping[str, tuple[Field, ...]]:
    """Return the fields of each form by its name, in order."""
    return {
        path.stem: tuple(_read_fields(read_yaml(path))) for path in sorted(folder.glob("*-*.yml"))
    }


def read_suggestion(body: str, forms: Mapping[str, Sequence[Field]]) -> Suggestion:
    """Return what the body of an issue says, where GitHub made it from one of the `forms`.

    Raises `BuilderError` where it is of no form or of several, lacks a required field, has a value
    that no option is, or is too long.
    """
    if len(body) > _LONGEST_BODY:
        raise BuilderError(f"expected at most {_LONGEST_BODY:,} characters, got {len(body):,}")
    lines = blank_unprintable("\n".join(body.splitlines())).split("\n")
    found = [
        (name, values)
        for name, fields in forms.items()
        if (values := _split(lines, [field.label for field in fields])) is not None
    ]
    if len(found) != 1:
        got = "the headings of several" if found else "others, or one twice"
        raise BuilderError(f"expected the headings of one form, each once and in order, got {got}")
    [(form, values)] = found
    for field, value in zip(forms[form], values, strict=True):
        _check_value(field, value)
    ids = (field.id for field in forms[form])
    return Suggestion(form=form, values=dict(zip(ids, values, strict=True)))


def _read_fields(form: Any) -> Iterator[Field]:
    for field in form["body"]:
        if "id" in field:
            several = field["type"] == "textarea"
            yield Field(
                id=field["id"],
                label=field["attributes"]["label"],
                options=tuple(field["attributes"].get("options", ())),
                required=bool(field.get("validations", {}).get("required")),
                longest=_LONGEST_TEXT if several else _LONGEST_LINE,
            )


def _split(lines: Sequence[str], labels: Sequence[str]) -> tuple[str, ...] | None:
    """The texts below the headings; `None` if these are not all there once and in order."""
    headings = [f"### {label}" for label in labels]
    at = [number for number, line in enumerate(lines) if line.rstrip() in headings]
    if [lines[number].rstrip() for number in at] != headings or any(map(str.strip, lines[: at[0]])):
        return None
    ends = (*at[1:], len(lines))
    texts = ("\n".join(lines[a + 1 : b]).strip() for a, b in zip(at, ends, strict=True))
    return tuple("" if re.fullmatch(_NOTHING, text) else text for text in texts)


def _check_value(field: Field, value: str) -> None:
    if field.required and not value:
        raise BuilderError(f"{field.label}: expected a value, got none")
    if len(value) > field.longest:
        message = f"expected at most {field.longest:,} characters, got {len(value):,}"
        raise BuilderError(f"{field.label}: {message}")
    if field.options and value and value not in field.options:
        got = repr(truncate(value, 80))
        raise BuilderError(f"{field.label}: expected one of its options, got {got}")
