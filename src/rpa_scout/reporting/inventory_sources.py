"""The sheet of the sources: for every value its file, sheet and cell, and what stood there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter.worksheet import Worksheet

from rpa_scout.findings import column_letters
from rpa_scout.inventory import Inventory, TableSource
from rpa_scout.policy.fields import FieldDefinition
from rpa_scout.questions import written_text
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
    """A value and where it comes from.

    Attributes
    ----------
    task_id, field : str
        Which answer it is.
    value : object
        As it is shown; None where what was written is no answer or counts as unknown.
    written : str
        What stands in the cell.
    file, sheet, cell : str
        The cell; `cell` is empty where the list has no such column and the value comes from
        elsewhere, such as the department from a cell above.
    """

    task_id: str
    field: str
    value: object
    written: str
    file: str
    sheet: str
    cell: str


def value_sources(inventory: Inventory) -> Iterator[ValueSource]:
    """Yield every value of the tasks, and every cell that gave none although it is not empty.

    Parameters
    ----------
    inventory : Inventory
        Its tasks are gone through.

    Yields
    ------
    ValueSource
        Task by task, in the order of the form.
    """
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
    return [written_text(cell) for cell in inventory.written.loc[inventory.tasks.index, one.id]]


def write_sources_sheet(sheet: Worksheet, styles: Styles, inventory: Inventory) -> None:
    """Write a line for every value.

    Parameters
    ----------
    sheet : Worksheet
        An empty sheet.
    styles : Styles
        Formats of the workbook.
    inventory : Inventory
        Its tasks are gone through.
    """
    found = list(value_sources(inventory))
    title = _("Sources: where every value stands")
    notes = [
        _("Value: as understood; “as written”: what stands in the cell. No cell: the list has "
          "no such column, and the value comes from above the list or from a name."),
    ]  # fmt: skip
    if len(found) > _MOST_ROWS:
        notes.append(_("The first {shown:,} of {count:,} values.").format(
            shown=_MOST_ROWS, count=len(found)))  # fmt: skip
    top = write_heading(sheet, styles, title, notes)
    table = write_table(sheet, styles, _headings(), top)
    _write_lines(sheet, styles, inventory, found[:_MOST_ROWS], table.first_row)
    freeze_and_filter(sheet, table, 1)


def _headings() -> list[Column]:
    """Return the columns without their cells, which are written line by line: it is faster."""
    parts = (
        (_("Task ID"), 17),
        (_("Field"), 30),
        (_("Value"), 30),
        (_("As written"), 30),
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
    text, number = styles["line"], styles["general"]
    for row, one in enumerate(found, first_row):
        sheet.write_string(row, 0, one.task_id, text)
        sheet.write_string(row, 1, labels[one.field], text)
        style = number if isinstance(one.value, float) else text
        write_value(sheet, row, 2, one.value, style)
        write_value(sheet, row, 3, one.written, text)
        write_value(sheet, row, 4, one.file, text)
        write_value(sheet, row, 5, one.sheet, text)
        write_value(sheet, row, 6, one.cell, text)
