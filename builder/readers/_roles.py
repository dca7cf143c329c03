"""Which line is a title and which an abstract: the assignment that costs least over a page.

Each line has a cost in each role, and so has each pair of roles in a row; the cheapest path
(Viterbi) finds its way back after a record that lacks its title or its abstract. The costs are
hand-tuned odds: 5 for a record that lacks a part, 2 to 8 for a line unlike its role.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby


class Role(Enum):
    """What a line of a saved page is."""

    FRAME = "boilerplate"
    WORD = "boilerplate, or a very short title"
    DATE = "date label"
    TITLE = "title"
    TITLE_CONTINUED = "title, wrapped"
    ABSTRACT = "abstract"
    ABSTRACT_CONTINUED = "abstract, wrapped"
    LONE_ABSTRACT = "abstract without a title"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line that is not blank."""

    number: int
    """1-based."""
    text: str
    """White space collapsed."""
    after_blank: bool
    role: Role | None
    """`None` until it is known."""
    is_spaced: bool = False
    """Whether its section of the page has blank lines between records."""

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence may end here."""
        return self.text.rstrip("\"'”’)]")[-1:] in tuple(".!?…。！？")


_ROLES = (
    Role.TITLE,
    Role.TITLE_CONTINUED,
    Role.ABSTRACT,
    Role.ABSTRACT_CONTINUED,
    Role.LONE_ABSTRACT,
)
_LACKING = 5.0
"""For a title without an abstract, and for an abstract without a title."""
_NEVER = 1e9
_LONG = 250
"""Characters: no title is this long, and few abstracts are shorter."""
_NARROWEST = 40
"""Characters of a line that was wrapped."""
_UNFINISHED = re.compile(
    r"(?:[:,–—-]|\b(?:of|for|and|or|the|with|in|to|a|an|on|via|from|by|as|at|through))$",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"(?:We|Our|It|They|These|However|Moreover|Furthermore|Specifically|Experiments|Finally|"
    r"(?:In )?[Tt]his (?:paper|work|study|survey|article)|In addition)\b"
)
_SENTENCES = re.compile(r"[a-z)\d]{2}\. [A-Z]")


def assign_roles(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return all `lines`, each with its role."""
    spaced = _mark_spacing(tuple(lines))
    content = [index for index, line in enumerate(spaced) if line.role is None]
    known = list(spaced)
    for index, role in zip(content, _find_cheapest_roles(spaced, content), strict=True):
        before = known[index - 1] if index else None
        if role is Role.LONE_ABSTRACT and before is not None and _may_be_title(known, index - 1):
            known[index - 1] = replace(before, role=Role.TITLE)
            role = Role.ABSTRACT
        known[index] = replace(known[index], role=role)
    return tuple(known)


