"""What a reader finds on a paper's page, and whether a listing's text stands there whole."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

_MARKUP = re.compile(r"\$|\\[a-zA-Z]+\*?|\\.|[{}~^_]|</?[a-zA-Z][^>]*>|&[#\w]+;")
"""What a text may have of TeX and HTML, which is not shown as it is written."""


class Shown(HTMLParser):
    """The text of the first `h1` and of the element with the class `abstract`."""

    VOID = frozenset("br hr img input link meta source wbr area base col embed track".split())

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.abstract = ""
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.VOID:
            return
        classes = (dict(attrs).get("class") or "").split()
        self._open.append("h1" if tag == "h1" else "abstract" if "abstract" in classes else tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if "h1" in self._open:
            self.title += data
        elif "abstract" in self._open:
            self.abstract += data


def letters(text: str) -> str:
    """Letters and digits in order, without accents; Greek and other scripts left out."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed.lower() if c.isascii() and c.isalnum())


def is_whole(source: str, shown: str) -> bool:
    """Whether all of a listing's text is shown: letter by letter, but for TeX and HTML, of which
    all that stands between the commands is there in its order.
    """
    found, at = letters(shown), 0
    if not _MARKUP.search(source):
        return found == letters(source)
    for part in map(letters, _MARKUP.split(source)):
        at = found.find(part, at) + len(part)
        if at < len(part):
            return False
    return True
