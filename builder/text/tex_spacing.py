"""TeX's tildes, dashes and spaces, where a text really means TeX by them."""

from __future__ import annotations

from .nodes import Symbol


def parse_tie(source: str, at: int, end: int) -> Symbol | None:
    """Return the space that the tilde at `at` stands for.

    It ties words: not in `~10`, `10~20` or `x~N(0,1)`.
    """
    before, after = source[max(0, at - 2) : at], source[at + 1 : min(end, at + 2)]
    ends_word = (len(before) == 2 and before.isalpha()) or before[-1:] in tuple(".,:;")
    ends_bracket = before[-1:] == ")" and after in tuple("[(\\")
    begins_word = after.isalnum() or after in tuple("([{\\$")
    return Symbol(" ", "~") if begins_word and (ends_word or ends_bracket) else None


def parse_dash(source: str, at: int, stop: int) -> Symbol | None:
    """Return the dash that the hyphens from `at` to `stop` stand for.

    They touch words: not an option `--fast`, not a rule `---`.
    """
    before, after = source[max(0, at - 1) : at], source[stop : stop + 1]
    touching = (before.isalnum(), after.isalnum())
    if stop - at == 2 and all(touching):
        return Symbol("–", "--")
    if stop - at == 3 and any(touching) and not {before, after} & set("<>|!-"):
        return Symbol("—", "---")
    return None


def parse_spacing(source: str, at: int, stop: int, end: int) -> Symbol | None:
    """Return what a backslash and one character do to the space between words."""
    name = source[at + 1 : stop]
    before, after = source[max(0, at - 1) : at], source[stop : stop + 1]
    if name == " " or (name == "\\" and (stop == end or after == " ")):
        return Symbol(" ", "\\ ")
    if name == "," and before.isalnum() and after.isalnum():
        return Symbol(" ", "\\,")
    if name == "-" and before.isalpha() and after.isalpha():
        return Symbol("", "\\-")
    return None
