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
from rpa_scout.text import fold


@dataclass(frozen=True, slots=True)
class StackedRows:
    """All rows of all tables in one frame, and the way back to their tables."""

    frame: pd.DataFrame  # Indexed by task id, shape (rows, fields)
    tables: Sequence[RawTable]  # The tables
    # Position of each row's table, and of the row within it, shape (rows,).
    table: npt.NDArray[np.int_]
    index: npt.NDArray[np.int_]
    without_tasks: tuple[str, ...] = ()  # Departments that answer that they have none

    def raw(self, row: int) -> tuple[RawTable, int]:
        """Return a row's table and its position there."""
        return self.tables[self.table[row]], int(self.index[row])


def stack_rows(checked: Sequence[CheckedTable], fields: FieldSet) -> StackedRows:
    """Put the rows of checked tables into one frame."""
    tables = [table.raw for table in checked]
    columns = {field.id: _stacked(checked, field.id) for field in fields}
    columns["department"] = _spelled_alike(columns["department"])
    frame = task_frame(columns, fields)
    ids = task_ids(
        frame["department"].fillna("").tolist(),
        [table.sheet for table in tables for _ in range(table.count)],
        [number for table in tables for number in table.row_numbers],
        (fields.form.tasks_sheet, fields.form.tasks_sheet_en),
    )
    frame.index = pd.Index(ids, name="task_id", dtype=object)
    lengths = [table.count for table in tables]
    within = [np.arange(length) for length in lengths]
    return StackedRows(
        frame,
        tables,
        np.repeat(np.arange(len(tables)), lengths),
        np.concatenate(within) if within else np.empty(0, dtype=int),
        tuple(name for table in checked for name in table.without_tasks),
    )


def _stacked(checked: Sequence[CheckedTable], field_id: str) -> npt.NDArray[np.generic]:
    parts = [table.columns[field_id].cells for table in checked]
    return np.concatenate(parts) if parts else np.empty(0, dtype=object)


def _spelled_alike(departments: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    """Give departments that fold to the same the spelling that comes first."""
    spellings = dict.fromkeys(departments.tolist())
    first: dict[str, str] = {}
    usual = {
        spelling: spelling if spelling is None else first.setdefault(fold(spelling), spelling)
        for spelling in spellings
    }
    if len(first) == len(usual) - (None in usual):
        return departments
    return np.array([usual[spelling] for spelling in departments.tolist()], dtype=object)
