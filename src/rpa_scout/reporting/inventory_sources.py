"""The sheet of the sources: file, sheet, cell and original text of every value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from xlsxwriter.worksheet import Worksheet

from rpa_scout.inventory import Inventory
from rpa_scout.policy.declared import labels_of
from rpa_scout.policy.fields import FieldDefinition
from rpa_scout.questions import answer_text
from rpa_scout.reporting.inventory_tasks import shown_answers
from rpa_scout.reporting.workbook_cells import write_value
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import (
    Column,
    finish_table_sheet,
    write_heading,
    write_table,
)
from rpa_scout.text import _

_MOST_ROWS: Final = 1_048_000
"""Excel's limit is 1,048,576 rows, including the headings."""


@dataclass(frozen=True, slots=True)
class ValueSource:
    """A value and its source."""

    task_id: str
    field: str
    # The value as shown; None if the cell holds no valid answer or counts as unknown.
    value: object
    written: str  # original text of the cell
    # `cell` is empty if the value has no cell of its own, such as a department from a heading.
    file: str
    sheet: str
    cell: str

    @property
    def reads_otherwise(self) -> bool:
        """Whether the text in the cell differs from the value."""
        return self.written != answer_text(self.value)


def value_sources(inventory: Inventory) -> Iterator[ValueSource]:
    """Yield every value of the tasks, and every non-empty cell without a usable value."""
    fields = list(inventory.fields)
    values = [shown_answers(inventory.tasks[field.id], field) for field in fields]
    written = [_written_texts(inventory, field) for field in fields]
    sources = inventory.sources.loc[inventory.tasks.index]
    positions, rows = sources["table"].tolist(), sources["row"].tolist()
    for task, task_id in enumerate(inventory.tasks.index):
        table_position, row = positions[task], rows[task]
        table = inventory.tables[table_position] if table_position >= 0 else None
        for column, field in enumerate(fields):
            value, text = values[column][task], written[column][task]
            if value is None and not text:
                continue
            if table is None:
                yield ValueSource(task_id, field.id, value, text, "", "", "")
                continue
            reply = table.replied.get((row, field.id)) if table.replied else None
            if reply is not None and reply.replaces:
                location = (reply.file, reply.sheet, reply.cell)
            else:
                location = (table.file, table.sheet, table.cell_of(row, field.id))
            yield ValueSource(task_id, field.id, value, text, *location)


def _written_texts(inventory: Inventory, field: FieldDefinition) -> Sequence[str]:
    if field.id not in inventory.written:
        return [""] * len(inventory.tasks)
    return [answer_text(cell) for cell in inventory.written.loc[inventory.tasks.index, field.id]]


def write_sources_sheet(sheet: Worksheet, styles: Styles, inventory: Inventory) -> None:
    """Write one line per value."""
    sources = list(value_sources(inventory))
    title = _("Sources: the cell of every value")
    notes = [
        _(
            "“As written” is filled where what stands in the cell reads otherwise than the value. "
            "No cell: the list has no such column; the value comes from elsewhere in the file."
        )
    ]
    if len(sources) > _MOST_ROWS:
        cut = _("The first {shown:,} of {count:,} values.")
        notes.append(cut.format(shown=_MOST_ROWS, count=len(sources)))
    top = write_heading(sheet, styles, title, notes)
    columns = _headings()
    table = write_table(sheet, styles, columns, top)
    _write_lines(sheet, styles, inventory, sources[:_MOST_ROWS], table.first_row)
    last_row = table.heading_row + min(len(sources), _MOST_ROWS)
    finish_table_sheet(sheet, title, replace(table, last_row=last_row), columns, 1)


def _headings() -> list[Column]:
    """Return the columns without cells; writing the cells line by line is faster."""
    parts = (
        (_("Task ID"), 17),
        (_("Field"), 46),
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
    sources: Sequence[ValueSource],
    first_row: int,
) -> None:
    labels = labels_of(inventory.fields)
    text, number = styles["line"], styles["number_line"]
    for row, source in enumerate(sources, first_row):
        write_value(sheet, row, 0, source.task_id, text)
        write_value(sheet, row, 1, labels[source.field], text)
        write_value(
            sheet, row, 2, source.value, number if isinstance(source.value, float) else text
        )
        origin = (
            source.written if source.reads_otherwise else "",
            source.file,
            source.sheet,
            source.cell,
        )
        for column, part in enumerate(origin, 3):
            if part:  # an empty cell with a border takes as much time and space as a full one
                write_value(sheet, row, column, part, text)
