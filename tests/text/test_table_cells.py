"""Cells of tables: no formula goes out, and every text comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.text.table_cells import guard_cell, unguard_cell


@pytest.mark.parametrize("text", ["=1+1", "-1", "+x", "@SUM(A1)", "\t=1", "＝1", "'=1", "''+"])
def test_a_formula_is_guarded(text: str) -> None:
    assert guard_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["'Tis pity", "''", "A = B", "", "1-2"])
def test_any_other_text_stays(text: str) -> None:
    assert guard_cell(text) == unguard_cell(text) == text


@given(st.text(alphabet="'=+-@\ta ＠\n", max_size=6))
def test_every_text_comes_back(text: str) -> None:
    assert unguard_cell(guard_cell(text)) == text
