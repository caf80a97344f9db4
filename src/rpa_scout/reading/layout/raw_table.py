"""One list of tasks as it stands in a sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from rpa_scout.questions import Reply
from rpa_scout.reading.files.cells import Cell
from rpa_scout.reading.layout.headings import Headings
from rpa_scout.reading.layout.list_years import ListYear
from rpa_scout.reading.layout.sideways import Addresses

DepartmentOrigin = Literal["", "cell", "properties", "sheet", "file"]
"""Where :attr:`RawTable.department_above` was found; ``""`` where nothing was."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """One list of tasks as written, before any cell is understood."""

    file: str
    sheet: str
    headings: Headings
    columns: Sequence[Sequence[Cell]]
    row_numbers: Sequence[int]
    department_above: str = ""
    department_origin: DepartmentOrigin = ""
    hidden_rows: frozenset[int] = frozenset()
    saved_at: dt.datetime | None = None
    form_version: str = ""
    form_department: str = ""
    path: Path | None = None
    replied: Mapping[tuple[int, str], Reply] = field(default_factory=dict)
    completed: Mapping[str, Sequence[Cell]] = field(default_factory=dict)
    year: ListYear | None = None
    is_sideways: bool = False
    """Whether tasks stand in columns; rows and columns are then exchanged but in addresses."""
    none_box: str = ""  # Address of the ticked box that the department has no such task

    @property
    def count(self) -> int:
        """Number of lines."""
        return len(self.row_numbers)

    def column(self, field_id: str) -> Sequence[Cell]:
        """Return a column's cells, blanks completed and replies in their place.

        Empty cells where there is no such column.
        """
        completed = self.completed.get(field_id)
        cells = self._as_written(field_id) if completed is None else completed
        return self._with_replies(cells, field_id) if self.replied else cells

    def column_as_written(self, field_id: str) -> Sequence[Cell]:
        """Return a column's cells as they stand in the list or, where replied, in the reply."""
        cells = self._as_written(field_id)
        return self._with_replies(cells, field_id) if self.replied else cells

    def _as_written(self, field_id: str) -> Sequence[Cell]:
        position = self.headings.columns.get(field_id)
        if position is None or position >= len(self.columns):
            return ("",) * self.count
        return self.columns[position]

    def _with_replies(self, cells: Sequence[Cell], field_id: str) -> Sequence[Cell]:
        """Put replies in the place of what stands in the list."""
        # "I do not know" becomes blank, which means the same for every field.
        replies = {
            row: "" if reply.is_unknown else reply.answer
            for (row, asked), reply in self.replied.items()
            if asked == field_id and reply.replaces
        }
        if not replies:
            return cells
        pairs = zip(self.row_numbers, cells, strict=True)
        return [replies.get(row, cell) for row, cell in pairs]

    def raw_cell(self, index: int, field_id: str) -> Cell:
        """Return one cell as it stands in the list; ``""`` where there is no such column."""
        position = self.headings.columns.get(field_id)
        if position is None or position >= len(self.columns):
            return ""
        return self.columns[position][index]

    def address(self, index: int, field_id: str) -> str:
        """Return the address of a cell by its line; ``""`` where there is no such column."""
        position = self.headings.columns.get(field_id)
        row = self.row_numbers[index] - 1
        return "" if position is None else self._addresses.cell(row, position)

    def heading_address(self, column: int) -> str:
        """Return the address of the heading of a column."""
        return self._addresses.cell(self.headings.labels[column].row, column)

    def line_address(self, index: int) -> str:
        """Return the address of a whole line."""
        row = self.row_numbers[index] - 1
        return self._addresses.lines(row, row)

    @property
    def _addresses(self) -> Addresses:
        return Addresses(is_sideways=self.is_sideways)

    @property
    def source_columns(self) -> dict[str, int]:
        """Columns by field as :class:`rpa_scout.inventory.TableSource` has them."""
        columns = self.headings.columns.items()
        return {field_id: -1 - row if self.is_sideways else row for field_id, row in columns}
