"""What the names of one venue have in common, over all its years."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..text.lines import collapse_spaces
from ..text.title_key import normalise_title
from ..text.venue_series import SERIES

_ORDINALS = "|".join(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth "
    "fiftieth sixtieth".split()
)
_ORDINAL = re.compile(
    rf"\b(?:\d+(?:st|nd|rd|th)|(?:(?:twenty|thirty|forty|fifty|sixty)[- ])?(?:{_ORDINALS}))\b", re.I
)
_YEAR = re.compile(r"(?<!\w)(?:1[6-9]|2[01])\d\d\b|['’]\d\d\b")
_VOLUME = re.compile(
    r"[\s,:]*\b(?:vol|volume|no|number|issue|pp?|pages?|part)\b\.?\s*\d[\d\s,.–-]*|[\s,:]+\d[\d\s,:.–-]*\Z",
    re.I,
)
_BRACKETS = re.compile(r"\s*[(\[](?![A-Za-z][)\]])([^()\[\]]*)[)\]]")
"""All but those of one letter: `physica status solidi (b)` is a journal of its own."""
_SEPARATOR = re.compile(r"\s*[,:;]\s+|\s+[-–—]\s+")
_MEETING = re.compile(
    r"\b(?:conf|conferences?|symp|symposium|workshops?|meeting|congress|colloquium)\b", re.I
)
_PART_OF_MEETING = re.compile(
    r"\b(?:workshops?|companion|tutorials?|demonstrations?|demos?|findings|adjunct|doctoral"
    r"|extended abstracts|shared task|student)\b",
    re.I,
)
_PROCEEDINGS = re.compile(
    r"\A\W*(?:in:?\s+)?(?:the\s+)?proc(?:eedings|\.)?\s+(?:of\s+)?(?:the\s+)?", re.I
)
_ACM_PREFIX = re.compile(
    r"\A[A-Z][\w&]*(?: EA)?\s*['’]\d\d(?::\s+|\s+(?=Proceedings\b))", re.IGNORECASE
)
"""`CHI '15: Proceedings of …`, as the ACM names its volumes."""
_LEFT_OVER = re.compile(r"\A(?:(?:the|of|annual)\b|[\s,.:;–—-])+(?=\w)|[\s,.:;–—-]+\Z", re.I)
_LONGEST = 400
"""Characters; a longer text is taken as it is."""
_SPONSORS = frozenset("acm annual computer cvf ieee rsj society".split())
_GENERIC = _SPONSORS | frozenset(
    "colloquium conference congress international meeting proceedings symposium workshop".split()
)
"""Words that say the kind of a venue and not which."""
_FILLERS = frozenset("a an and at by for in of on the to with".split())
_EXPANSIONS = {
    "conf": "conference",
    "int": "international",
    "intl": "international",
    "j": "journal",
    "jnl": "journal",
    "lett": "letters",
    "proc": "proceedings",
    "rev": "review",
    "symp": "symposium",
    "trans": "transactions",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class VenueName:
    """A venue's name without year, number and place."""

    key: str
    """The same for names that are surely one venue's."""
    shown: str
    acronym: str = ""
    """The key of the letters in brackets behind the name, if they are its initials."""
    full_name: str = ""
    """Of a series that is known by its acronym."""


@lru_cache(maxsize=1 << 16)
def parse_venue_name(text: str) -> VenueName:
    """Return what a venue's name says of the venue, whatever year and volume it adds."""
    text = collapse_spaces(html.unescape(text))
    if len(text) > _LONGEST:
        return VenueName(key=normalise_title(text), shown=text)
    main = _BRACKETS.sub("", text) or text
    if series := _find_series(main):
        return VenueName(key=series[0].lower(), shown=series[0], full_name=series[1])
    if (volume := _ACM_PREFIX.sub("", main)) != main:
        return parse_venue_name(volume)
    parts = _SEPARATOR.split(main)
    is_meeting = _MEETING.search(parts[0]) is not None
    if is_meeting and any(map(str.isdigit, " ".join(parts[1:]))):
        main = parts[0]
    shown = _strip_numbers(main)
    if is_meeting:
        shown = _LEFT_OVER.sub("", _PROCEEDINGS.sub("", shown))
    words = _reduce(shown)
    if _GENERIC.issuperset(words):
        return VenueName(key=" ".join(_reduce(text)) or normalise_title(text), shown=text)
    return VenueName(key=" ".join(words), shown=shown, acronym=_find_acronym(text, shown))


