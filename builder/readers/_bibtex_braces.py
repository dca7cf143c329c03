"""BibTeX braces that only protect capitals: `{BERT}`."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\\[A-Za-z]+\s*|\\.|\$[^$]{1,2000}\$|[{}]|[^\\{}$]+|.", re.DOTALL)

_LIGATURE = re.compile(r"([-`',<>])\{\}\1|[?!]\{\}`")
"""An empty group that parts two signs, which TeX would print as one."""


def strip_case_braces(tex: str) -> str:
    """Return `tex` without case-protecting groups; arguments, accents and formulas stay.

    In a title `{BERT}` and `{"}` mean their content; in plain text, such as `{a, b}`, braces
    mean themselves, so this is for values of BibTeX alone.
    """
    kept: list[str] = []
    opened: list[tuple[int, bool, bool]] = []
    takes_argument = False
    for match in _TOKEN.finditer(tex):
        token = match.group()
        if token == "{":
            # `{\em a}`, `{\"o}` and `_{2}` are groups with a meaning of their own, `\_{2}` is not.
            is_group = tex.startswith("\\", match.end()) or bool(
                kept and kept[-1].endswith(("^", "_")) and not kept[-1].startswith("\\")
            )
            opened.append((len(kept), takes_argument, is_group))
            takes_argument = False
        elif token == "}" and opened:
            start, is_argument, is_group = opened.pop()
            # `\frac{a}{b}`: after an argument there may be another; `{}` only ends the command.
            takes_argument = is_argument and len(kept) > start + 1
            if not is_argument and not is_group:
                parts = len(kept) == start + 1 and _LIGATURE.match(tex, match.start() - 2)
                kept[start] = "\\mbox{}" if parts else ""
                continue
        else:
            takes_argument = token.startswith("\\") and token[-1] not in "%&$#_{}\\, "
        kept.append(token)
    return "".join(kept)
