"""The parts of an author's name, as bibliographies want them."""

from __future__ import annotations

import re

Name = tuple[str, ...]
"""`(family, given)` or `(family, given, suffix)`; `(name,)` where there are no such parts."""

_MOST_WORDS = 10
"""Words of a name; what has more is no person's."""
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|2nd|3rd)\.?", re.I)
_PARTICLES = frozenset(
    "af al av da das de degli dei del della den der des di dos du el la las le los st ten ter van "
    "vande vanden vander ver vom von zu zum zur".split()
)
"""Words that begin a family name even with a capital."""
_ORGANISATION = re.compile(
    r"^the\s|&|\b(?:academ(?:y|ies)|agency|alliance|association|authority|bureau|cent(?:er|re)s?|"
    r"collaboration|comm(?:ission|ittee|unity)|company|consortium|contributors|corp(?:oration)?|"
    r"council|department|developers|federation|foundation|gmbh|group|inc|initiative|"
    r"institut\w*|investigators|lab(?:s|orator(?:y|ies))?|llc|ltd|ministry|network|"
    r"organi[sz]ation|project|society|team|union|universit\w+)\b",
    re.I,
)


def split_name(name: str) -> Name:
    """Split a name in the order given names, particles, family name, suffix.

    Particles belong to the family name. An organisation, by the words in its name, stays whole,
    and so does a name with a comma, which no list of people has in this order.
    """
    words = name.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    if not 1 < len(words) <= _MOST_WORDS or "," in name or _ORGANISATION.search(name):
        return (name,)
    if not suffix and _SUFFIX.fullmatch(words[-1]):
        return (name,)
    first = _find_family(words)
    parts = (" ".join(words[first:]), " ".join(words[:first]))
    return (*parts, suffix) if suffix else parts


def _find_family(words: list[str]) -> int:
    """Where the family name starts; never at the first word."""
    first = next((n for n, word in enumerate(words[1:-1], 1) if word[0].islower()), len(words) - 1)
    while first > 1 and words[first - 1].casefold() in _PARTICLES:
        first -= 1
    return first


def split_particle(family: str) -> tuple[str, str]:
    """Return the words in lower case before the last capitalised part, and the rest."""
    words = family.split(" ")
    first = next((n for n, word in enumerate(words) if not word[:1].islower()), len(words) - 1)
    return " ".join(words[:first]), " ".join(words[first:])