def _strip_numbers(text: str) -> str:
    """The name without years, ordinals, volumes and pages."""
    text = _VOLUME.sub("", _YEAR.sub(" ", _ORDINAL.sub(" ", text)))
    return _LEFT_OVER.sub("", collapse_spaces(text)) or text


def _reduce(text: str, dropped: frozenset[str] = frozenset()) -> tuple[str, ...]:
    words = [_EXPANSIONS.get(word, word) for word in normalise_title(text).split()]
    last = len(words) - 1
    return tuple(
        word
        for place, word in enumerate(words)
        if word not in _FILLERS | dropped or (word == "a" and place == last > 0)
    )


def _find_acronym(text: str, name: str) -> str:
    """The letters in brackets, if they are the initials of the name, small words or not."""
    words = normalise_title(name).split()
    initials = {
        "".join(word[0] for word in words),
        "".join(word[0] for word in words if word not in _FILLERS),
    }
    for bracket in _BRACKETS.findall(text):
        letters = normalise_title(_strip_numbers(bracket)).replace(" ", "")
        if len(letters) > 1 and letters in initials:
            return letters
    return ""


def _find_series(main: str) -> tuple[str, str] | None:
    """The series that a name means; a workshop beside a conference is none of its papers."""
    if normalise_title(main).split()[:1] == ["arxiv"]:
        return _BY_WORDS["arxiv",]
    if _PART_OF_MEETING.search(main):
        return None
    for part in _list_parts(main):
        for text in (part, _PROCEEDINGS.sub("", part)):
            if found := _BY_WORDS.get(_reduce(_strip_numbers(text), _SPONSORS)):
                return found
    return None


def _list_parts(main: str) -> Iterator[str]:
    """The whole name, what stands before the first comma, and later parts that have a year."""
    yield main
    first, *others = _SEPARATOR.split(main)
    yield first
    yield from (part for part in others if _YEAR.search(part))


def _list_series() -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    for names in SERIES:
        for name in names:
            for text in (name, _PROCEEDINGS.sub("", name)) if _MEETING.search(name) else (name,):
                yield _reduce(text, _SPONSORS), (names[0], names[1])


_BY_WORDS: Mapping[tuple[str, ...], tuple[str, str]] = dict(_list_series())


def find_abbreviated(keys: Iterable[str]) -> Mapping[str, str]:
    """Return for each key whose words abbreviate those of exactly one other, that other key."""
    by_initials: dict[str, list[tuple[str, ...]]] = {}
    for key in sorted(set(keys)):
        words = tuple(key.split())
        if len(words) > 1:
            by_initials.setdefault("".join(word[0] for word in words), []).append(words)
    found: dict[str, str] = {}
    for group in by_initials.values():
        for words in group if len(group) <= _MOST_ALIKE else ():
            fuller = [other for other in group if other != words and _abbreviates(words, other)]
            if len(fuller) == 1:
                found[" ".join(words)] = " ".join(fuller[0])
    return found


_MOST_ALIKE = 100
"""Names with the same initials that are compared; more are not looked at."""


def _abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether each word starts one; a letter at the end stands for itself: `Phys. Rev. A`."""
    if len(short[-1]) == 1 and short[-1] != long[-1]:
        return False
    return any(len(word) > 2 for word in short) and all(
        word.startswith(start) for start, word in zip(short, long, strict=True)
    )
