"""Text on one line, and text without the characters that no page or file may hold."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
"""Controls that are no white space, lone surrogates, and noncharacters that XML forbids."""
_UNPRINTABLE = re.compile(f"[{_FORBIDDEN}]")
_ODD_SPACE = re.compile(r"[^\S ]+")
"""Tabs, no-break spaces and the like."""
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
"""Letters and marks of which nothing is seen: fillers, the blank of Braille, variants of others."""
_UNSEEN_KINDS = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp", "Zs"))
"""Spaces and what only steers; a letter that is newer than this program may be seen."""
_UNPRINTABLE_OR_ODD_BREAK = re.compile(rf"[{_FORBIDDEN}\x0b-\x0d\x85]")


def collapse_spaces(text: str) -> str:
    """Return the text with every run of white space as one space, none around it."""
    return " ".join(text.split())


def blank_unprintable(text: str) -> str:
    """Return the text with a space for what no file may hold; tabs and line feeds stay."""
    return text if text.isprintable() else _UNPRINTABLE_OR_ODD_BREAK.sub(" ", text)


def printable_line(text: str) -> str:
    """Return the text on one line, without what no file may hold."""
    return collapse_spaces(blank_unprintable(text))


def message_line(text: str) -> str:
    """Return the text on one line; what a terminal might obey is written out as `\\x1b`."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii")
        for sign in _ODD_SPACE.sub(" ", " ".join(text.splitlines())).strip()
    )


def visible_line(text: str) -> str:
    """Return the text on one line, empty where nothing of it would be seen."""
    line = printable_line(text)
    return line if is_visible(line) else ""


def is_visible(text: str) -> bool:
    """Whether anything of the text would be seen."""
    if text[:1].isalnum() and text[:1].isascii():
        return True
    return any(unicodedata.category(sign) not in _UNSEEN_KINDS for sign in _UNSEEN.sub("", text))


def title_line(text: str) -> str:
    """Return a plain title on one line, `Untitled` where nothing of it would be seen."""
    return visible_line(text) or "Untitled"


def replace_unprintable(text: str) -> tuple[str, str]:
    """Return the text with U+FFFD for what no page can hold, and the first such: `U+0007`."""
    found = _UNPRINTABLE.search(text)
    if found is None:
        return text, ""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text), f"U+{ord(found[0]):04X}"


def truncate(text: str, length: int) -> str:
    """Return the start of `text`, cut after a word, with an ellipsis where it was cut."""
    if len(text) <= length:
        return text
    start = text[: length + 1]
    cut = start.rsplit(None, 1)[0] if " " in start[length // 2 :] else start[:length]
    return cut.rstrip(" ,;:.–—-") + "…"
