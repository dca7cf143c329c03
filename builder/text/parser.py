"""Parses running text as its authors typed it: words, TeX, formulas and URLs."""

from __future__ import annotations

import re

from .formulas import MATH_ENVIRONMENTS, MAX_FORMULA_LENGTH
from .nodes import Address, Formula, Node, PlainText, Styled, Symbol
from .tex_commands import (
    ACCENT,
    ESCAPED,
    MATH_COMMAND,
    STYLES,
    SWITCH,
    SWITCHES,
    compose_accent,
    find_named_symbol,
    is_letter_command,
)
from .tex_safety import braces_pair
from .tex_spacing import parse_dash, parse_spacing, parse_tie
from .urls import MARKUP_START, clean_url, read_url

_DEEPEST = 8
"""Commands inside commands; deeper ones are left as written."""
_LONGEST_QUOTATION = 1000
_MOST_FORMULAS = 300
"""In one text; further ones are left as written, so that no text can stall a build."""

_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_REFERENCES = ("url", "href", "footnote")
_WITH_TEXT = frozenset((*STYLES, *_REFERENCES))
_SCRIPT = re.compile(r"[_^](?=\{)|[_^](?:[A-Za-z0-9*+](?![A-Za-z0-9])|\\[A-Za-z]+)")
# Words of prose between two dollar signs: amounts of money, not a formula.
_PROSE = re.compile(
    r"(?<![A-Za-z])(?:and|or|to|the|for|of|in|is|as|at|by|on|vs|per|a|an|we|it)(?![A-Za-z])|"
    r"(?!(?i:prob|argmax|argmin|softmax|poly|polylog|diag|sinh|cosh|tanh)(?![A-Za-z]))[A-Za-z]{4}"
)
_QUOTATION_END = re.compile(r"``|''|\"")


def parse(source: str) -> tuple[Node, ...]:
    """Return the pieces of `source` in order; what is not understood stays words."""
    return _Parser(source).parse_nodes(0, len(source))


