"""Cells of a table that no spreadsheet may take for formulas.

See https://owasp.org/www-community/attacks/CSV_Injection.
"""

from __future__ import annotations

import re

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""What makes a spreadsheet calculate; with apostrophes, so that each comes back as it was."""


def guard_cell(text: str) -> str:
    """Return `text` as a cell that no spreadsheet calculates: an apostrophe stops it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard_cell(cell: str) -> str:
    """Return the text of a cell, without the apostrophe that `guard_cell` and others put there."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
