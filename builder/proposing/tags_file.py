"""Writes a proposed vocabulary as a `tags.yml` to edit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from ..model.records import PaperId
from ..text.lines import title_line, truncate
from .propose import Proposal, ProposedTag

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ -][A-Za-z0-9]+)*(?: \(title\))?")
_NOT_TEXT = frozenset("y n yes no true false on off null".split())
_WIDTH = 98
_EXAMPLES = 3
_EXAMPLE_LENGTH = 90

_HEAD = """\
# A proposal: {tags} tags in {facets} groups, by which {tagged} of {papers} papers would have a tag.
#
# It was made from the papers alone: the phrases that set some of them apart, near-synonyms
# joined, and near ones in groups. Above each tag stand the papers that would have it, and a few
# of these. Edit it: delete what nobody would look for, join what is the same, rename tags and
# groups, and add to each tag a sentence that says what it is,
#
#   definition: "Something is counted, such as sheep."
#
# Then save it as sources/tags.yml. `words` show that a paper is about a tag, `hints` support
# it; what else a tag can have is told in docs/contributing.md.

"""


def write_tags_file(proposal: Proposal, titles: Mapping[PaperId, str]) -> str:
    """Return the text of the file; `titles` are the plain titles of all papers."""
    numbers = {
        "tags": len(proposal.tags),
        "facets": len(proposal.facets),
        "tagged": f"{proposal.tagged:,}",
        "papers": f"{len(titles):,}",
    }
    return "".join((_HEAD.format_map(numbers), *_write_parts(proposal, titles)))


def _write_parts(proposal: Proposal, titles: Mapping[PaperId, str]) -> Iterator[str]:
    yield "facets:\n"
    for facet in proposal.facets:
        yield f"  - id: {_write_text(facet.id)}\n    name: {_quote(facet.name)}\n"
        if facet.definition:
            yield f"    definition: {_quote(facet.definition)}\n"
    yield "\ntags:\n"
    for number, tag in enumerate(proposal.tags):
        if number:
            yield "\n"
        yield from _write_comment(tag, titles)
        yield f"  - slug: {_write_text(tag.slug)}\n"
        yield f"    name: {_quote(tag.name)}\n"
        yield f"    facet: {_write_text(tag.facet)}\n"
        for field in ("words", "hints", "keywords"):
            if texts := getattr(tag, field):
                yield _write_list(field, texts)


def _write_comment(tag: ProposedTag, titles: Mapping[PaperId, str]) -> Iterator[str]:
    count = len(tag.papers)
    yield f"  # {count:,} {'paper' if count == 1 else 'papers'}, such as\n"
    for id_ in tag.papers[:_EXAMPLES]:
        title = "".join(sign if sign.isprintable() else " " for sign in title_line(titles[id_]))
        yield f"  #   {truncate(title, _EXAMPLE_LENGTH)}\n"


def _write_list(field: str, texts: Iterable[str]) -> str:
    """A list between brackets, on as many lines as it takes."""
    lines = [f"    {field}: ["]
    for number, text in enumerate(map(_write_text, texts)):
        item = f", {text}" if number else text
        if number and len(lines[-1]) + len(item) > _WIDTH:
            lines[-1] += ","
            lines.append(f"      {text}")
        else:
            lines[-1] += item
    return "\n".join(lines) + "]\n"


def _write_text(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT
    return text if plain else _quote(text)


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=not text.isprintable())
