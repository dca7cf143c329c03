"""How the words of a language are compared: what of a word is its term, and what says nothing.

The rules are data, which `search/analysis.js` reads too: patterns that Python and JavaScript
understand alike, each replaced in turn in a folded lower-case word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from .variants import unify_spelling
from .words import fold, is_stop_word, stem

Rules = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Language:
    """A language of papers: one of the constants below, also where it was pickled."""

    constant: str
    rules: Rules = field(default=(), repr=False)
    """Patterns and what is put in their place; of English there are none, but lunr's stemmer."""
    stop_words: frozenset[str] = field(default=frozenset(), repr=False)

    def __reduce__(self) -> str:
        return self.constant

    def make_term(self, word: str) -> str:
        """Return what a lower-case word has in common with its forms and its other spelling."""
        return _apply(self, word)

    def stem(self, word: str) -> str:
        """Return the same for papers that are compared with each other."""
        return _apply(self, word)

    def is_stop_word(self, word: str) -> bool:
        """Whether the lower-case word is left out of an index."""
        return word in self.stop_words


class _English(Language):
    def make_term(self, word: str) -> str:
        return stem(unify_spelling(word))

    def stem(self, word: str) -> str:
        return stem(word)

    def is_stop_word(self, word: str) -> bool:
        return is_stop_word(word)


ENGLISH = _English(constant="ENGLISH")
OTHER = Language(constant="OTHER")
"""Any language of which nothing is known: words are compared as they are written."""

_GERMAN_STOPS = """
aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes
anderm andern anders auch auf aus bei bin bis bist da damit dann das dass dasselbe daß dazu dein
deine deinem deinen deiner deines dem demselben den denn denselben der derer derselbe derselben
des desselben dessen dich die dies diese dieselbe dieselben diesem diesen dieser dieses dir doch
dort du durch ein eine einem einen einer eines einig einige einigem einigen einiger einiges
einmal er es etwas euch euer eure eurem euren eurer eures für gegen gewesen hab habe haben hat
hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in indem ins
ist jede jedem jeden jeder jedes jene jenem jenen jener jenes jetzt kann kein keine keinem keinen
keiner keines können könnte machen man manche manchem manchen mancher manches mein meine meinem
meinen meiner meines mich mir mit muss musste nach nicht nichts noch nun nur ob oder ohne sehr
sein seine seinem seinen seiner seines selbst sich sie sind so solche solchem solchen solcher
solches soll sollte sondern sonst über um und uns unser unsere unserem unseren unseres unter viel
vom von vor war waren warst was weg weil weiter welche welchem welchen welcher welches wenn werde
werden wie wieder will wir wird wirst wo wollen wollte während würde würden zu zum zur zwar
zwischen
"""
"""Those of Snowball, https://snowballstem.org/algorithms/german/stop.txt."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})

GERMAN = Language(
    constant="GERMAN",
    # Jacques Savoy's light stemmer for German (Light Stemming Approaches for the French,
    # Portuguese, German and Hungarian Languages, SAC 2006), as Lucene has it, and before it
    # Lucene's unification of `ü` and `ue`. Words come here with `u` for `ü`.
    rules=(
        ("ß", "ss"),
        ("ae", "a"),
        ("oe", "o"),
        ("(?<![aeiouyq])ue", "u"),
        ("(?<=.{3})(?:ern|e[mnrs]|e)$|(?<=.{2}[bdfghklmnt])s$", ""),
        ("(?<=.{3})(?:est|e[nr])$|(?<=.{2}[bdfghklmnt])st$", ""),
    ),
    stop_words=frozenset(
        written
        for word in _GERMAN_STOPS.split()
        for written in (fold(word), word.translate(_UMLAUTS))
    ),
)

LANGUAGES: Mapping[str, Language] = {"en": ENGLISH, "de": GERMAN}


def find_language(tag: str) -> Language:
    """Return the language of a tag such as `de` or `en-GB`."""
    return LANGUAGES.get(tag.partition("-")[0].lower(), OTHER)


@lru_cache(maxsize=1 << 18)
def _apply(language: Language, word: str) -> str:
    for pattern, replacement in language.rules:
        word = re.sub(pattern, replacement, word)
    return word
