"""The words of a text, as searches and related papers take them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS as STOP_WORDS

# Scripts written without spaces: every character is a word.
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff"
_LETTERS = rf"[^\W_{_UNSPACED}]+"
_WORD = re.compile(rf"[{_UNSPACED}]|{_LETTERS}(?:['’]{_LETTERS})*")
_POSSESSIVE = re.compile(r"['’]s$", re.I)
_FIRST_MARK = "\u0300"


def fold(text: str) -> str:
    """Return the text with compatibility forms resolved and accents removed."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if c < _FIRST_MARK or unicodedata.category(c)[0] != "M")


def to_ascii(text: str) -> str:
    """Return the text in Latin letters without accents, whatever script it is in."""
    if text.isascii():
        return text
    # Here, as a question on the command line needs none of its tables.
    from anyascii import anyascii

    return anyascii(text)


def title_order(title: str) -> str:
    """Return the sort key of a title: no case, accents or leading punctuation."""
    return re.sub(r"^\W+", "", fold(title).casefold())


def split_lower_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text in order, their case kept: `CLIP`, `style`."""
    folded = fold(text)
    found = _WORD.findall(folded)
    return tuple(map(_bare, found) if "'" in folded or "’" in folded else found)


def _bare(word: str) -> str:
    if "'" in word or "’" in word:
        return re.sub("['’]", "", _POSSESSIVE.sub("", word))
    return word


@lru_cache(maxsize=1 << 16)
def singularise(word: str) -> str:
    """Return a word as it was written, without a plural's or a genitive's s: `LLM` for `LLMs`."""
    word = word.removesuffix("'s").removesuffix("’s")
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 2 and word[-1] == "s" and word[-2] not in "suiSUI":
        return word[:-1]
    return word


class _Stemmer(PorterStemmer):  # type: ignore[misc]
    """The stemmer of lunr.js, from which the Python one departs where a word ends in `y`."""

    b: str
    k: int

    def step1c(self) -> None:
        """Turn a last `y` into `i` after a consonant that is not the first letter."""
        if self.k >= 2 and self.b[self.k] == "y" and self.b[self.k - 1] not in "aeiou":
            self.b = self.b[: self.k] + "i"


_stemmer = _Stemmer()


@lru_cache(maxsize=1 << 18)
def stem(word: str) -> str:
    """Return the term of a lower-case word: lunr's Porter stemmer."""
    return str(_stemmer.stem(word))


def is_stop_word(word: str) -> bool:
    """Whether lunr leaves the lower-case word out of an index."""
    return word in STOP_WORDS
