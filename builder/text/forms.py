"""What the safe forms of a text are made of, once it is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from .formula_text import to_superscript
from .formulas import formula_html, formula_plain, formula_tex
from .nodes import Address, Formula, Node, PlainText, Styled, Symbol
from .parser import parse
from .tex_safety import TEX_ESCAPES
from .urls import MARKUP_START


class Forms:
    """The forms of a text, in parts."""

    def __init__(self, source: str) -> None:
        self._nodes = parse(source) if MARKUP_START.search(source) else (PlainText(source),)

    def write_plain(self) -> str:
        """Return readable text; white space may repeat."""
        return "".join(_plain_parts(self._nodes))

    def write_html(self, *, linked: bool) -> Markup:
        """Return HTML phrasing content, escaped."""
        return _render_nodes(self._nodes, linked=linked)

    def write_tex(self) -> str:
        """Return TeX text."""
        return "".join(_tex_parts(self._nodes))

    def find_links(self) -> Iterator[str]:
        """Give the addresses in the text, in order."""
        return _find_links(self._nodes)


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
