"""JSON with line numbers: records one by one, each fault costing only its own record."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..fields import shown
from ..problems import Origin, Problems
from ..reader import Source

LISTS = ("results", "data", "papers", "records", "items", "entries", "recommendedPapers")
"""Names under which an answer holds its records."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One object of the file."""

    fields: dict[str, object]
    line: int
    """Where it starts."""
    position: int
    """1-based place among the records of the file, broken ones counted."""
    line_of: Callable[[str], int | None]
    """The line of a field."""


class Lines:
    """Line numbers of a text."""

    def __init__(self, text: str) -> None:
        self._ends = [found.start() for found in re.finditer("\n", text)]

    def at(self, index: int) -> int:
        """Return the 1-based line of the character at `index`."""
        return bisect_right(self._ends, index - 1) + 1


def json_records(source: Source, problems: Problems) -> Iterator[Found]:
    """Give every record: the objects of an array, of an answer's list, or one on each line."""
    if is_lines(source):
        yield from _Reading(source, problems).lines()
    else:
        yield from _Reading(source, problems).document()


def is_lines(source: Source) -> bool:
    """Whether the file has one object on each line, not one array or object in all."""
    start = source.text[:65536].lstrip()
    if start[:1] == "[":
        return False
    if source.suffix in (".jsonl", ".ndjson"):
        return True
    lines = [line for line in start.split("\n", 12)[:12] if line.strip()]
    whole = [line for line in lines if line.startswith("{") and line.rstrip().endswith("}")]
    return start[:1] == "{" and len(lines) > 1 and 2 * len(whole) >= len(lines)


def looks_like_json(source: Source) -> bool:
    """Whether the file starts as a JSON array of objects or as an object."""
    if source.suffix in (".json", ".jsonl", ".ndjson"):
        return source.text[:1000].lstrip()[:1] in ("[", "{")
    return bool(re.match(r"\s*(?:\[\s*(?:[{\]]|null)|\{\s*[\"}])", source.text[:1000]))


_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[{}\[\]:,]', re.DOTALL)
_INSIDE = re.compile(rf"(?:\[\]|(?:{'|'.join(LISTS)})\[\])\.")


def paths(source: Source) -> frozenset[str]:
    """Return where the first records have fields: `title`, `paper.title`, `authors[].name`."""
    return _paths(source.text[:65536]) if looks_like_json(source) else frozenset()


@lru_cache(maxsize=8)
def _paths(text: str) -> frozenset[str]:
    found: set[str] = set()
    way: list[str] = []
    last = name = ""
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in "{[":
            way.append((f"{name}[]" if sign == "[" else name) if len(way) < 20 else "")
            name = ""
        elif sign in "}]":
            name = ""
            if way:
                way.pop()
        elif sign == ":":
            name = last[1:-1]
            found.add(".".join([part for part in way[:20] if part] + [name]))
        elif sign == ",":
            name = ""
        last = sign
    return frozenset(_INSIDE.sub("", path, count=1) for path in found)


