"""The nodes of a parsed text: plain text, symbols, formulas, URLs, styled text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from .tex_commands import Style


@dataclass(frozen=True, slots=True)
class PlainText:
    """Literal text."""

    text: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """A character that was written in TeX."""

    text: str
    tex: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its delimiters."""

    source: str
    opening: str
    """Delimiter for TeX: `$`, `\\[`, `\\ensuremath{`."""
    closing: str
    display: bool


@dataclass(frozen=True, slots=True)
class Address:
    """A web address."""

    url: str


@dataclass(frozen=True, slots=True)
class Styled:
    """Pieces inside a command: `\\emph{…}`."""

    command: str
    style: Style
    children: tuple[Node, ...]


Node: TypeAlias = PlainText | Symbol | Formula | Address | Styled
