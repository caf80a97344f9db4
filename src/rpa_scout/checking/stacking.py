"""All rows of all lists of tasks in one frame, and the way back to their lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.checking.tables import CheckedTable
from rpa_scout.inventory import task_ids
from rpa_scout.policy.fields import FieldSet
from rpa_scout.reading.layout.raw_table import RawTable
from rpa_scout.task_frame import task_frame

__all__ = ["StackedRows", "stack_rows"]


@dataclass(frozen=True, slots=True)
class StackedRows:
    """All rows of all tables in one frame, and the way back to their tables.

    Attributes
    ----------
    frame : DataFrame, shape (rows, fields)
        Indexed by task id.
    tables : sequence of RawTable
        The tables.
    table, index : ndarray of int, shape (rows,)
        Position of each row's table, and of the row within it.
    """

    frame: pd.DataFrame
    tables: Sequence[RawTable]
    table: npt.NDArray[np.int_]
    index: npt.NDArray[np.int_]

    def raw(self, row: int) -> tuple[RawTable, int]:
        """Return a row's table and its position there."""
        return self.tables[self.table[row]], int(self.index[row])


def stack_rows(checked: Sequence[CheckedTable], fields: FieldSet) -> StackedRows:
    """Put the rows of checked tables into one frame.

    Parameters
    ----------
    checked : sequence of CheckedTable
        Tables in the order of files and sheets.
    fields : FieldSet
        The survey's fields.

    Returns
    -------
    StackedRows
        Rows in the order of the tables, indexed by task id.
    """
    tables = [one.raw for one in checked]
    frame = task_frame({one.id: _stacked(checked, one.id) for one in fields}, fields)
    ids = task_ids(
        frame["department"].fillna("").tolist(),
        [one.sheet for one in tables for _ in range(one.count)],
        [number for one in tables for number in one.row_numbers],
        fields.form.tasks_sheet,
    )
    frame.index = pd.Index(ids, name="task_id", dtype=object)
    lengths = [one.count for one in tables]
    within = [np.arange(length) for length in lengths]
    return StackedRows(
        frame,
        tables,
        np.repeat(np.arange(len(tables)), lengths),
        np.concatenate(within) if within else np.empty(0, dtype=int),
    )


def _stacked(checked: Sequence[CheckedTable], field_id: str) -> npt.NDArray[np.generic]:
    parts = [one.columns[field_id].cells for one in checked]
    return np.concatenate(parts) if parts else np.empty(0, dtype=object)
