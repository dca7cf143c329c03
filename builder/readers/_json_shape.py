"""What a JSON file looks like: lines or a document, and the names of its fields."""

from __future__ import annotations

import re
from functools import lru_cache

from ..model.reader import Source

RECORD_LISTS = ("results", "data", "papers", "records", "items", "entries", "recommendedPapers")
"""Names under which an answer holds its records."""


def is_lines(source: Source) -> bool:
    """Whether the file has one object on each line, not one array or object in all."""
    start = source.text[:65536].lstrip()
    if start[:1] == "[":
        return False
    if source.suffix in (".jsonl", ".ndjson"):
        return True
    lines = [line for line in start.split("\n", 12)[:12] if line.strip()]
    whole = [line for line in lines if line.startswith("{") and line.rstrip().endswith("}")]
    first = bool(lines) and lines[0] in whole
    return start[:1] == "{" and len(lines) > 1 and 2 * len(whole) + first > len(lines)


def looks_like_json(source: Source) -> bool:
    """Whether the file starts as a JSON array of objects or as an object."""
    if source.suffix in (".json", ".jsonl", ".ndjson"):
        return source.text[:1000].lstrip()[:1] in ("[", "{")
    return bool(re.match(r"\s*(?:\[\s*(?:[{\]]|null)|\{\s*[\"}])", source.text[:1000]))


TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[{}\[\]:,]', re.DOTALL)
"""A text or a sign of JSON; a text without end goes to the end of the file."""
_INSIDE = re.compile(rf"(?:\[\]|(?:{'|'.join(RECORD_LISTS)})\[\])\.")


def find_field_paths(source: Source) -> frozenset[str]:
    """Return where the first records have fields: `title`, `paper.title`, `authors[].name`."""
    return _scan_field_paths(source.text[:65536]) if looks_like_json(source) else frozenset()


@lru_cache(maxsize=8)
def _scan_field_paths(text: str) -> frozenset[str]:
    found: set[str] = set()
    stack: list[str] = []
    last = name = ""
    for token in TOKEN.finditer(text):
        sign = token[0]
        if sign in "{[":
            stack.append((f"{name}[]" if sign == "[" else name) if len(stack) < 20 else "")
            name = ""
        elif sign in "}]":
            name = ""
            if stack:
                stack.pop()
        elif sign == ":":
            name = last[1:-1]
            found.add(".".join([part for part in stack[:20] if part] + [name]))
        elif sign == ",":
            name = ""
        last = sign
    return frozenset(_INSIDE.sub("", path, count=1) for path in found)
