"""The TeX commands of running text, and what each stands for."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, TypeAlias

from pylatexenc.latex2text import LatexNodes2Text

from .formula_text import find_symbol

Style: TypeAlias = Literal["strong", "em", "sup", "sub", ""]
"""The HTML element that shows a command's argument; empty for none."""

_UNSTYLED = "texttt textsc textrm textsf textmd textup textnormal underline mbox text".split()
STYLES: dict[str, Style] = {
    **dict.fromkeys(_UNSTYLED, ""),
    "textbf": "strong",
    "emph": "em",
    "textit": "em",
    "textsl": "em",
    "textsuperscript": "sup",
    "textsubscript": "sub",
}
SWITCHES = {
    **dict.fromkeys(("bf", "bfseries"), "textbf"),
    **dict.fromkeys(("em", "it", "itshape", "sl", "slshape"), "emph"),
    **dict.fromkeys(("tt", "ttfamily"), "texttt"),
    **dict.fromkeys(("sc", "scshape"), "textsc"),
    **dict.fromkeys(("rm", "rmfamily", "normalfont"), "textnormal"),
    **dict.fromkeys(("sf", "sffamily"), "textsf"),
}
SWITCH = re.compile(r"\{\\([a-z]+)(?![A-Za-z])\s*(?:\{\})?")
ESCAPED = {
    "%": "\\%",
    "&": "\\&",
    "$": "\\$",
    "#": "\\#",
    "_": "\\_",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
}
ACCENT = re.compile(
    r"\\(?:([\"'`^~=.])\s?|([cvuHkrdb])(?:\s|(?=[{\\])))"
    r"(?:\{\s*(\\[ij]|[^\W\d_])\s*\}|\{\s*\{?(\\[ij])\}?\s*\}|(\\[ij])(?![A-Za-z])|([^\W\d_]))"
)
_LETTER_COMMANDS = frozenset("ss o O l L ae AE oe OE aa AA i j dh DH th TH dj DJ ng NG".split())
_TEXT_SYMBOLS = {
    **dict.fromkeys(("dots", "ldots", "textellipsis"), "…"),
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "S": "§",
    "P": "¶",
    "copyright": "©",
    "pounds": "£",
    "textbackslash": "\\",
    "textasciicircum": "^",
    "textasciitilde": "~",
    "textbar": "|",
    "textless": "<",
    "textgreater": ">",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textunderscore": "_",
}
MATH_COMMAND = re.compile(
    r"\\(?:[dt]?frac|sqrt|math(?:bb|cal|bf|rm|it|sf|frak|scr)|boldsymbol|bm|hat|bar|tilde|vec|"
    r"widehat|widetilde|overline|ensuremath)(?=\{)"
)

# Names of symbols that are also words a text may have after a backslash.
_WORDS = frozenset(
    "id Ident image original Equal male venus mercury jupiter saturn uranus neptune pluto aries "
    "taurus gemini cancer leo virgo libra scorpio sagittarius capricornus aquarius pisces recorder "
    "between estimates".split()
)


@lru_cache(maxsize=1024)
def compose_accent(command: str) -> str:
    """Return the letter that an accent command such as `\\'{e}` makes, composed."""
    return unicodedata.normalize("NFC", LatexNodes2Text().latex_to_text(command).strip())


def find_named_symbol(name: str) -> tuple[str, str] | None:
    """Return what a command without arguments shows, and its TeX; `None` where unknown."""
    if name in _LETTER_COMMANDS:
        return find_symbol(name) or "", f"{{\\{name}}}"
    text = _TEXT_SYMBOLS.get(name) or (find_symbol(name) if name.startswith("text") else None)
    if text is not None:
        return text, f"\\{name}{{}}"
    text = find_symbol(name)
    if text is None or text.isascii() or len(text) > 1 or name in _WORDS:
        return None
    return text, f"\\ensuremath{{\\{name}}}"


def is_letter_command(name: str) -> bool:
    """Whether the command is a letter within a word: `\\o` in `S\\o ren`."""
    return name in _LETTER_COMMANDS
