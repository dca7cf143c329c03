"""Names of people: their words, and whether two of them can be of one person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..text.title_key import normalise_title
from .common_names import COMMON_FAMILIES

_PARTICLES = frozenset(
    "af al av bin binti da das de degli dei del della den der des di dos du el ibn la las le lo "
    "los of st ten ter van vande vanden vander ver vom von zu zum zur".split()
)
_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr"} | {
    numeral: numeral for numeral in ("ii", "iii", "iv")
}
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
    | {"Ø": "Oe", "Å": "Aa"}
)
_HYPHENS = re.compile(r"[-\u2010\u2011\u2012\u2013]")
_INITIALS = re.compile(r"[^\W\d_]\.?|(?:[^\W\d_]\.)+(?:[^\W\d_]\.?)?|[A-Z]{2,3}")
_MOST_WORDS = 10
"""Words of a name; what has more is no person's."""
_SHORT = 5
"""Letters of a word that tells little in a name with a common family name: `Wei`, `Jun`."""

Unit = tuple[str, ...]
"""The parts of a given name, folded: `("jean", "paul")`; an initial is one letter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A name, taken apart."""

    given: tuple[Unit, ...]
    family: str
    """Folded, with its particles."""
    suffix: str
    """`jr`, `sr`, a Roman numeral, or nothing."""
    keys: frozenset[str]
    """Two names that share one are the same full name."""
    spaced_keys: frozenset[str]
    """Those of them that write a hyphen as a space."""

    @property
    def is_abbreviated(self) -> bool:
        """Whether it has nothing but initials before the family name."""
        return bool(self.given) and all(map(_is_initial, self.given))

    @property
    def sure_keys(self) -> frozenset[str]:
        """The keys that alone make two names those of one person.

        `Yu-Xiang Wang` and `Yuxiang Wang` are as often two people as one.
        """
        return self.spaced_keys if self.is_common else self.keys

    @property
    def is_common(self) -> bool:
        """Whether its family name is one that many have, whichever end it stands at."""
        ends = {self.family, *("".join(unit) for unit in self.given[:1])}
        return not ends.isdisjoint(COMMON_FAMILIES)

    @property
    def is_distinctive(self) -> bool:
        """Whether hardly two people of one field have it: `Xiaodong Lin`, not `Wei Lin`."""
        if self.is_abbreviated or not self.given:
            return False
        words = [self.family, *("".join(unit) for unit in self.given)]
        return not self.is_common or any(
            len(word) > _SHORT and word not in COMMON_FAMILIES for word in words
        )

    @property
    def block(self) -> str:
        """The last word and the first letter: names that differ in it never fit."""
        first = self.given[0][0][0] if self.given else ""
        return f"{self.family.rpartition(' ')[2]} {first}"

    @property
    def turned(self) -> frozenset[str]:
        """The keys of the name the other way round; none where it has several given names."""
        if len(self.given) != 1 or self.is_abbreviated or self.suffix:
            return frozenset()
        ends = (self.family, " ".join(self.given[0]))
        lasts, firsts = ({end, end.replace(" ", "")} for end in ends)
        return frozenset(f"{last} {first}" for last in lasts for first in firsts)


@lru_cache(maxsize=1 << 18)
def parse_name(text: str) -> Name:
    """Take a name apart that has the order given names, particles, family name, suffix."""
    words = _HYPHENS.sub("-", text).split()
    suffix = ""
    if len(words) > 2 and (last := words[-1].strip(".,").casefold()) in _SUFFIXES:
        suffix = _SUFFIXES[last]
        words = words[:-1]
    if not 1 < len(words) <= _MOST_WORDS:
        whole = normalise_title(" ".join(words))
        keys = frozenset((f"{whole} {suffix}".strip(),))
        return Name(given=(), family=whole, suffix=suffix, keys=keys, spaced_keys=keys)
    shouted = text.isupper()
    if _is_initials(words[-1], shouted) and not any(_is_initials(w, shouted) for w in words[:-1]):
        words = [words[-1], *words[:-1]]
    start = _find_family(words)
    given = tuple(unit for word in words[:start] for unit in _read_units(word, shouted))
    family = " ".join(words[start:])
    spelled = [" ".join(word) if _is_initials(word, shouted) else word for word in words[:start]]
    spaced = _make_keys(" ".join([*spelled, family]), suffix)
    joined = _make_keys(" ".join([*spelled, family]).replace("-", ""), suffix)
    return Name(
        given=given,
        family=normalise_title(family),
        suffix=suffix,
        keys=spaced | joined,
        spaced_keys=spaced,
    )