class _Reading:
    """One pass over the text of a file."""

    def __init__(self, source: Source, problems: Problems) -> None:
        self._source = source
        self._problems = problems
        self._text = source.text
        self._lines = Lines(source.text)
        self._twice: list[str] = []
        self._decoder = json.JSONDecoder(
            strict=False, parse_int=_whole_number, object_pairs_hook=self._object
        )
        self._patience = 20_000_000
        """Characters that may be looked through for the end of records that have none."""
        self._position = 0

    def lines(self) -> Iterator[Found]:
        """Read one object on each line."""
        start = 0
        for line in self._text.split("\n"):
            if line.strip():
                self._position += 1
                yield from self._decoded(start, start + len(line))
            start += len(line) + 1

    def document(self) -> Iterator[Found]:
        """Read an array, an object with a list of records, or one record."""
        at = self._past_space(0)
        sign = self._text[at : at + 1]
        if sign == "[":
            yield from self._array(at + 1)
        elif sign == "{":
            inner = self._list_inside(at + 1)
            if inner is not None:
                yield from self._array(inner)
            else:
                self._position = 1
                yield from self._decoded(at, len(self._text))
        elif self._text.strip():
            self._fault(at, "expected a JSON array or object")

    def _array(self, at: int) -> Iterator[Found]:
        """Read the elements of an array that opens before `at`."""
        careful = False
        lead = self._lead(at)
        while True:
            at = self._past_space(at)
            sign = self._text[at : at + 1]
            if not sign:
                self._fault(len(self._text.rstrip()), "expected ']', got the end of the file")
                return
            if sign == "]":
                return
            if sign == ",":
                self._fault(at, "expected a record, got ','")
                at += 1
                continue
            self._position += 1
            end: int | None = None
            if not careful:
                try:
                    value, end = self._decoder.raw_decode(self._text, at)
                    yield from self._found(value, at, end)
                except (ValueError, RecursionError):
                    careful = True
                    self._twice.clear()
            if careful:
                close = self._close(at)
                following = lead.search(self._text, at + 1) if lead else None
                end = close or (following.start() + 1 if following else len(self._text))
                yield from self._decoded(at, end, whole=close is not None)
                if close is None and following is None:
                    return
            assert end is not None
            at = self._past_space(end)
            if self._text[at : at + 1] == ",":
                at += 1
            elif self._text[at : at + 1] not in ("]", "") and self._text[end - 1] != ",":
                self._fault(at, "expected ',' between records")
                if self._text[at] not in '{["':
                    at += 1

    def _decoded(self, start: int, end: int, *, whole: bool = True) -> Iterator[Found]:
        """Read one value from `start` to `end`, or note why it cannot be read."""
        text = self._text[start:end]
        try:
            value = self._decoder.decode(text)
        except json.JSONDecodeError as error:
            at = start + error.pos if whole or error.pos < len(text.rstrip(", \n")) else start
            self._fault(min(at, start + len(text.rstrip())), f"not valid JSON: {error.msg}")
        except (ValueError, RecursionError):
            self._fault(start, "not valid JSON: nested too deeply")
        else:
            yield from self._found(value, start + len(text) - len(text.lstrip()), end)
        self._twice.clear()

    def _found(self, value: object, start: int, end: int) -> Iterator[Found]:
        line = self._lines.at(start)

        def line_of(name: str) -> int | None:
            key = re.compile(rf"{re.escape(json.dumps(name.rpartition('.')[2]))}\s*:")
            place = key.search(self._text, start, end)
            return self._lines.at(place.start()) if place else None

        for name in self._twice:
            origin = Origin(file=self._source.file, line=line_of(name) or line)
            self._problems.add(origin, f"field {name!r}: given twice, the last is taken")
        self._twice.clear()
        if isinstance(value, dict):
            yield Found(fields=value, line=line, position=self._position, line_of=line_of)
        else:
            self._fault(start, f"expected a record, got {_kind(value)}")

    def _list_inside(self, at: int) -> int | None:
        """Where the list of records starts in the object that opens before `at`, if it has one."""
        while True:
            at = self._past_space(at)
            if self._text[at : at + 1] != '"':
                return None
            try:
                name, at = self._decoder.raw_decode(self._text, at)
                at = self._past_space(at)
                if self._text[at : at + 1] != ":":
                    return None
                at = self._past_space(at + 1)
                if name in LISTS and re.compile(r"\[\s*(?:[{\]]|null)").match(self._text, at):
                    self._twice.clear()
                    return at + 1
                _, at = self._decoder.raw_decode(self._text, at)
            except (ValueError, RecursionError):
                return None
            finally:
                self._twice.clear()
            at = self._past_space(at)
            if self._text[at : at + 1] != ",":
                return None
            at += 1

    def _close(self, at: int) -> int | None:
        """Where the object that opens at `at` ends; `None` where its brackets do not match."""
        open_: list[str] = []
        for token in _TOKEN.finditer(self._text, at, at + max(0, self._patience)):
            sign = token[0]
            if sign in "{[":
                open_.append("}" if sign == "{" else "]")
            elif sign in "}]" and (not open_ or open_.pop() != sign):
                break
            if not open_ and sign in "}]":
                after = self._past_space(token.end())
                if self._text[after : after + 1] in (",", "]", "{", ""):
                    return token.end()
                break
        else:
            token = None
        self._patience -= (token.end() if token else len(self._text)) - at
        return None

    def _lead(self, at: int) -> re.Pattern[str] | None:
        """What stands before every record, taken from the first: line break, indent, first key."""
        first = re.compile(r"(\n[ \t]*)?\s*\{(\s*)(\"[^\"\\]{1,80}\")\s*:").match(self._text, at)
        if first is None:
            return None
        before = re.escape(first[1]) if first[1] else r"[,}]\s*"
        return re.compile(rf"{before}(?=\{{\s*{re.escape(first[3])}\s*:)")

    def _past_space(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        return found.end() if found else at

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        fields = dict(pairs)
        if len(fields) < len(pairs):
            seen: set[str] = set()
            for name, _ in pairs:
                if name in seen:
                    self._twice.append(name)
                seen.add(name)
        return fields

    def _fault(self, at: int, message: str) -> None:
        self._problems.add(Origin(file=self._source.file, line=self._lines.at(at)), message)


_SPACE = re.compile(r"[ \t\n\r]*")


def _whole_number(digits: str) -> int | str:
    """Numbers beyond 64 bits stay text: Python refuses to read the longest of them."""
    return int(digits) if len(digits) < 19 else digits


def _kind(value: object) -> str:
    return "null" if value is None else shown(value)
