"""arXiv ids and DOIs that are typed whole or as an address; `identifiers.js` does the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..text.identifiers import ARXIV_DOI

if TYPE_CHECKING:
    from ..model.catalogue import Catalogue

MAX_CHARACTERS = 300
_BEFORE = re.compile(
    r"(?:https?://)?(?:(?:dx\.)?doi\.org/|(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/"
    r"|(?:www\.)?huggingface\.co/papers/)|doi:\s*|arxiv:\s*",
    re.I,
)
_AFTER = re.compile(r"(?:[?#].*|\.pdf|[.,;)/])+$", re.S)
_ARXIV = re.compile(r"([0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[a-z]{2})?/[0-9]{7})(?:v[0-9]{1,3})?")
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")


def read_identifier(text: str) -> str:
    """Return the bare arXiv id or DOI that a text is, in lower case; empty where it is neither."""
    if len(text) > MAX_CHARACTERS:
        return ""
    bare = text.strip()
    before = _BEFORE.match(bare)
    bare = _AFTER.sub("", bare[before.end() :] if before else bare).lower()
    arxiv = _ARXIV.fullmatch(bare.removeprefix(ARXIV_DOI))
    if arxiv:
        return arxiv[1]
    return bare if _DOI.fullmatch(bare) else ""


def list_identifiers(catalogue: Catalogue) -> Mapping[str, int]:
    """Return which paper has an identifier, by its number; sorted."""
    found: dict[str, int] = {}
    for number, paper in enumerate(catalogue.papers_by_position):
        for given in (paper.doi, paper.arxiv_id):
            if given and (identifier := read_identifier(given)):
                found.setdefault(identifier, number)
    return {identifier: found[identifier] for identifier in sorted(found)}
