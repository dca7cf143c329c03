r"""The commands of biblatex and csquotes in a field, as plain TeX and signs: `\enquote{a}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_SIGNS: Mapping[str, str] = {
    **dict.fromkeys(("/", "-", "allowbreak", "nobreakdash", "protect"), ""),
    "bibrangedash": "–",
    "hyphen": "-",
    "slash": "/",
    "thinspace": " ",
}
"""Commands without an argument."""
_QUOTES = (("“", "”"), ("‘", "’"))
"""Around a quotation, and around one in it."""
_AROUND: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys("enquote foreignquote mkbibquote textquote".split(), _QUOTES[0]),
    **dict.fromkeys(("mkbibemph", "mkbibitalic"), ("\\emph{", "}")),
    "mkbibbold": ("\\textbf{", "}"),
    "mkbibsuperscript": ("\\textsuperscript{", "}"),
    "mkbibsubscript": ("\\textsubscript{", "}"),
    "mkbibparens": ("(", ")"),
    "mkbibbrackets": ("[", "]"),
    **dict.fromkeys("autocap bibcyr foreignlanguage mkbibacro".split(), ("", "")),
    **dict.fromkeys("mkbibnamefamily mkbibnamegiven NoCaseChange texorpdfstring".split(), ("", "")),
}
"""Commands with an argument, and what stands around it instead."""
_SECOND = frozenset(("foreignlanguage", "foreignquote", "texorpdfstring"))
"""The text of these is their second argument."""

_SIGN = re.compile(
    r"\\\\|\\vphantom(?:\\[{}]|\{(?:\\[{}])*\})|"
    rf"\\(?:([/-])|({'|'.join(filter(str.isalpha, _SIGNS))})(?![A-Za-z])(?:\{{\}}|\s+)?)"
)
_COMMAND = re.compile(
    rf"\\\\|\\({'|'.join(_AROUND)})(?![A-Za-z])\*?(?:\[[^]]{{0,200}}\])?\s*(?=\{{)"
)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


def translate_biblatex(tex: str) -> str:
    r"""Return `tex` with `\mkbibemph{a}` as `\emph{a}`, `\enquote{a}` as `“a”`, `\slash` as `/`.

    A command without the argument that it needs stays.
    """
    if "\\" not in tex:
        return tex
    tex = _SIGN.sub(_replace_sign, tex)
    kept: list[str] = []
    done = 0
    for start, stop, text in sorted(_find_replacements(tex)):
        if start >= done:  # else it stands in what was left out
            kept += (tex[done:start], text)
            done = stop
    return "".join([*kept, tex[done:]])


def _replace_sign(found: re.Match[str]) -> str:
    if found[0] == "\\\\":
        return found[0]
    return _SIGNS.get(found[1] or found[2], "")


def _find_replacements(tex: str) -> Iterator[tuple[int, int, str]]:
    """Give what to replace from where to where, commands and the ends of their arguments."""
    closing = _match_braces(tex) if _COMMAND.search(tex) else {}
    quotations: list[int] = []
    for command in _COMMAND.finditer(tex):
        name, opening = command[1], command.end()
        if name in _SECOND:
            opening = closing.get(opening, len(tex)) + 1
        if not name or opening not in closing:
            continue
        before, after = _AROUND[name]
        if (before, after) == _QUOTES[0]:
            while quotations and quotations[-1] < opening:
                quotations.pop()
            before, after = _QUOTES[len(quotations) % 2]
            quotations.append(closing[opening])
        yield command.start(), opening + 1, before
        yield closing[opening], closing[opening] + 1, after


def _match_braces(tex: str) -> dict[int, int]:
    """Where each group closes."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for found in _BRACE.finditer(tex):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}" and opened:
            closing[opened.pop()] = found.start()
    return closing
