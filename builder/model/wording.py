"""What the site says to its readers, in its language.

The texts in templates, modules and scripts are English and name their translations, as gettext
has it: `words.gettext("All papers, page %(page)s", page=2)`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from gettext import c2py
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

DEFAULT_LANGUAGE = "en"
_MOST_SAMPLED = 200
"""Numbers that have every plural form of a language between them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """The messages of one language; without any, English."""

    language: str = DEFAULT_LANGUAGE
    """As `theme.language` names it: `de`, `pt-BR`."""
    messages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The translation of each message; of one that counts, one for each plural form."""
    plural: str = "n != 1"
    """Which form a number `n` takes: the expression of the file's header."""

    def gettext(self, message: str, /, **values: object) -> str:
        """Return the translation, with `values` in place of its `%(name)s`."""
        text = self.messages.get(message, (message,))[0]
        return text % values if values else text

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return the translation for a number, which stands for `%(number)s` if no other does."""
        return self.choose(one, many, number) % {"number": self.format_number(number), **values}

    def choose(self, one: str, many: str, number: int) -> str:
        """Return the translation for a number, without its values."""
        forms = self.messages.get(one)
        if forms:
            return forms[find_form(self.plural)(number)]
        return one if number == 1 else many

    def tell(self, text: str) -> str:
        """Return the translation of a `Message`; what somebody wrote stays as it is."""
        if not isinstance(text, Message):
            return text
        if text.pieces:
            return text.between.join(map(self.tell, text.pieces))
        values = {name: self.tell(value) for name, value in text.values.items()}
        if text.number is None:
            return self.gettext(text.one, **values)
        return self.ngettext(text.one, text.many, text.number, **values)

    def format_number(self, number: float) -> str:
        """Return a number as people write it: `1,024`."""
        if self.language == DEFAULT_LANGUAGE:
            return f"{number:,}"
        return _format_number(number, self.language)

    def format_day(self, day: dt.date) -> str:
        """Return a day as people write it: `18 March 2024`."""
        language = "en-GB" if self.language == DEFAULT_LANGUAGE else self.language
        return format_date(day, "long", find_locale(language))

    def sample_forms(self) -> Mapping[str, int]:
        """Return the plural form for each of the categories by which browsers count."""
        choose, category = find_form(self.plural), find_locale(self.language).plural_form
        sampled = {category(n): choose(n) for n in (1_000_000, *range(_MOST_SAMPLED))}
        return dict(sorted(sampled.items()))


ENGLISH = Wording()


class Message(str):
    """An English text that knows what it is made of, so that a page can say it in its language."""

    one: str = ""
    many: str = ""
    number: int | None = None
    """Of a message that counts."""
    values: Mapping[str, str] = MappingProxyType({})
    pieces: tuple[str, ...] = ()
    """Of several as one, with `between` between them."""
    between: str = ""

    def __repr__(self) -> str:
        made_of = (self.one, self.many, self.number, dict(self.values), self.pieces, self.between)
        return f"Message{made_of!r}"


@lru_cache(maxsize=1 << 12)
def message(text: str, /, **values: str) -> Message:
    """Return a message with values in place of its `%(name)s`."""
    made = Message(text % values if values else text)
    made.one, made.values = text, values
    return made


@lru_cache(maxsize=1 << 12)
def message_number(one: str, many: str, number: int, /) -> Message:
    """Return a message for a number, which stands for `%(number)s`."""
    made = Message(ENGLISH.ngettext(one, many, number))
    made.one, made.many, made.number = one, many, number
    return made


def join_messages(between: str, messages: Iterable[str]) -> Message:
    """Return those that say something as one."""
    pieces = tuple(filter(None, messages))
    made = Message(between.join(pieces))
    made.pieces, made.between = pieces, between
    return made


def gettext_noop(message: str) -> str:
    """Mark a message that is translated where it is used."""
    return message


@lru_cache
def find_form(expression: str) -> Callable[[int], int]:
    """Return what chooses the plural form by the expression of a catalogue of messages."""
    return c2py(expression)


@lru_cache
def find_locale(language: str) -> Locale:
    """Return how a language writes numbers and dates; English where that is not known."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(DEFAULT_LANGUAGE)


@lru_cache(maxsize=1 << 14)
def _format_number(number: float, language: str) -> str:
    return format_decimal(number, locale=find_locale(language))
