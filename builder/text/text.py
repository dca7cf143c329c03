"""Three safe forms of untrusted text: plain, HTML and TeX."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup

from .lines import collapse_spaces
from .urls import MARKUP_START

if TYPE_CHECKING:
    from .forms import Forms


@dataclass(frozen=True)
class Text:
    """A title or an abstract as it was written, and its safe forms.

    Any string is accepted. What no document may contain is removed: lone surrogates,
    control characters, unpaired direction marks; white space becomes single spaces.
    """

    source: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "source", _clean(self.source))

    @cached_property
    def plain(self) -> str:
        """Readable text without markup or TeX commands; not escaped for anything."""
        if self._has_only_words:
            return self.source
        return collapse_spaces(self._forms.write_plain())

    @cached_property
    def html(self) -> Markup:
        """HTML phrasing content, escaped; formulas as MathML, bare addresses as links."""
        return self._forms.write_html(linked=True)

    @cached_property
    def html_without_links(self) -> Markup:
        """The same for a place that is a link itself: addresses stay text."""
        if not self.links:
            return self.html
        return self._forms.write_html(linked=False)

    @cached_property
    def tex(self) -> str:
        """TeX text in which only what was TeX in the source acts as TeX.

        Braces balance as BibTeX counts them: those after a backslash too.
        """
        return self._forms.write_tex()

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The http and https addresses in the text, in order, without repeats."""
        if self._has_only_words:
            return ()
        return tuple(dict.fromkeys(self._forms.find_links()))

    @cached_property
    def _has_only_words(self) -> bool:
        return MARKUP_START.search(self.source) is None

    @cached_property
    def _forms(self) -> Forms:
        # Here, for what reads formulas takes longer to import than most questions to answer.
        from .forms import Forms

        return Forms(self.source)

    def __getstate__(self) -> dict[str, object]:
        """What is remembered: the forms, not the nodes, which may be nested deeply."""
        return {name: value for name, value in self.__dict__.items() if name != "_forms"}

    def __bool__(self) -> bool:
        return bool(self.source)


# C0 and C1 controls, the byte order mark, and what XML does not allow; white space is kept.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OVERRIDES = "\u202d\u202e"
_EMBEDDINGS = "\u202a\u202b"
_ISOLATES = "\u2066\u2067\u2068"


def _clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        return collapse_spaces(text)
    text = _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))
    if not _are_directions_paired(_DIRECTION.findall(text)):
        text = _DIRECTION.sub("", text)
    return collapse_spaces(text)


def _are_directions_paired(marks: Iterable[str]) -> bool:
    """Whether embeddings and isolates open and close in order, and nothing is overridden.

    An override shows letters in another order than they are stored, in pair or not.
    """
    opened: list[str] = []
    for mark in marks:
        if mark in _OVERRIDES:
            return False
        if mark in _EMBEDDINGS or mark in _ISOLATES:
            opened.append("\u202c" if mark in _EMBEDDINGS else "\u2069")
        elif not opened or opened.pop() != mark:
            return False
    return not opened
