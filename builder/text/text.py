"""Three safe forms of untrusted text: plain, HTML and TeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup, escape

from .formula_text import to_superscript
from .formulas import formula_html, formula_plain, formula_tex
from .lines import collapse_spaces
from .nodes import Address, Formula, Node, PlainText, Styled, Symbol
from .parser import MARKUP_START, parse
from .tex_safety import TEX_ESCAPES


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
        return collapse_spaces("".join(_plain_parts(self._nodes)))

    @cached_property
    def html(self) -> Markup:
        """HTML phrasing content, escaped; formulas as MathML, bare addresses as links."""
        return _render_nodes(self._nodes, linked=True)

    @cached_property
    def html_without_links(self) -> Markup:
        """The same for a place that is a link itself: addresses stay text."""
        if not self.links:
            return self.html
        return _render_nodes(self._nodes, linked=False)

    @cached_property
    def tex(self) -> str:
        """TeX text in which only what was TeX in the source acts as TeX.

        Braces balance as BibTeX counts them: those after a backslash too.
        """
        return "".join(_tex_parts(self._nodes))

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The http and https addresses in the text, in order, without repeats."""
        if self._has_only_words:
            return ()
        return tuple(dict.fromkeys(_find_links(self._nodes)))

    @cached_property
    def _has_only_words(self) -> bool:
        return MARKUP_START.search(self.source) is None

    @cached_property
    def _nodes(self) -> tuple[Node, ...]:
        return (PlainText(self.source),) if self._has_only_words else parse(self.source)

    def __getstate__(self) -> dict[str, object]:
        """What is remembered: the forms, not the nodes, which may be nested deeply."""
        return {name: value for name, value in self.__dict__.items() if name != "_nodes"}

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


def _plain_parts(pieces: Iterable[Node]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, PlainText | Symbol):
            yield piece.text
        elif isinstance(piece, Formula):
            yield formula_plain(piece.source)
        elif isinstance(piece, Address):
            yield piece.url
        elif piece.style == "sup":
            yield to_superscript("".join(_plain_parts(piece.children)))
        else:
            yield from _plain_parts(piece.children)


# At the start of a line three of them would open a block of code before HTML is looked for.
_FENCE = re.compile(r"[`~]{3,}")


def _render_nodes(pieces: Iterable[Node], *, linked: bool) -> Markup:
    return Markup("").join(_render_node(piece, linked) for piece in pieces)


def _render_node(piece: Node, linked: bool) -> Markup:
    if isinstance(piece, PlainText | Symbol):
        return Markup(_FENCE.sub(_to_references, _escape_breakable(piece.text)))
    if isinstance(piece, Formula):
        return formula_html(piece.source, piece.display)
    if isinstance(piece, Address):
        link = Markup('<a href="{}" rel="nofollow noopener">{}</a>')
        return (
            link.format(piece.url, _escape_breakable(piece.url))
            if linked
            else _escape_breakable(piece.url)
        )
    inside = _render_nodes(piece.children, linked=linked)
    return Markup("<{0}>{1}</{0}>").format(piece.style, inside) if piece.style else inside


# A browser needs half a minute to break a hundred thousand letters without a space.
_ENDLESS = re.compile(r"\S{1000}")
_CHUNK = re.compile(r"\S{200}(?=\S)")


def _escape_breakable(text: str) -> Markup:
    """Escape `text`; very long words may break at every two-hundredth character."""
    if not _ENDLESS.search(text):
        return escape(text)
    chunks = _CHUNK.sub(lambda found: f"{found.group()}\x00", text).split("\x00")
    return Markup("<wbr>").join(chunks)


def _to_references(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(character)};" for character in match.group())


_ESCAPES = str.maketrans(dict(TEX_ESCAPES))


def _tex_parts(pieces: Iterable[Node]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Symbol):
            yield piece.tex
        elif isinstance(piece, Formula):
            own = formula_tex(piece.source)
            if own is None:
                yield formula_plain(piece.source).translate(_ESCAPES)
            else:
                yield f"{piece.opening}{own}{piece.closing}"
        elif isinstance(piece, Styled):
            inside = "".join(_tex_parts(piece.children))
            yield f"\\{piece.command}{{{inside}}}" if piece.command else inside
        else:
            text = piece.text if isinstance(piece, PlainText) else piece.url
            yield text.translate(_ESCAPES)


def _find_links(pieces: Iterable[Node]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Address):
            yield piece.url
        elif isinstance(piece, Styled):
            yield from _find_links(piece.children)
