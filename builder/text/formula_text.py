"""Formulas as one line of readable text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db
from pylatexenc.latexwalker import (
    LatexCharsNode,
    LatexEnvironmentNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
    LatexNode,
    LatexSpecialsNode,
    LatexWalker,
)

from .lines import collapse_spaces

_SUPERSCRIPTS = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
_SUPERSCRIPT = re.compile(r"\^(?:\{([0-9+\-=()n]{1,6}|st|nd|rd|th)\}|([0-9n∘]))")
_COMBINING = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "bar": "\u0304",
    "overline": "\u0304",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
}
_FRACTIONS = frozenset("frac dfrac tfrac cfrac nicefrac".split())
_DROPPED = frozenset(
    "left right big Big bigg Bigg bigl bigr Bigl Bigr displaystyle textstyle limits nolimits "
    "nonumber quad qquad label".split()
)
_SPACES = frozenset([",", ";", ":", " ", "\\", "quad", "qquad"])
_WRAPPERS = frozenset(
    "mathrm mathbf mathit mathsf mathtt mathcal mathscr mathfrak mathnormal boldsymbol bm text "
    "textrm textit textbf textsf texttt emph mbox hbox operatorname underline ensuremath".split()
)

_symbols = get_default_latex_context_db()
_writer = LatexNodes2Text(latex_context=_symbols, math_mode="text")


def find_symbol(name: str) -> str | None:
    """Return the character of a macro without arguments: `μ` for `mu`."""
    spec = _symbols.get_macro_spec(name)
    found = getattr(spec, "simplify_repl", None)
    if not isinstance(found, str) or "%" in found or name == "today":
        return None
    return found.strip() or None


def formula_to_text(tex: str) -> str:
    """Return the formula in one line: `\\frac{a}{b}` as `a/b`, `R^2` as `R²`."""
    nodes, _, _ = LatexWalker(tex, tolerant_parsing=True).get_latex_nodes()
    text = _SUPERSCRIPT.sub(_replace_superscript, _nodes_to_text(nodes))
    return collapse_spaces(text)


def _replace_superscript(match: re.Match[str]) -> str:
    return to_superscript(match.group(1) or match.group(2))


def to_superscript(text: str) -> str:
    """Return `text` as superscript where each character has one; else unchanged."""
    if text == "∘":
        return "°"
    if not set(text) <= _SUPERSCRIPTS.keys():
        return text
    return "".join(_SUPERSCRIPTS[character] for character in text)


def _nodes_to_text(nodes: Iterable[LatexNode | None]) -> str:
    text = ""
    pending: LatexMacroNode | None = None
    for node in nodes:
        if node is None:
            continue
        if pending is not None and isinstance(node, LatexGroupNode):
            # The parser does not know that this macro takes an argument.
            text += _apply_macro(pending.macroname, _nodes_to_text(node.nodelist))
            pending = None
            continue
        pending = None
        if isinstance(node, LatexGroupNode):
            inner = _nodes_to_text(node.nodelist)
            left, right = node.delimiters if node.delimiters[0] != "{" else ("", "")
            is_script = text.endswith(("^", "_")) and len(inner) != 1
            if is_script or re.search(r"\\[A-Za-z]+(\{[^{}]*\})*$", text[-80:]):
                left, right = "{", "}"
            text += f"{left}{inner}{right}"
        elif isinstance(node, LatexMacroNode):
            if node.macroname in _WRAPPERS and not _macro_arguments(node):
                pending = node
                continue
            written = _macro_to_text(node)
            if written.isascii() and written.isalpha() and text[-1:].isalnum():
                text += " "
            text += written + node.macro_post_space
        elif isinstance(node, LatexCharsNode):
            text += node.chars
        elif isinstance(node, LatexEnvironmentNode | LatexMathNode):
            text += _nodes_to_text(node.nodelist)
        elif isinstance(node, LatexSpecialsNode):
            text += {"&": " ", "~": " "}.get(node.specials_chars, node.specials_chars)
    return text


def _macro_arguments(node: LatexMacroNode) -> list[LatexNode]:
    found = node.nodeargd.argnlist if node.nodeargd else ()
    return [argument for argument in found or () if argument is not None]


def _macro_to_text(node: LatexMacroNode) -> str:
    name = node.macroname
    if name in _SPACES:
        return " "
    if name in _DROPPED or name == "!":
        return ""
    arguments = [_nodes_to_text([argument]) for argument in _macro_arguments(node)]
    if arguments:
        return _apply_macro(name, *arguments)
    return find_symbol(name) or (
        name if name in ("{", "}", "%", "&", "$", "#", "_", "|") else f"\\{name}"
    )


def _apply_macro(name: str, *arguments: str) -> str:
    if name in _FRACTIONS and len(arguments) == 2:
        return "/".join(map(_parenthesise, arguments))
    if name == "sqrt":
        return "√" + _parenthesise(arguments[-1])
    if name in _COMBINING and len(arguments[0]) == 1:
        return unicodedata.normalize("NFC", arguments[0] + _COMBINING[name])
    if name == "mathbb" and len(arguments[0]) == 1:
        doubled = _writer.latex_to_text(f"\\mathbb{{{arguments[0]}}}")
        return str(doubled)
    if name in _WRAPPERS or name in _COMBINING or name == "mathbb":
        return arguments[0]
    return f"\\{name}" + "".join(f"{{{argument}}}" for argument in arguments)


def _parenthesise(text: str) -> str:
    """Parenthesise what would bind differently without a fraction bar."""
    return text if re.fullmatch(r"\w+|[^\w\s]?\w", text) else f"({text})"
