"""JSON records with line numbers; a fault affects only its own record."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..model.problems import Origin, Problems
from ..model.reader import Source
from ._field_values import format_value
from ._json_shape import RECORD_LISTS, TOKEN, is_lines


@dataclass(frozen=True, kw_only=True, slots=True)
class JsonRecord:
    """One object of the file."""

    fields: dict[str, object]
    line: int
    """Where it starts."""
    position: int
    """1-based place among the records of the file, broken ones counted."""
    line_of: Callable[[str], int | None]
    """The line of a field."""


class LineNumbers:
    """Line numbers of a text."""

    def __init__(self, text: str) -> None:
        self._ends = [found.start() for found in re.finditer("\n", text)]

    def line_at(self, index: int) -> int:
        """Return the 1-based line of the character at `index`."""
        return bisect_right(self._ends, index - 1) + 1


def read_json_records(source: Source, problems: Problems) -> Iterator[JsonRecord]:
    """Give every record: the objects of an array, of an answer's list, or one on each line."""
    if is_lines(source):
        yield from _JsonReader(source, problems).read_lines()
    else:
        yield from _JsonReader(source, problems).read_document()


class _JsonReader:
    """One pass over the text of a file."""

    def __init__(self, source: Source, problems: Problems) -> None:
        self._source = source
        self._problems = problems
        self._text = source.text
        self._lines = LineNumbers(source.text)
        self._repeated_names: list[str] = []
        self._decoder = json.JSONDecoder(
            strict=False, parse_int=_parse_integer, object_pairs_hook=self._make_object
        )
        self._scan_budget = 5_000_000
        """Characters that may still be scanned for the ends of unclosed records."""
        self._position = 0

    def read_lines(self) -> Iterator[JsonRecord]:
        """Read one object on each line."""
        start = 0
        for line in self._text.split("\n"):
            if line.strip():
                self._position += 1
                yield from self._decode(start, start + len(line))
            start += len(line) + 1

    def read_document(self) -> Iterator[JsonRecord]:
        """Read an array, an object with a list of records, or one record."""
        at = self._skip_space(0)
        sign = self._text[at : at + 1]
        if sign == "[":
            yield from self._read_array(at + 1, outermost=True)
        elif sign == "{":
            inner = self._find_record_list(at + 1)
            if inner is not None:
                yield from self._read_array(inner)
            else:
                self._position = 1
                yield from self._decode(at, len(self._text))
        elif self._text.strip():
            self._report_fault(at, "expected a JSON array or object")

    def _read_array(self, at: int, *, outermost: bool = False) -> Iterator[JsonRecord]:
        """Read the elements of an array that opens before `at`."""
        careful = False
        lead = self._record_start_pattern(at)
        while True:
            at = self._skip_space(at)
            sign = self._text[at : at + 1]
            if not sign:
                self._report_fault(
                    len(self._text.rstrip()), "expected ']', got the end of the file"
                )
                return
            if sign == "]":
                rest = self._skip_space(at + 1)
                if outermost and rest < len(self._text):
                    self._report_fault(
                        rest, f"expected nothing after ']', got {self._excerpt(rest)}"
                    )
                return
            if sign == ",":
                self._report_fault(at, "expected a record, got ','")
                at += 1
                continue
            self._position += 1
            end, whole = at, True
            if not careful:
                try:
                    value, end = self._decoder.raw_decode(self._text, at)
                    yield from self._make_record(value, at, end)
                except (ValueError, RecursionError):
                    careful = True
            if careful:
                end, whole = self._find_extent(at, lead)
                yield from self._decode(at, end, whole=whole)
                if not whole and end == len(self._text):
                    return
            at = self._skip_comma(end, is_reported=not whole)

    def _skip_comma(self, end: int, *, is_reported: bool) -> int:
        """Return where to resume after a record; report a missing comma unless `is_reported`."""
        at = self._skip_space(end)
        sign = self._text[at : at + 1]
        if sign == ",":
            return at + 1
        if sign in ("]", ""):
            return at
        if not is_reported:
            self._report_fault(at, f"expected ',' or ']', got {self._excerpt(at)}")
        return at if sign in '{["' else at + 1

    def _find_extent(self, at: int, lead: re.Pattern[str] | None) -> tuple[int, bool]:
        """Return where the record at `at` ends, and whether it is closed there.

        Otherwise that is where the next record starts, or the end of the file.
        """
        following = lead.search(self._text, at + 1) if lead else None
        until = following.start() + 1 if following else len(self._text)
        window = self._text[at:until].rstrip(", \t\n")
        try:
            self._decoder.decode(window)
            return at + len(window), True
        except (ValueError, RecursionError):
            close = self._find_end(at, until + _FURTHER)
            return close or until, close is not None

    def _decode(self, start: int, end: int, *, whole: bool = True) -> Iterator[JsonRecord]:
        """Read one value from `start` to `end`, or note why it cannot be read."""
        self._repeated_names.clear()
        text = self._text[start:end].rstrip(", \t\n")
        try:
            value = self._decoder.decode(text)
        except json.JSONDecodeError as error:
            if not whole and error.pos >= len(text):
                self._report_fault(start, "not valid JSON: expected '}' at the end of the record")
                return
            at = start + error.pos
            wanted = _EXPECTATIONS.get(error.msg.split(":")[0].removesuffix(" at"), "a value")
            self._report_fault(at, f"not valid JSON: expected {wanted}, got {self._excerpt(at)}")
        except (ValueError, RecursionError):
            self._report_fault(start, "not valid JSON: nested too deeply")
        else:
            yield from self._make_record(value, start + len(text) - len(text.lstrip()), end)

    def _make_record(self, value: object, start: int, end: int) -> Iterator[JsonRecord]:
        line = self._lines.line_at(start)

        def line_of(name: str) -> int | None:
            key = re.compile(rf"{re.escape(json.dumps(name.rpartition('.')[2]))}\s*:")
            place = key.search(self._text, start, end)
            return self._lines.line_at(place.start()) if place else None

        for name in self._repeated_names:
            origin = Origin(file=self._source.file, line=line_of(name) or line)
            self._problems.add(
                origin, f"field {format_value(name)}: given twice, the last is taken"
            )
        self._repeated_names.clear()
        if isinstance(value, dict):
            yield JsonRecord(fields=value, line=line, position=self._position, line_of=line_of)
        elif value is not None:  # which services answer for what they do not know
            self._report_fault(start, f"expected a record, got {format_value(value)}")

    def _find_record_list(self, at: int) -> int | None:
        """Return where the object's list of records starts, if it has one."""
        while True:
            at = self._skip_space(at)
            if self._text[at : at + 1] != '"':
                return None
            try:
                name, at = self._decoder.raw_decode(self._text, at)
                at = self._skip_space(at)
                if self._text[at : at + 1] != ":":
                    return None
                at = self._skip_space(at + 1)
                if name in RECORD_LISTS and re.compile(r"\[\s*(?:[{\]]|null)").match(
                    self._text, at
                ):
                    self._repeated_names.clear()
                    return at + 1
                _, at = self._decoder.raw_decode(self._text, at)
            except (ValueError, RecursionError):
                return None
            finally:
                self._repeated_names.clear()
            at = self._skip_space(at)
            if self._text[at : at + 1] != ",":
                return None
            at += 1

    def _find_end(self, at: int, limit: int) -> int | None:
        """Return where the object at `at` ends, or `None` if its brackets do not match."""
        limit = min(limit, len(self._text), at + self._scan_budget)
        open_: list[str] = []
        end = limit
        for token in TOKEN.finditer(self._text, at, limit):
            sign = token[0]
            if sign in "{[":
                open_.append("}" if sign == "{" else "]")
            elif sign in "}]" and (not open_ or open_.pop() != sign):
                end = token.end()
                break
            if not open_ and sign in "}]":
                after = self._skip_space(token.end())
                if self._text[after : after + 1] in (",", "]", "{", ""):
                    return token.end()
                end = token.end()
                break
        self._scan_budget -= end - at
        return None

    def _record_start_pattern(self, at: int) -> re.Pattern[str] | None:
        """Make a pattern for the start of records from the first: line break, indent, key."""
        first = re.compile(r"(\n[ \t]*)?\s*\{(\s*)(\"[^\"\\]{1,80}\")\s*:").match(self._text, at)
        if first is None:
            return None
        before = re.escape(first[1]) if first[1] else r"(?:[,}]\s*|\n)"
        return re.compile(rf"{before}(?=\{{\s*{re.escape(first[3])}\s*:)")

    def _skip_space(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        return found.end() if found else at

    def _make_object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        fields = dict(pairs)
        if len(fields) < len(pairs):
            seen: set[str] = set()
            for name, _ in pairs:
                if name in seen:
                    self._repeated_names.append(name)
                seen.add(name)
        return fields

    def _excerpt(self, at: int) -> str:
        """Quote the text at `at`, for a message."""
        return format_value(
            self._text[at : at + 20].split("\n")[0].strip() or "the end of the line"
        )

    def _report_fault(self, at: int, message: str) -> None:
        self._problems.add(Origin(file=self._source.file, line=self._lines.line_at(at)), message)


_EXPECTATIONS = {
    "Expecting ',' delimiter": "','",
    "Expecting ':' delimiter": "':'",
    "Expecting property name enclosed in double quotes": "a field name in double quotes",
    "Illegal trailing comma before end of object": "no ',' before '}'",
    "Illegal trailing comma before end of array": "no ',' before ']'",
    "Unterminated string starting": "'\"' at the end of the text",
    "Invalid \\escape": "a known escape",
    "Invalid \\uXXXX escape": "four hexadecimal digits",
    "Extra data": "nothing more in the record",
}
"""The parser's messages, reworded."""

_FURTHER = 20_000
"""Characters beyond what looks like the next record in which a record may still end."""

_SPACE = re.compile(r"[ \t\n\r]*")


def _parse_integer(digits: str) -> int | str:
    """Keep numbers beyond 64 bits as text: Python refuses to parse very long ones."""
    return int(digits) if len(digits) < 19 else digits
