"""Tables as text: CSV, TSV and the like, with a row of column names."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from ..model.problems import Origin, Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ..text.table_cells import unguard_cell
from ._plain import find_role, make_plain_entry
from ._record import Record

_DELIMITERS = ("\t", ",", ";", "|")
_MOST_LINES = 200
"""Lines that one row may have; more means that a quote was never closed."""

csv.field_size_limit(2**31 - 1)


def _recognises(source: Source) -> bool:
    lines = source.text[:65536].lstrip("\n").split("\n", _MOST_LINES)
    names = _find_header(lines)[1]
    return "title" in map(find_role, names) and (
        len(names) > 1 or source.suffix in (".csv", ".tsv", ".tab")
    )


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    lines = source.text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    delimiter, names, at = _find_header(lines[first : first + _MOST_LINES])
    at += first
    if not {"title", "abstract"} & set(map(find_role, names)):
        problems.add(
            Origin(file=source.file, line=first + 1),
            "expected a row of column names with 'title' among them",
        )
        return
    position = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        position += 1
        line = at + 1
        cells, used, fault = _read_row(lines, at, delimiter, len(names))
        at += used
        record = Record(
            source,
            problems,
            dict(zip(names, map(unguard_cell, cells), strict=False)),
            line=line,
            position=position,
        )
        if fault:
            record.report_fault(fault)
        if cells:
            entry = make_plain_entry(record, names)
            if entry:
                yield entry


def _find_header(lines: list[str]) -> tuple[str, list[str], int]:
    """Return the delimiter, the column names and how many lines the names take.

    The delimiter is the one that makes the most known column names.
    """
    best: tuple[int, str, list[str], int] = (-1, ",", [], 1)
    for delimiter in _DELIMITERS:
        cells, used = _read_cells(lines, 0, delimiter)
        known = sum(find_role(cell) is not None for cell in cells)
        if known > best[0]:
            best = (known, delimiter, [cell.strip().lstrip("#").strip() for cell in cells], used)
    return best[1:]


def _read_row(
    lines: list[str], at: int, delimiter: str, wanted: int
) -> tuple[list[str], int, str | None]:
    """Return the cells of the row at `at`, how many lines it takes, and what is wrong with it.

    No cells are returned where the columns cannot be told apart.
    """
    cells, used = _read_cells(lines, at, delimiter)
    if len(cells) != wanted and used > 1:
        cells, used = _read_cells(lines[at : at + 1], 0, delimiter)
    while len(cells) > wanted and not cells[-1].strip():
        cells.pop()
    if used == 0:
        return [], 1, "expected '\"' at the end of a quoted cell"
    if len(cells) == wanted:
        return cells, used, None
    fault = f"expected {wanted} cells, got {len(cells)}"
    return (cells if len(cells) < wanted else []), used, fault


def _read_cells(lines: list[str], at: int, delimiter: str) -> tuple[list[str], int]:
    """Return the cells of the row at `at` and its lines; no lines where a quote stays open."""
    end = min(len(lines), at + _MOST_LINES)
    rows = csv.reader(
        (f"{lines[number]}\n" for number in range(at, end)), delimiter=delimiter, strict=True
    )
    try:
        return next(rows, []), rows.line_num
    except csv.Error:
        pass
    loose = csv.reader([lines[at]] if at < len(lines) else [], delimiter=delimiter)
    try:
        cells = next(loose, [])
    except csv.Error:
        return [], 0
    unquoted = lines[at].count('"') % 2 if at < len(lines) else 0
    return (cells, 1) if not unquoted else ([], 0)


READER = Reader(
    name="csv",
    title="CSV and TSV",
    suffixes=(".csv", ".tsv", ".tab", ".txt"),
    recognises=_recognises,
    priority=30,
    read=_read,
)
