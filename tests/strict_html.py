"""Reads HTML and TeX that the builder wrote, and fails on anything it should not write."""

from __future__ import annotations

import re
from html.parser import HTMLParser

ALLOWED = {"a": {"href", "rel"}, **{tag: set() for tag in ("strong", "em", "sup", "sub", "wbr")}}
MATH = set(
    "math mrow mi mo mn mtext mspace msup msub msubsup mover munder munderover mfrac msqrt mroot "
    "mtable mtr mtd mstyle mpadded mphantom menclose mmultiscripts".split()
)


class StrictParser(HTMLParser):
    """Fails on any element, attribute or nesting that the builder does not write."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED or tag in MATH, tag
        if tag in ALLOWED:
            assert {name for name, _ in attrs} == ALLOWED[tag]
        for name, value in attrs:
            assert not name.startswith("on") and name not in ("style", "class", "id", "src")
            if name == "href":
                assert value is not None and re.match(r"https?://", value)
                assert "a" not in self.open
                self.links.append(value)
        if tag != "wbr":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError("a declaration")

    def handle_pi(self, data: str) -> None:
        raise AssertionError("a processing instruction")


def parse_strictly(html: str) -> StrictParser:
    parser = StrictParser()
    parser.feed(str.__str__(html))
    parser.close()
    assert parser.open == []
    return parser


def assert_balanced(tex: str) -> None:
    """As BibTeX counts: every brace, also behind a backslash."""
    depth = 0
    for character in tex:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
