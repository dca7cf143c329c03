"""The units of a text: words and hyphenated compounds, which a phrase never cuts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..model.records import Paper
from ..tagging.phrases import fold_words
from ..text.stock_words import STOCK_WORDS
from ..text.words import is_stop_word
from .arxiv_categories import ARXIV_CATEGORIES

_WORD = r"[^\W_]+(?:['’][^\W_]+)*"
_UNIT = re.compile(rf"{_WORD}(?:[-‐‑–]{_WORD})*|[^\w\s]+|_+")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_LIGHT_ENDINGS = (
    "art aware based by centric dependent driven free independent induced known level like off "
    "oriented related scale specific the to up wise".split()
)
"""Last parts of compounds that only tell how something is: `graph-based`."""
_LIGHT = frozenset(
    "ability able according achieving aim all allow another any applied apply become called "
    "capable capture case certain challenge challenging clear common compare compared consider "
    "considered could current despite due during e.g each easily either encode encoding enhance "
    "enough especially etc evaluate even every example explore facilitate facilitating find "
    "finding focus general generate get give given good greatly ha hence i.e important inspired "
    "investigate involve key known lead learn learned less little lot made maintain make making "
    "multiple need next number obtain often old other outperform outperforming outperforms "
    "particular particularly per perform possible potential powerful prior produce promising "
    "range rather reduce regarding related remain represent require respectively resulting "
    "reveal second set significant similar simple single so solve standard still strong suggest "
    "test than thi third thu toward train trained understand unlike us useful variety various "
    "via vital wa want way whether wide widely yet yield".split()
)
"""Words that begin and end no phrase, beside stop words and stock words."""


_GENERAL = frozenset(
    "algorithm analysis application aspect characteristic component condition data development "
    "effect element evaluation factor field goal information input item largescale level "
    "measure metric modeling output part performance point practice principle procedure process "
    "property quality quantity rate realtime realworld research sample scale scenario setting "
    "size solution source step strategy system target technique technology term time tool type "
    "use user value variable version world year".split()
)
"""Nouns of any field: they name nothing alone, but something with others."""
_LEADING = frozenset("code large model problem state task".split())
"""Stock words that say something before others: `large language model`."""
_ENDING = frozenset("approach code framework method model problem study task".split())
"""Stock words that say something behind others: `diffusion model`."""


ABSTRACT = 1
"""The place of the abstract among the texts of a paper."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A word, a compound or a sign of a text."""

    written: str
    key: str
    """What its spellings share: that of `multi-modal` and `Multimodal`; "" of a sign."""
    is_light: bool
    """It can neither begin nor end a phrase: a sign, a number, a stop word."""
    begins: bool
    """It can begin a phrase."""
    is_whole: bool
    """It can be a phrase."""
    ends: bool
    """It can end a longer phrase."""


def list_texts(paper: Paper) -> tuple[str, ...]:
    """Return the texts of a paper that name what it is about: title, abstract, keywords."""
    keywords = (word.name for word in paper.keywords if word.name not in ARXIV_CATEGORIES)
    return (paper.title.plain, paper.abstract.plain, *keywords)


def split_units(text: str) -> tuple[Unit, ...]:
    """Return the words, compounds and signs of a text, in order."""
    return tuple(map(_make_unit, _UNIT.findall(_ADDRESS.sub(" . ", text))))


def make_key(text: str) -> str:
    """Return what the spellings of a phrase share."""
    return "".join(unit.key for unit in split_units(text))


def find_phrases(units: Sequence[Unit], lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give where phrases of so many units begin and end; no stop word does either."""
    for start, first in enumerate(units):
        for length in lengths if first.begins else ():
            end = start + length
            if first.is_whole if length == 1 else _is_phrase(units[start:end], length):
                yield start, end


def _is_phrase(units: Sequence[Unit], length: int) -> bool:
    return len(units) == length and units[-1].ends and all(unit.key for unit in units)


@lru_cache(maxsize=1 << 18)
def _make_unit(written: str) -> Unit:
    parts = [part for part in fold_words(written) if part[0].isalnum()]
    key = "".join(parts)
    light = _is_light(written.lower(), parts)
    stock = written.lower() in STOCK_WORDS or key in STOCK_WORDS
    return Unit(
        written=written,
        key=key,
        is_light=light,
        begins=not light and (not stock or key in _LEADING),
        is_whole=not light and not stock and key not in _GENERAL,
        ends=not light and (not stock or key in _ENDING),
    )


def _is_light(written: str, parts: Sequence[str]) -> bool:
    if not any(map(str.isalpha, "".join(parts))):
        return True
    if len(parts) > 1:
        return parts[-1] in _LIGHT_ENDINGS or all(map(is_stop_word, parts))
    word = parts[0]
    return len(word) < 2 or word in _LIGHT or is_stop_word(written) or is_stop_word(word)
