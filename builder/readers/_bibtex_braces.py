"""BibTeX braces that only protect capitals: `{BERT}`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..text.tex_commands import SWITCHES, find_named_symbol

_TOKEN = re.compile(r"\\[A-Za-z]+\s*|\\.|\$[^$]{1,2000}\$|[{}]|[^\\{}$]+|.", re.DOTALL)

_LIGATURE = re.compile(r"([-`',<>])\{\}\1|[?!]\{\}`")
"""An empty group that parts two signs, which TeX would print as one."""
_ACCENT = re.compile(r"\\(?:[\"'`^~=.]|[cvuHkrdb]\s*)\Z")
_SWITCH = re.compile(rf"\\(?:{'|'.join(SWITCHES)})\s*\Z")
_WORD = re.compile(r"\\[A-Za-z]+\Z")
"""A command that would go on with a letter behind it."""


@dataclass(slots=True)
class _Group:
    """A group that is open."""

    start: int
    """Its place among what is kept."""
    is_argument: bool
    is_script: bool
    """Whether it is raised or lowered: `_{2}`."""
    is_one_command: bool = False
    """Whether it holds one command with its arguments: `{\\"o}`, `{\\textbf{a}}`."""
    is_switched: bool = False
    """Whether it begins with a command for all that follows: `{\\em a}`."""

    def add(self, token: str, kept: list[str]) -> None:
        """Note a token or a group at its top level; `kept` are those before it."""
        if len(kept) == self.start + 1:
            self.is_one_command = token.startswith("\\")
            self.is_switched = _SWITCH.match(token) is not None
        elif token != "{argument}":
            is_letter = len(kept) == self.start + 2 and len(token.strip()) == 1
            accent = is_letter and _ACCENT.match(kept[-1])
            self.is_one_command = self.is_one_command and bool(accent)


def strip_case_braces(tex: str) -> str:
    """Return `tex` without case-protecting groups; arguments, accents and formulas stay.

    In a title `{BERT}` and `{"}` mean their content; in plain text, such as `{a, b}`, braces
    mean themselves, so this is for values of BibTeX alone.
    """
    kept: list[str] = []
    groups: list[_Group] = []
    takes_argument = False
    for match in _TOKEN.finditer(tex):
        token = match.group()
        if token == "{":
            if takes_argument and _takes_none(kept[-1]) and not tex.startswith("}", match.end()):
                kept[-1], takes_argument = kept[-1].rstrip() + "{}", False
            last = kept[-1] if kept else ""
            is_script = last.endswith(("^", "_")) and not last.startswith("\\")
            if groups:
                groups[-1].add("{argument}" if takes_argument else "{", kept)
            groups.append(_Group(len(kept), takes_argument, is_script))
            takes_argument = False
        elif token == "}" and groups:
            group = groups.pop()
            # `\frac{a}{b}`: after an argument there may be another; `{}` only ends the command.
            takes_argument = group.is_argument and len(kept) > group.start + 1
            if not (
                group.is_argument or group.is_script or group.is_one_command or group.is_switched
            ):
                parts = len(kept) == group.start + 1 and _LIGATURE.match(tex, match.start() - 2)
                kept[group.start] = "\\mbox{}" if parts else ""
                if _WORD.match(kept[-1]):
                    kept.append("{}")
                continue
        else:
            takes_argument = token.startswith("\\") and token[-1] not in "%&$#_{}\\, "
            if groups:
                groups[-1].add(token, kept)
        kept.append(token)
    return "".join(kept)


def _takes_none(command: str) -> bool:
    r"""Whether a group after the command is no argument of it: `\textendash{Oxide}`."""
    name = command.strip("\\ \t\n")
    return name.isalpha() and len(name) > 1 and find_named_symbol(name) is not None
