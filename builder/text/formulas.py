"""Formulas: TeX into MathML, into readable text, and into TeX that is safe to typeset."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from functools import lru_cache

from latex2mathml import commands, converter
from latex2mathml.symbols_parser import SYMBOLS
from markupsafe import Markup, escape

from .formula_text import formula_to_text
from .tex_safety import brace_depths, braces_pair

MAX_FORMULA_LENGTH = 2000
"""Characters; anything longer is not treated as a formula."""
_DEEPEST = 30
"""Braces inside braces; deeper ones are shown as they were written."""

_MACRO = re.compile(r"\\([A-Za-z]+\*?|.)", re.DOTALL)
# They define macros (which can grow without end), set attributes, or switch the syntax.
_REFUSED_MACROS = frozenset(
    "newcommand renewcommand providecommand newenvironment renewenvironment def edef gdef xdef let "
    "DeclareMathOperator href style class cssId verb unicode".split()
)
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^{}]*)\}")

MATH_ENVIRONMENTS = frozenset(
    "equation equation* displaymath math align align* gather gather* multline multline* "
    "eqnarray eqnarray*".split()
)
_INNER_ENVIRONMENTS = frozenset(
    "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases array split aligned "
    "gathered align align*".split()
)

_ELEMENTS = frozenset(
    "math mrow mi mo mn mtext mspace msup msub msubsup mover munder munderover mfrac msqrt mroot "
    "mtable mtr mtd mstyle mpadded mphantom menclose mmultiscripts".split()
)
_ATTRIBUTES = frozenset(
    "accent accentunder columnalign columnlines columnspacing display displaystyle fence form "
    "largeop linethickness lspace mathvariant maxsize minsize movablelimits notation rowlines "
    "rowspacing rspace scriptlevel separator stretchy symmetric width".split()
)
_VALUE = re.compile(r"[A-Za-z0-9.%+ -]{1,40}")
_REFERENCE = re.compile(r"&#x[0-9A-Fa-f]{2,6};")


def _macro_names(value: object) -> list[str]:
    values = value if isinstance(value, tuple | list | dict) else (value,)
    return [name[1:] for name in values if isinstance(name, str) and name.startswith("\\")]


_KNOWN = (
    frozenset(name for value in vars(commands).values() for name in _macro_names(value))
    | frozenset(name[1:] for name in SYMBOLS if name.startswith("\\"))
    | frozenset("operatorname operatorname* text textrm textit textbf mbox mathbf mathsf".split())
    | frozenset(" ,;:!|_%#&${}\\")
) - _REFUSED_MACROS


def _is_convertible(tex: str) -> bool:
    deepest = max(brace_depths(tex), default=0)
    macros = set(_MACRO.findall(tex))
    return len(tex) <= MAX_FORMULA_LENGTH and deepest <= _DEEPEST and not macros & _REFUSED_MACROS


@lru_cache(maxsize=4096)
def formula_plain(tex: str) -> str:
    """Return a formula as readable text: `R²`, `h_{c,t} = μ`; as written where that fails."""
    if not _is_convertible(tex):
        return tex
    try:
        return formula_to_text(_escape_percent(tex)) or tex
    except Exception:  # third-party parser; no formula in the input may stop a build
        return tex


@lru_cache(maxsize=4096)
def formula_html(tex: str, display: bool) -> Markup:
    """Return a formula as MathML, or as readable text where it cannot be converted."""
    readable = Markup(escape(formula_plain(tex)))
    if not _is_convertible(tex) or not braces_pair(tex):
        return readable
    kind = "block" if display else "inline"
    try:
        root = converter.convert_to_element(_escape_percent(tex), display=kind)
    except Exception:  # as above
        return readable
    return _serialise(root)


def formula_tex(tex: str) -> str | None:
    """Return the formula's own TeX, `None` where it has a macro that is not plain mathematics.

    Escaped braces become `\\lbrace` and `\\rbrace`: BibTeX counts them too.
    """
    if not braces_pair(tex) or re.search(r"(?<!\\)\$", tex):
        return None
    environments = {name for _, name in _ENVIRONMENT.findall(tex)}
    macros = set(_MACRO.findall(_ENVIRONMENT.sub("", tex)))
    if not macros <= _KNOWN or not environments <= _INNER_ENVIRONMENTS:
        return None
    special = "%#" if environments else "%#&"
    tex = re.sub(rf"\\.|[{special}]", _escape_character, tex)
    return tex if braces_pair(tex, bibtex=True) else None


def _escape_character(match: re.Match[str]) -> str:
    found = match.group()
    if found in ("\\{", "\\}"):
        return "\\lbrace " if found == "\\{" else "\\rbrace "
    return found if found.startswith("\\") else "\\" + found


def _escape_percent(tex: str) -> str:
    """Escape bare per cent signs: lines are joined, so a comment would swallow the rest."""
    return re.sub(r"\\.|%", lambda match: match.group() if len(match.group()) > 1 else "\\%", tex)


def _serialise(element: ET.Element) -> Markup:
    """Write the element, with what is not known MathML left out: only its text stays."""
    content = Markup("").join(
        [
            _escape_characters(element.text),
            *(_serialise(child) + _escape_characters(child.tail) for child in element),
        ]
    )
    if element.tag not in _ELEMENTS:
        return content
    attributes = Markup("").join(
        Markup(' {}="{}"').format(name, value)
        for name, value in sorted(element.attrib.items())
        if name in _ATTRIBUTES and _VALUE.fullmatch(value)
    )
    return Markup("<{0}{1}>{2}</{0}>").format(element.tag, attributes, content)


def _escape_characters(text: str | None) -> Markup:
    """The library writes symbols as character references of its own."""
    return escape(_REFERENCE.sub(lambda match: html.unescape(match.group()), text or ""))
