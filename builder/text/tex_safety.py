"""What keeps text from acting as TeX: escaped signs, and braces that pair."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

TEX_ESCAPES: Mapping[str, str] = {
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "<": "\\textless{}",
    ">": "\\textgreater{}",
    "|": "\\textbar{}",
    **{sign: "\\" + sign for sign in "&%$#_"},
}
"""The TeX that prints each sign which TeX would act on or print as another one."""

_TEX_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_BIBTEX_BRACE = re.compile(r"[{}]")


def brace_depths(tex: str, *, bibtex: bool = False) -> Iterator[int]:
    """Give how deep the text is nested after each brace; below 0 where one was not opened.

    To TeX a brace after a backslash is a sign, to BibTeX it is a brace.
    """
    depth = 0
    for found in (_BIBTEX_BRACE if bibtex else _TEX_BRACE).finditer(tex):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
            yield depth


def braces_pair(tex: str, *, bibtex: bool = False) -> bool:
    """Whether braces open and close in order, as `brace_depths` counts them."""
    depth = 0
    for depth in brace_depths(tex, bibtex=bibtex):
        if depth < 0:
            return False
    return depth == 0
