"""Names of proposed tags: how papers write them, and what stands for an abbreviation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ..tagging.phrases import fold_words
from ..text.words import singularise
from .candidates import Candidates
from .choosing import Choice, Topics

_NOUN = 0.5
_MODIFIER = 0.4
"""Shares of its places where a phrase ends a group of words: from, and up to."""
_MOSTLY_COMPOUND = 0.5
"""Share of its papers with a compound that then names the whole."""
_COMPOUND = 0.1
"""The same of a modifier, which is no name."""
_COMMON_BEGINNING = 5
_ADJECTIVE_ENDINGS = ("able", "al", "ant", "ar", "ed", "ent", "ful", "ible", "ic", "ive", "ous")
_NOUN_ENDING = "ment"
_ADJECTIVES = frozenset(
    "compliant deep dense efficient explicit fast global implicit joint local noisy optimal random "
    "robust safe smooth sparse spatial temporal unified".split()
)
_WEAK_ENDINGS = frozenset("approach data dataset framework method study task".split())
_ENOUGH = 0.3
"""Share of the commonest spelling from which another one, that looks better, is taken."""


def name_choice(choice: Choice, topics: Topics) -> str:
    """Return the name of a choice; "" where its phrase says nothing without another word."""
    candidates = topics.candidates
    named = _find_name(choice, topics)
    if named is None:
        return ""
    name = write_spelling(candidates, named, plural=True)
    first, _, rest = name.partition(" ")
    if first.islower() or (first[:1].islower() and "-" in first):
        first = first[:1].upper() + first[1:]
    return f"{first} {rest}".rstrip()


def _find_name(choice: Choice, topics: Topics) -> int | None:
    candidates, phrase = topics.candidates, choice.phrase
    key = candidates.keys[phrase]
    if candidates.keys[phrase] in candidates.abbreviations:
        return topics.aliases[phrase][0]
    compound = _find_compound(phrase, topics)
    share = topics.papers[compound] / topics.papers[phrase] if compound is not None else 0.0
    if share >= _MOSTLY_COMPOUND:
        return compound
    if not _is_modifier(phrase, candidates):
        return phrase
    for other in choice.words:
        alike = candidates.keys[other][:_COMMON_BEGINNING] == key[:_COMMON_BEGINNING]
        if alike and not candidates.is_longer[other] and candidates.heads[other] >= _NOUN:
            return other
    return compound if share >= _COMPOUND else None


def _is_modifier(phrase: int, candidates: Candidates) -> bool:
    """Whether a phrase mostly stands before a noun, as adjectives do."""
    head, key = candidates.heads[phrase], candidates.keys[phrase]
    if candidates.is_longer[phrase]:
        return False
    if key in _ADJECTIVES or head < _MODIFIER / 2:
        return True
    is_adjective = key.endswith(_ADJECTIVE_ENDINGS) and not key.endswith(_NOUN_ENDING)
    return is_adjective and bool(head < _MODIFIER)


def _find_compound(phrase: int, topics: Topics) -> int | None:
    """The most frequent longer phrase that begins with this one and ends a group of words."""
    candidates = topics.candidates
    words = fold_words(write_spelling(candidates, phrase))
    longer = [
        other
        for other, key in enumerate(candidates.keys)
        if other != phrase
        and key.startswith(candidates.keys[phrase])
        and candidates.heads[other] >= _NOUN
        and _extends(fold_words(write_spelling(candidates, other)), words)
    ]
    return min(longer, key=lambda other: (-topics.papers[other], other), default=None)


def _extends(longer: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether it goes on after `words`, or after the same written as one word."""
    if longer[-1] in _WEAK_ENDINGS:
        return False
    beginnings = ("".join(longer[:end]) for end in range(1, len(longer)))
    return "".join(words) in beginnings


def write_spelling(candidates: Candidates, phrase: int, plural: bool = False) -> str:
    """Return how most papers write a phrase; in the plural where many of them do, if wanted."""
    spellings = candidates.spellings[phrase]
    by_case: Counter[str] = Counter()
    for text, count in spellings.items():
        by_case[text.lower()] += count
    ranked = sorted(by_case, key=lambda text: (-by_case[text], text))
    chosen = ranked[0]
    if plural:
        chosen = next((text for text in ranked if _is_plural(text, by_case, chosen)), chosen)
    ways = {text: count for text, count in spellings.items() if text.lower() == chosen}
    enough = _ENOUGH * max(ways.values())
    usual = (text for text, count in ways.items() if count >= enough)
    return min(usual, key=lambda text: (sum(map(str.isupper, text)), -ways[text], text))


def _is_plural(text: str, by_case: Mapping[str, int], commonest: str) -> bool:
    return (
        singularise(text) in (commonest, singularise(commonest))
        and text != singularise(text)
        and by_case[text] >= _ENOUGH * by_case[commonest]
    )


def list_spellings(candidates: Candidates, phrases: Iterable[int]) -> tuple[str, ...]:
    """Return the spellings of phrases, of those that `tags.yml` takes for the same the first."""
    found: dict[tuple[str, ...], str] = {}
    for phrase in phrases:
        first = write_spelling(candidates, phrase)
        spellings = candidates.spellings[phrase]
        others = sorted(spellings, key=lambda text: (-spellings[text], text))
        for text in (first, *others):
            found.setdefault(fold_words(text), " ".join(map(_lower, text.split())))
    return tuple(found.values())


def _lower(word: str) -> str:
    """A word in small letters, which matches it in any; `LLM` means capitals."""
    return word if singularise(word).isupper() else word.lower()
