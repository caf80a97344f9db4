"""Selections of whole rows, as ranges: so they stay fast for many rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QItemSelection

from rpa_scout_gui.models.table_model import ColumnTableModel


def whole_rows(model: ColumnTableModel, rows: Sequence[int]) -> QItemSelection:
    """Return a selection of whole rows; adjacent rows form one range."""
    # One range per row would make Qt compare every pair of ranges: slow for many rows.
    selection = QItemSelection()
    if not rows:
        return selection
    last = len(model.columns) - 1
    row_numbers = np.asarray(rows)
    breaks = np.flatnonzero(np.diff(row_numbers) != 1) + 1
    for part in np.split(row_numbers, breaks):
        top, bottom = model.index(int(part[0]), 0), model.index(int(part[-1]), last)
        selection.select(top, bottom)
    return selection


def selected_rows(selection: QItemSelection) -> list[int]:
    """Return the selected rows in order; reading ranges keeps large selections fast."""
    rows: set[int] = set()
    for number in range(selection.count()):
        row_range = selection.at(number)
        rows.update(range(row_range.top(), row_range.bottom() + 1))
    return sorted(rows)