class _Parser:
    """Parses the text in one pass with bounded lookahead."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._closing = _match_braces(source)
        self._quotation_end = -1
        self._depth = 0
        self._formulas = 0

    def parse_nodes(self, start: int, end: int) -> tuple[Node, ...]:
        found: list[Node] = []
        written = at = start
        while match := MARKUP_START.search(self._source, at, end):
            at = match.start()
            piece, stop = self._parse_node(match.group(), at, end)
            if piece is None:
                at = max(stop, at + 1)
                continue
            self._formulas += isinstance(piece, Formula)
            if written < at:
                found.append(PlainText(self._source[written:at]))
            found.append(piece)
            written = at = stop
        if written < end:
            found.append(PlainText(self._source[written:end]))
        return tuple(found)

    def _parse_node(self, trigger: str, at: int, end: int) -> tuple[Node | None, int]:
        """The piece at `at` and where it stops; no piece where it is only text, up to the stop."""
        if trigger == "\\":
            return self._parse_command(at, end)
        if trigger == "{\\":
            return self._parse_group(at, end)
        if trigger == "$":
            return (
                self._parse_dollar(at, end) if self._formulas < _MOST_FORMULAS else (None, at + 1)
            )
        if trigger == "~":
            return parse_tie(self._source, at, end), at + 1
        if trigger.startswith("-"):
            stop = at + len(trigger)
            return parse_dash(self._source, at, stop), stop
        if trigger in ("``", "''", '"'):
            return self._parse_quotation(trigger, at, end)
        url, stop = read_url(self._source, at, end)
        return (Address(url) if url else None), stop

    def _parse_command(self, at: int, end: int) -> tuple[Node | None, int]:
        command = _COMMAND.match(self._source, at, end)
        if command is None:
            return None, at + 1
        name, stop = command.group(1), command.end()
        if name in ESCAPED:
            return Symbol(name, ESCAPED[name]), stop
        if name in ("(", "[") and self._formulas < _MOST_FORMULAS:
            return self._parse_formula(at, end, name)
        if accent := self._parse_accent(at, end):
            return accent
        if not name.isalpha() or not name.isascii():
            return parse_spacing(self._source, at, stop, end), stop
        if name in STYLES:
            return self._parse_styled(name, stop, end)
        if name in _REFERENCES:
            return self._parse_reference(name, stop, end)
        if name == "begin" and self._formulas < _MOST_FORMULAS:
            return self._parse_environment(stop, end)
        if self._formulas < _MOST_FORMULAS and MATH_COMMAND.match(self._source, at, end):
            return self._parse_bare_formula(at, end)
        return self._parse_named_symbol(name, stop, end)

    def _parse_accent(self, at: int, end: int) -> tuple[Node, int] | None:
        match = ACCENT.match(self._source, at, end)
        if match is None:
            return None
        following = self._source[match.end() : match.end() + 1]
        before = self._source[at - 1 : at]
        if match.group(6) == "s" and before.isalpha() and not following.isalpha():
            return None  # `it\'s`: an apostrophe that some program has escaped
        text = compose_accent(match.group())
        is_composed = len(text) == 1 and not text.isascii()
        if not is_composed and (match.group(6) or len(text) != 2):
            return None
        return Symbol(text, match.group()), match.end()

    def _find_argument_end(self, at: int, end: int) -> int | None:
        """Where the group at `at` closes."""
        closing = self._closing.get(at)
        return closing if closing is not None and closing < end else None

    def _parse_inside(self, start: int, end: int) -> tuple[Node, ...]:
        self._depth += 1
        pieces = self.parse_nodes(start, end)
        self._depth -= 1
        return pieces

    def _parse_styled(self, name: str, opening: int, end: int) -> tuple[Node | None, int]:
        closing = self._find_argument_end(opening, end)
        if closing is None or self._depth >= _DEEPEST:
            return None, opening
        inside = self._parse_inside(opening + 1, closing)
        return Styled(name, STYLES[name], inside), closing + 1

    def _parse_group(self, at: int, end: int) -> tuple[Node | None, int]:
        closing = self._find_argument_end(at, end)
        if closing is None or self._depth >= _DEEPEST:
            return None, at + 1
        switch = SWITCH.match(self._source, at, closing)
        if switch and (name := SWITCHES.get(switch.group(1))):
            return Styled(
                name, STYLES[name], self._parse_inside(switch.end(), closing)
            ), closing + 1
        command = _COMMAND.match(self._source, at + 1, closing)
        if command and command.group(1) in _WITH_TEXT:
            inner = self._find_argument_end(command.end(), closing)
            if inner is None or inner + 1 != closing:
                return None, at + 1
        piece, stop = self._parse_command(at + 1, closing)
        if piece is None or stop != closing:
            return None, at + 1
        if isinstance(piece, Symbol):
            piece = Symbol(piece.text, f"{{{piece.tex}}}")
        return piece, closing + 1

    def _parse_reference(self, name: str, opening: int, end: int) -> tuple[Node | None, int]:
        closing = self._find_argument_end(opening, end)
        if closing is None or self._depth >= _DEEPEST:
            return None, opening
        if name == "footnote":
            inside = self._parse_inside(opening + 1, closing)
            space = "" if self._source[opening - 10 : opening - 9] in (" ", "") else " "
            return Styled("", "", (PlainText(f"{space}("), *inside, PlainText(")"))), closing + 1
        url = clean_url(self._source[opening + 1 : closing])
        if url is None:
            return None, opening
        if name == "url":
            return Address(url), closing + 1
        text_end = self._find_argument_end(closing + 1, end)
        if text_end is None:
            return None, opening
        text = self._parse_inside(closing + 2, text_end)
        if text == (Address(url),):
            return Address(url), text_end + 1
        return Styled("", "", (*text, PlainText(" ("), Address(url), PlainText(")"))), text_end + 1

    def _parse_formula(self, at: int, end: int, bracket: str) -> tuple[Node | None, int]:
        delimiter = {"(": "\\)", "[": "\\]"}[bracket]
        closing = self._source.find(delimiter, at + 2, min(end, at + MAX_FORMULA_LENGTH))
        source = self._source[at + 2 : closing].strip() if closing > 0 else ""
        if not source or not braces_pair(source):
            return None, at + 2
        return Formula(source, f"\\{bracket}", delimiter, bracket == "["), closing + 2

    def _parse_environment(self, opening: int, end: int) -> tuple[Node | None, int]:
        closing = self._find_argument_end(opening, min(end, opening + 20))
        name = self._source[opening + 1 : closing] if closing else ""
        if closing is None or name not in MATH_ENVIRONMENTS:
            return None, opening
        last = f"\\end{{{name}}}"
        stop = self._source.find(last, closing, min(end, closing + MAX_FORMULA_LENGTH))
        source = self._source[closing + 1 : stop].strip() if stop > 0 else ""
        if not source or not braces_pair(source):
            return None, opening
        if name.startswith(("align", "gather", "multline", "eqnarray")):
            source = f"\\begin{{split}}{source}\\end{{split}}"
        return Formula(source, "\\[", "\\]", name != "math"), stop + len(last)

    def _parse_dollar(self, at: int, end: int) -> tuple[Node | None, int]:
        display = self._source.startswith("$$", at)
        mark = "$$" if display else "$"
        start = at + len(mark)
        closing = self._source.find(mark, start, min(end, start + MAX_FORMULA_LENGTH))
        if closing < 0:
            return None, start
        source = self._source[start:closing]
        after = self._source[closing + len(mark) : closing + len(mark) + 1]
        touches = display or (source[:1] not in ("", " ") and source[-1:] not in (" ", "\\"))
        is_formula = (
            touches and not after.isdigit() and braces_pair(source) and bool(source.strip())
        )
        if not is_formula or (not re.search(r"[\\^_]", source) and _PROSE.search(source)):
            return None, start
        opening, last = ("\\[", "\\]") if display else ("$", "$")
        return Formula(source.strip(), opening, last, display), closing + len(mark)

    def _parse_bare_formula(self, at: int, end: int) -> tuple[Node | None, int]:
        """A command of mathematics outside a formula, with its arguments and scripts."""
        command = _COMMAND.match(self._source, at, end)
        stop = command.end() if command else at
        while (closing := self._find_argument_end(stop, end)) is not None:
            stop = closing + 1
        while script := _SCRIPT.match(self._source, stop, end):
            group = self._find_argument_end(script.end(), end)
            if script.end() - script.start() == 1 and group is None:
                break
            stop = script.end() if group is None else group + 1
        source = self._source[at:stop]
        if len(source) > MAX_FORMULA_LENGTH or stop == (command.end() if command else at):
            return None, at + 1
        return Formula(source, "\\ensuremath{", "}", False), stop

    def _parse_named_symbol(self, name: str, stop: int, end: int) -> tuple[Node | None, int]:
        found = find_named_symbol(name)
        if found is None:
            return None, stop
        if self._source.startswith("{}", stop):
            stop += 2
        elif is_letter_command(name) and re.match(r" [a-z]", self._source[stop : stop + 2]):
            stop += 1  # `S\o ren`
        return Symbol(*found), min(stop, end)

    def _parse_quotation(self, mark: str, at: int, end: int) -> tuple[Node | None, int]:
        """Two backticks open where a closing mark follows; `''` and `"` close only then."""
        stop = at + len(mark)
        if at == self._quotation_end:
            return Symbol("”", "''"), stop
        before, after = self._source[at - 1 : at] if at else "", self._source[stop : stop + 1]
        if mark != "``" or after in ("", " ", "`") or before.isalnum() or before == "`":
            return None, stop
        last = _QUOTATION_END.search(self._source, stop, min(end, stop + _LONGEST_QUOTATION))
        if last is None or last.group() == "``" or self._source[last.start() - 1] in " `":
            return None, stop
        self._quotation_end = last.start()
        return Symbol("“", "``"), stop


def _match_braces(source: str) -> dict[int, int]:
    """Where each group closes; braces after a backslash do not count."""
    closing: dict[int, int] = {}
    if "\\" not in source:
        return closing
    opened: list[int] = []
    for match in re.finditer(r"\\.|[{}]", source, re.DOTALL):
        if match.group() == "{":
            opened.append(match.start())
        elif match.group() == "}" and opened:
            closing[opened.pop()] = match.start()
    return closing
