"""Elements of an XML feed, each parsed by itself: a fault affects only its own record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ..model.problems import Origin, Problems
from ..model.reader import Source
from ._json import LineNumbers

_NAMESPACE = re.compile(r"\sxmlns(?::(\w+))?\s*=\s*(\"[^\"<>&]*\"|'[^'<>&]*')")


def read_elements(
    source: Source, problems: Problems, *, name: str, root: str, known: Mapping[str, str]
) -> Iterator[tuple[Element, int, int]]:
    """Give each element called `name`, with its line and its 1-based place.

    `root` names the outermost element; `known` has quoted namespaces by prefix, for a file that
    does not declare them.
    """
    text = _blank_comments(source.text)
    lines = LineNumbers(text)
    wrapper = _make_start_tag(text, root, known)
    starts = list(re.finditer(rf"<((?:\w+:)?){name}(?:\s[^<>]*)?>", text))
    if not starts and not re.search(rf"</(?:\w+:)?{root}>", text):
        kind = "Atom" if name == "entry" else "RSS"
        problems.add(Origin(file=source.file, line=1), f"expected a complete {kind} feed")
    for position, start in enumerate(starts, 1):
        limit = starts[position].start() if position < len(starts) else len(text)
        closing = f"</{start[1]}{name}>"
        end = text.find(closing, start.end(), limit)
        line = lines.line_at(start.start())
        if end < 0:
            problems.add(Origin(file=source.file, line=line), f"not valid XML: expected {closing}")
            continue
        piece = text[start.start() : end + len(closing)]
        try:
            yield fromstring(f"{wrapper}{piece}</feed>", forbid_dtd=True)[0], line, position
        except ParseError as error:
            place = Origin(file=source.file, line=line + error.position[0] - 1)
            problems.add(place, f"not valid XML: {str(error).partition(':')[0]}")
        except (DefusedXmlException, ValueError, IndexError) as error:
            place = Origin(file=source.file, line=line)
            problems.add(place, f"not valid XML: {type(error).__name__}")


def _make_start_tag(text: str, root: str, known: Mapping[str, str]) -> str:
    """The start tag of a feed with the prefixes that the file's own feed declares."""
    found = re.search(rf"<(?:\w+:)?{root}(?:\s[^<>]*)?>", text)
    declared = dict(known)
    if found:
        declared |= {prefix or "": uri for prefix, uri in _NAMESPACE.findall(found[0])}
    named = (f" xmlns:{prefix}={uri}" for prefix, uri in sorted(declared.items()) if prefix)
    default = f" xmlns={declared['']}" if "" in declared else ""
    return f"<feed{default}{''.join(named)}>"


def _blank_comments(text: str) -> str:
    """Blank out XML comments and keep every line break."""
    parts: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        parts += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    return "".join([*parts, text[at:]])
