"""Tables of papers in Markdown: which column is what, and which cell names the paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.token import Token

from ..text.lines import collapse_spaces
from ._plain import find_role

_TITLES = ("title", "paper", "paper name", "article", "publication title", "work")
"""What the column of titles is called, the surest name first."""
_NAMES = ("name", "model", "method", "system")
"""And where that of papers holds only links."""
_OTHERS = frozenset(("authors", "date", "venue", "abstract"))
_VENUES = ("publication", "published in", "published")
_NUMBER = re.compile(r"\A\s*\d{1,4}[.)]\s+")
_TITLE_END = re.compile(r"\s{2,}|\s+[-–—:]\s+|<br\s*/?>|\n")
_LONGEST_TITLE = 250
"""Characters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TableRow:
    """A row of a table of papers; all texts are Markdown."""

    line: int
    titles: tuple[str, ...]
    """Cells that may name the paper, the likeliest first."""
    others: tuple[str, ...]
    """The further cells."""
    fields: Mapping[str, str]
    """Authors, date, venue and abstract, where there is a column for them."""


def has_table(text: str) -> bool:
    """Whether the text has a table with a column of papers."""
    lines = text.split("\n")
    return any(
        set(below.strip()) <= set("|:- \t")
        and "-" in below
        and "|" in below
        and _find_title_columns(_split_header(above))
        for above, below in pairwise(lines)
        if "|" in above
    )


def _split_header(line: str) -> list[str]:
    return [_plain_name(cell) for cell in line.strip().strip("|").split("|")]


def _plain_name(cell: str) -> str:
    return collapse_spaces(re.sub(r"[*_`#]", " ", cell)).lower()


def _find_title_columns(names: list[str]) -> list[int]:
    """The columns that may name the paper; none where the table is of something else."""
    found = [names.index(name) for name in _TITLES if name in names]
    return found + [names.index(name) for name in _NAMES if name in names] if found else []


def read_table(tokens: Iterable[Token]) -> Iterator[TableRow]:
    """Give the rows of a table of papers from the tokens of its rows; of another, none."""
    names: list[str] | None = None
    cells: list[str] = []
    line = 1
    for token in tokens:
        if token.type == "tr_open":
            cells, line = [], (token.map[0] if token.map else 0) + 1
        elif token.type == "inline":
            cells.append(token.content)
        elif token.type == "tr_close" and names is None:
            names = [_plain_name(cell) for cell in cells]
        elif token.type == "tr_close" and names and (row := _make_row(line, names, cells)):
            yield row


def _make_row(line: int, names: list[str], cells: list[str]) -> TableRow | None:
    columns = [at for at in _find_title_columns(names) if at < len(cells) and cells[at].strip()]
    if not columns:
        return None
    fields: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=False):
        role = "venue" if name in _VENUES else find_role(name)
        if role in _OTHERS and cell.strip():
            fields.setdefault(role, cell)
    return TableRow(
        line=line,
        titles=tuple(_NUMBER.sub("", cells[at]) for at in columns),
        others=tuple(cell for at, cell in enumerate(cells) if at not in columns),
        fields=fields,
    )


def split_title(text: str) -> str:
    """Return the title at the start of a cell that marks none: up to two spaces or a dash."""
    title = _TITLE_END.split(text.strip(), maxsplit=1)[0].strip()
    return title if len(title) <= _LONGEST_TITLE else ""