def _find_family(words: list[str]) -> int:
    """Where the family name starts: with its particles, but never at the first word."""
    start = len(words) - 1
    if not all(word.islower() for word in words):
        start = next((n for n, word in enumerate(words[1:-1], 1) if word[0].islower()), start)
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return start


def _is_initials(word: str, shouted: bool) -> bool:
    return not shouted and _INITIALS.fullmatch(word.replace("-", "")) is not None


def _read_units(word: str, shouted: bool) -> list[Unit]:
    """The given names in a word: `J.R.` holds two, `Jean-Paul` and `J.-P.` are one of two parts."""
    parts = tuple(_fold(part) for part in word.split("-"))
    if len(parts) == 1 and _is_initials(word, shouted):
        return [(letter,) for letter in parts[0].replace(" ", "")]
    return [kept] if (kept := tuple(part for part in parts if part)) else []


def _fold(word: str) -> str:
    return normalise_title(word) if any(map(str.isalnum, word)) else ""


def _make_keys(text: str, suffix: str) -> frozenset[str]:
    """The words of the name, umlauts as one letter or two."""
    texts = (text, text.translate(_UMLAUTS))
    return frozenset(f"{normalise_title(text)} {suffix}".strip() for text in texts)


def _is_initial(unit: Unit) -> bool:
    return all(len(part) == 1 for part in unit)


def may_be_one(one: Name, other: Name) -> bool:
    """Whether two names can be of one person: the same words, or initials of them.

    A name may lack initials that the other has behind its first (`John Smith`, `John A. Smith`),
    but no word (`John Adam Smith`).
    """
    if one.keys & other.keys:
        return True
    if one.suffix != other.suffix:
        return False
    if one.turned & other.keys:
        return True
    given, others = _strip_family(one, other)
    if not given or not others:
        return False
    return _units_fit(given, others) or (
        (one.is_abbreviated or other.is_abbreviated)
        and _units_fit(_flatten(given), _flatten(others))
    )


def _strip_family(one: Name, other: Name) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """The given names of both, where the family names are the same.

    `García-Márquez` is one family name, `García Márquez` a given and a family name to the rules.
    """
    if one.family == other.family:
        return one.given, other.given
    if len(one.family) < len(other.family):
        given, others = _strip_family(other, one)
        return others, given
    if not one.family.endswith(f" {other.family}"):
        return (), ()
    more = tuple((word,) for word in one.family.removesuffix(f" {other.family}").split())
    rest = len(other.given) - len(more)
    return (one.given, other.given[:rest]) if other.given[rest:] == more and rest > 0 else ((), ())


def _flatten(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    return tuple((part,) for unit in units for part in unit)


def _units_fit(one: tuple[Unit, ...], other: tuple[Unit, ...]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return all(_unit_fits(*pair) for pair in zip(shorter, longer, strict=False)) and all(
        _is_initial(unit) for unit in longer[len(shorter) :]
    )


def _unit_fits(one: Unit, other: Unit) -> bool:
    if "".join(one) == "".join(other):
        return True
    if len(one) == len(other):
        return all(
            a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])
            for a, b in zip(one, other, strict=True)
        )
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and len(short[0]) == 1 and short[0] == long[0][0]
