"""Rows of a table as text that Excel takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from rpa_scout.text import _
from rpa_scout_gui.models.table_model import VALUE_ROLE, ColumnTableModel

_NUMBER: Final = re.compile(r"-?[\d,]+(\.\d+)?( ?%)?")
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def copied_rows(model: ColumnTableModel, rows: Iterable[int], columns: Sequence[int]) -> str:
    """Return rows with the headings of their columns, separated by tabs."""
    lines = ["\t".join(_cell(_(model.columns[column].heading)) for column in columns)]
    lines += ["\t".join(_copied_text(model, row, column) for column in columns) for row in rows]
    # Excel on Windows expects CR LF between copied rows.
    return "\r\n".join(lines) + "\r\n"


def _copied_text(model: ColumnTableModel, row: int, column: int) -> str:
    index = model.index(row, column)
    if model.columns[column].is_number:
        # As many decimals as are shown; an unknown value stays empty.
        return _number(str(index.data())) if np.isfinite(float(index.data(VALUE_ROLE))) else ""
    return _cell(str(index.data() or ""))


def _number(text: str) -> str:
    """Return a number as Excel reads it; a fiscal year stays a text."""
    return text.replace(",", "").replace(" ", "") if _NUMBER.fullmatch(text) else _cell(text)


def _cell(text: str) -> str:
    # A tab or line break within a text would start a new cell or row in Excel.
    cell = " ".join(text.split())
    # Excel takes a pasted text for a formula where it starts so; the apostrophe makes it a text.
    is_formula = len(cell) > 1 and cell.startswith(_FORMULA_STARTS)
    return f"'{cell}" if is_formula else cell
