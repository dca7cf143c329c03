"""The values of BibTeX fields: braces, quotes, macros and concatenation with `#`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bibtexparser.model import Entry

from ..text.dates import MONTHS
from ._biblatex_commands import translate_biblatex
from ._field_values import format_value

_LONGEST_MACRO = 10_000
"""Characters; macros made of macros could otherwise grow without bound."""
_MOST_FORGOTTEN = 50
"""Missing commas tolerated after one field."""

_MARK = re.compile(r"\\.|[{}\"]", re.DOTALL)
_WORD = re.compile(r"[^\s{}\"#,=]+")
_NEXT_FIELD = re.compile(r"[\s,]*([A-Za-z][\w:.-]*)\s*=\s*")
_ADDRESS = re.compile(r"\\(?:url|href)\s*\{([^{}]*)\}")
_VERBATIM = frozenset(
    ("doi", "url", "link", "ee", "eprint", "code", "github", "codeurl", "pdf", "pdfurl")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldValue:
    """One field with its value as text."""

    name: str
    """Lower case."""
    text: str
    line: int
    faults: tuple[str, ...]


class Macros:
    """The `@string` definitions of a file and the names of months."""

    def __init__(self) -> None:
        self._texts = {month: month for month in MONTHS}

    def define(self, name: str, raw: str) -> list[str]:
        """Remember a definition; return what is wrong with it."""
        text, rest, faults = self.resolve(raw)
        if rest := rest.strip():
            faults.append(
                f"@string {format_value(name)}: expected nothing after it, got {format_value(rest)}"
            )
        if len(text) > _LONGEST_MACRO:
            faults.append(
                f"@string {format_value(name)}: expected at most {_LONGEST_MACRO} characters"
            )
        self._texts[name.lower()] = text[:_LONGEST_MACRO]
        return faults

    def resolve(self, raw: str) -> tuple[str, str, list[str]]:
        """Return the text of a value, what follows it, and what is wrong with it."""
        parts: list[str] = []
        faults: list[str] = []
        at = 0
        size = 0
        while True:
            at = _skip_space(raw, at)
            if raw[at : at + 1] in ("{", '"'):
                end = _find_closing(raw, at)
                part = raw[at + 1 : end]
                at = end + 1
            elif word := _WORD.match(raw, at):
                part = self._texts.get(word[0].lower(), word[0])
                if word[0].lower() not in self._texts and word[0][0].isalpha():
                    faults.append(f"expected a known @string, got {format_value(word[0])}")
                at = word.end()
            else:
                part = ""
            size += len(part)
            if size <= max(len(raw), 10 * _LONGEST_MACRO):
                parts.append(part)
            after = _skip_space(raw, at)
            if raw[after : after + 1] != "#":
                return "".join(parts), raw[at:], faults
            at = after + 1


def read_fields(entry: Entry, macros: Macros) -> Iterator[FieldValue]:
    """Yield every field of a record, including those after a missing comma."""
    for field in entry.fields:
        name, raw, line = field.key.strip(), str(field.value), field.start_line + 1
        for _ in range(_MOST_FORGOTTEN):
            text, rest, faults = macros.resolve(raw)
            following = _NEXT_FIELD.match(rest) if rest.strip() else None
            if following:
                faults.append("expected ',' after it")
            elif rest.strip():
                faults.append(f"expected ',' after it, got {format_value(rest.strip())}")
            yield from _make_values(name.lower(), text, line, tuple(faults))
            if not following:
                break
            line += raw.count("\n", 0, len(raw) - len(rest) + following.start(1))
            name, raw = following[1], rest[following.end() :]


def _make_values(name: str, text: str, line: int, faults: tuple[str, ...]) -> Iterator[FieldValue]:
    if name in _VERBATIM:
        text = _ADDRESS.sub(r"\1", text)
        text = re.sub(r"\\([_%&#~$])(?:\{\})?", r"\1", text).replace("{", "").replace("}", "")
    else:
        text = translate_biblatex(text)
    yield FieldValue(name=name, text=text, line=line, faults=faults)
    address = _ADDRESS.search(text) if name in ("howpublished", "note") else None
    if address:
        yield FieldValue(name=f"{name}_url", text=address[1], line=line, faults=())


def _find_closing(raw: str, at: int) -> int:
    """Where the brace or quote that opens at `at` closes; the end of the text if it does not."""
    quoted = raw[at] == '"'
    depth = 0 if quoted else 1
    for mark in _MARK.finditer(raw, at + 1):
        sign = mark[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0 and not quoted:
                return mark.start()
        elif sign == '"' and quoted and depth <= 0:
            return mark.start()
    return len(raw)


def _skip_space(raw: str, at: int) -> int:
    while at < len(raw) and raw[at].isspace():
        at += 1
    return at
