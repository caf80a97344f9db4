"""The sheet of the sources: for every value its file, sheet and cell, and what stood there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from xlsxwriter.worksheet import Worksheet

from rpa_scout.findings import column_letters
from rpa_scout.inventory import Inventory, TableSource
from rpa_scout.policy.fields import FieldDefinition
from rpa_scout.questions import answer_text
from rpa_scout.reporting.inventory_tasks import shown_answers
from rpa_scout.reporting.workbook_cells import write_value
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import (
    Column,
    freeze_and_filter,
    write_heading,
    write_table,
)
from rpa_scout.text import _, language

__all__ = ["ValueSource", "value_sources", "write_sources_sheet"]

_MOST_ROWS: Final = 1_048_000
"""A sheet holds 1,048,576 rows, the headings among them."""


@dataclass(frozen=True, slots=True)
class ValueSource:
    """A value and where it comes from."""

    # Which answer it is.
    task_id: str
    field: str
    # As it is shown; None where what was written is no answer or counts as unknown.
    value: object
    written: str  # What stands in the cell
    # The cell; `cell` is empty where the list has no such column and the value comes from
    # elsewhere, such as the department from a cell above.
    file: str
    sheet: str
    cell: str

    @property
    def reads_otherwise(self) -> bool:
        """Whether what is written reads otherwise than the value."""
        return self.written != answer_text(self.value)


def value_sources(inventory: Inventory) -> Iterator[ValueSource]:
    """Yield every value of the tasks, and every cell that gave none although it is not empty."""
    fields = list(inventory.fields)
    values = [shown_answers(inventory.tasks[one.id], one) for one in fields]
    written = [_written(inventory, one) for one in fields]
    places = inventory.sources.loc[inventory.tasks.index]
    letters = [_letters(table) for table in inventory.tables]
    positions, rows = places["table"].tolist(), places["row"].tolist()
    for task, task_id in enumerate(inventory.tasks.index):
        at, row = positions[task], rows[task]
        table = inventory.tables[at] if at >= 0 else None
        for place, one in enumerate(fields):
            value, there = values[place][task], written[place][task]
            if value is None and not there:
                continue
            if table is None:
                yield ValueSource(task_id, one.id, value, there, "", "", "")
                continue
            reply = table.replied.get((row, one.id)) if table.replied else None
            if reply is not None and reply.replaces:
                where = (reply.file, reply.sheet, reply.cell)
            else:
                letter = letters[at].get(one.id)
                where = (table.file, table.sheet, f"{letter}{row}" if letter else "")
            yield ValueSource(task_id, one.id, value, there, *where)


def _letters(table: TableSource) -> Mapping[str, str]:
    return {field_id: column_letters(column) for field_id, column in table.columns.items()}


def _written(inventory: Inventory, one: FieldDefinition) -> Sequence[str]:
    if one.id not in inventory.written:
        return [""] * len(inventory.tasks)
    return [answer_text(cell) for cell in inventory.written.loc[inventory.tasks.index, one.id]]


def write_sources_sheet(sheet: Worksheet, styles: Styles, inventory: Inventory) -> None:
    """Write a line for every value."""
    found = list(value_sources(inventory))
    title = _("Sources: where every value stands")
    notes = [
        _(
            "“As written” is filled where what stands in the cell reads otherwise than the value. "
            "No cell: the list has no such column; the value comes from elsewhere in the file."
        )
    ]
    if len(found) > _MOST_ROWS:
        cut = _("The first {shown:,} of {count:,} values.")
        notes.append(cut.format(shown=_MOST_ROWS, count=len(found)))
    top = write_heading(sheet, styles, title, notes)
    table = write_table(sheet, styles, _headings(), top)
    _write_lines(sheet, styles, inventory, found[:_MOST_ROWS], table.first_row)
    last_row = table.heading_row + min(len(found), _MOST_ROWS)
    freeze_and_filter(sheet, replace(table, last_row=last_row), 1)


def _headings() -> list[Column]:
    """Return the columns without their cells, which are written line by line: it is faster."""
    parts = (
        (_("Task ID"), 17),
        (_("Field"), 34),
        (_("Value"), 36),
        (_("As written"), 36),
        (_("File"), 36),
        (_("Sheet"), 14),
        (_("Cell"), 8),
    )
    return [Column(heading, width, "wrapped", ()) for heading, width in parts]


def _write_lines(
    sheet: Worksheet,
    styles: Styles,
    inventory: Inventory,
    found: Sequence[ValueSource],
    first_row: int,
) -> None:
    labels = {one.id: one.label_in(language()) for one in inventory.fields}
    text, number = styles["line"], styles["number_line"]
    for row, one in enumerate(found, first_row):
        write_value(sheet, row, 0, one.task_id, text)
        write_value(sheet, row, 1, labels[one.field], text)
        write_value(sheet, row, 2, one.value, number if isinstance(one.value, float) else text)
        places = (one.written if one.reads_otherwise else "", one.file, one.sheet, one.cell)
        for column, part in enumerate(places, 3):
            if part:  # an empty cell with a border costs as much as a full one
                write_value(sheet, row, column, part, text)
