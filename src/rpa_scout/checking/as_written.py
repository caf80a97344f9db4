"""What stood in the cells, beside what was understood of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
import pandas as pd

from rpa_scout.checking.stacking import StackedRows
from rpa_scout.checking.tables import CheckedTable
from rpa_scout.inventory import no_alternatives, no_ranges
from rpa_scout.policy.fields import FieldSet


def written_cells(rows: StackedRows, fields: FieldSet) -> pd.DataFrame:
    """Return every cell as the reader gave it."""
    cells = np.empty((len(fields.ids), len(rows.frame)), dtype=object)
    for position, field_id in enumerate(fields.ids):
        columns = (table.column_as_written(field_id) for table in rows.tables)
        cells[position] = np.fromiter(chain.from_iterable(columns), dtype=object)
    return pd.DataFrame(cells.T, index=rows.frame.index, columns=list(fields.ids), dtype=object)


def ranges_of(rows: StackedRows, checked: Sequence[CheckedTable], fields: FieldSet) -> pd.DataFrame:
    """Return the spans that were written where one number is asked for."""
    starts = np.cumsum([0, *(table.raw.count for table in checked)])
    spans = [
        (int(start) + index, column, low, high)
        for start, table in zip(starts[:-1], checked, strict=True)
        for column, field in enumerate(fields.of_kind("number"))
        for index, (low, high) in table.columns[field.id].ranges.items()
    ]
    if not spans:
        return no_ranges()
    row, column, low, high = zip(*sorted(spans), strict=True)
    ids = np.array([field.id for field in fields.of_kind("number")], dtype=object)
    return pd.DataFrame(
        {
            "task_id": pd.Series(rows.frame.index[list(row)], dtype=object),
            "field": pd.Series(ids[list(column)], dtype=object),
            "low": low,
            "high": high,
        }
    )


def alternatives_of(
    rows: StackedRows, checked: Sequence[CheckedTable], fields: FieldSet
) -> pd.DataFrame:
    """Return the choices between which answers leave open which counts, one row a code."""
    starts = np.cumsum([0, *(table.raw.count for table in checked)])
    codes = [
        (int(start) + index, field.id, code)
        for start, table in zip(starts[:-1], checked, strict=True)
        for field in fields.of_kind("choice")
        for index, alternatives in table.columns[field.id].alternatives.items()
        for code in alternatives
    ]
    if not codes:
        return no_alternatives()
    ids = rows.frame.index
    listed = [(ids[row], field_id, code) for row, field_id, code in codes]
    return pd.DataFrame(listed, columns=["task_id", "field", "code"], dtype=object)