def _mark_spacing(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    marked: list[Line] = []
    for is_content, part in groupby(lines, key=lambda line: line.role is None):
        found = list(part)
        is_spaced = is_content and any(line.after_blank for line in found[1:])
        marked.extend(replace(line, is_spaced=is_spaced) for line in found)
    return tuple(marked)


def _may_be_title(lines: list[Line], index: int) -> bool:
    """Whether the short word at `index` stands where a title should: not among the frame."""
    around = lines[max(0, index - 1) : index]
    return lines[index].role is Role.WORD and not any(line.role is Role.FRAME for line in around)


def _find_cheapest_roles(lines: tuple[Line, ...], content: list[int]) -> list[Role]:
    costs: dict[Role, float] = {}
    backpointers: list[dict[Role, Role]] = []
    previous: Line | None = None
    for place, index in enumerate(content):
        line = lines[index]
        is_apart = place > 0 and any(
            lines[between].role in (Role.FRAME, Role.DATE)
            for between in range(content[place - 1] + 1, index)
        )
        reached: dict[Role, float] = {}
        pointers: dict[Role, Role] = {}
        for role in _ROLES:
            if previous is None:
                reached[role] = _starting_cost(role)
            else:
                reached[role], pointers[role] = min(
                    (
                        (cost + _transition_cost(before, previous, role, line, is_apart), before)
                        for before, cost in costs.items()
                    ),
                    key=lambda pair: pair[0],
                )
            reached[role] += _line_cost(role, line)
        costs, previous = reached, line
        backpointers.append(pointers)
    if not costs:
        return []
    path = [min(costs, key=lambda role: costs[role])]
    for pointers in reversed(backpointers[1:]):
        path.append(pointers[path[-1]])
    return path[::-1]


def _starting_cost(role: Role) -> float:
    return {Role.TITLE: 0.0, Role.LONE_ABSTRACT: _LACKING}.get(role, _NEVER)


def _line_cost(role: Role, line: Line) -> float:
    """Return the cost of giving the line this role, regardless of its neighbours."""
    length = len(line.text)
    if role in (Role.TITLE, Role.TITLE_CONTINUED):
        cost = max(0, length - 150) / 20
        cost += 3 if line.text.endswith(".") and not line.text.endswith("...") else 0
        cost += 3 if role is Role.TITLE and _starts_with_ordinary_word(line) else 0
        cost += 3 if _PROSE.match(line.text) else 0
        cost += 2 if role is Role.TITLE and _is_unfinished(line) else 0
        return cost + (4 if _SENTENCES.search(line.text[:400]) else 0)
    if role in (Role.ABSTRACT, Role.LONE_ABSTRACT) and length < _LONG:
        if line.ends_sentence:
            return 0.5 + 2 * (1 - length / _LONG)
        return 5.0 if _is_title_case(line.text) else 2.0
    return 0.0


def _starts_with_ordinary_word(line: Line) -> bool:
    """Whether the first word is an ordinary one: not `iTransformer`, not `word2vec:`."""
    first = line.text.split(" ", 1)[0].rstrip(",")
    return first.isalpha() and first.islower()


def _is_unfinished(line: Line) -> bool:
    """Whether the line ends where no title does; only its last word matters."""
    return _UNFINISHED.search(line.text[-20:]) is not None


def _transition_cost(before: Role, previous: Line, role: Role, line: Line, is_apart: bool) -> float:
    """What it costs that `role` follows the role `before`; `is_apart`: the frame is between."""
    after_title = before in (Role.TITLE, Role.TITLE_CONTINUED)
    if role is Role.ABSTRACT:
        return (2.0 if is_apart else 0.0) if after_title else _NEVER
    if role is Role.TITLE_CONTINUED:
        return _NEVER if not after_title or is_apart else _title_continuation_cost(previous, line)
    if role is Role.ABSTRACT_CONTINUED:
        return _NEVER if after_title or is_apart else _abstract_continuation_cost(previous, line)
    lacking = _LACKING if after_title or role is Role.LONE_ABSTRACT else 0.0
    lacking += 4.0 if line.is_spaced and not line.after_blank and not is_apart else 0.0
    if after_title:
        return lacking if role is Role.TITLE else _NEVER
    if previous.ends_sentence:
        return lacking
    if len(previous.text) > 200:
        return lacking + 1.5
    return lacking + 6.0


def _title_continuation_cost(previous: Line, line: Line) -> float:
    is_cut = _is_unfinished(previous) or _starts_with_ordinary_word(line)
    return 2.0 if is_cut and not line.after_blank else _NEVER


def _abstract_continuation_cost(previous: Line, line: Line) -> float:
    """A wrapped line is about as wide as the one above, and begins within a sentence."""
    width, above = len(line.text), len(previous.text)
    cost = 0.0
    if line.after_blank:
        cost += 2.0 if _starts_with_ordinary_word(line) and not previous.ends_sentence else 6.0
    if width > 1.5 * above + 20:
        cost += 6.0
    if above < _NARROWEST:
        cost += 4.0
    if previous.ends_sentence:
        cost += 1.0 if above <= 200 else 8.0
    elif line.text[:1].isupper():
        cost += 2.5 if above <= 200 or width <= 200 else 8.0
    return cost + (4.0 if _is_title_case(line.text[:300]) else 0.0)


def _is_title_case(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.6 * len(words)
