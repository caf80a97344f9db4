"""Write and read a project as a workbook: a sheet for people, then every table.

A cell holds 32,767 characters; a longer text continues in extra columns to the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection

from rpa_scout.characters import half_widths
from rpa_scout.errors import ProjectError
from rpa_scout.fiscal_years import fiscal_year_in_full
from rpa_scout.output import RESULT_PROPERTY, hidden_folder, note_input, written_aside
from rpa_scout.policy.fields import FieldDefinition, is_unanswered
from rpa_scout.project.ledger.dumping import DUMPED, dumped_rows
from rpa_scout.project.ledger.entry_texts import local_time
from rpa_scout.project.ledger.export_cover import (
    EXPORT_FONT,
    TASKS_SHEET,
    set_up_print,
    write_cover,
)
from rpa_scout.project.ledger.export_lines import export_kind, exported_version, header_of
from rpa_scout.project.ledger.workbook_cells import cells_of_row, row_of_cells
from rpa_scout.project.policies import current_fields
from rpa_scout.project.states import state_label
from rpa_scout.project.store.json_text import from_text, to_text
from rpa_scout.project.store.rows import column_names, stored_rows
from rpa_scout.project.store.schema import STATE
from rpa_scout.project.surveys.current import current_inventory
from rpa_scout.project.views import tasks_of
from rpa_scout.project.without_names.copying import copy_of
from rpa_scout.provenance import creation_time
from rpa_scout.ranking.labels import BUILDER_LABELS
from rpa_scout.text import N_, _
from rpa_scout.version import __version__

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from rpa_scout.project.records import TaskRecord

_LONGEST: Final = 32_000
_WIDTH: Final = 24  # of a column, in half-width characters
_LINE: Final = 15.0  # points
_MOST_LINES: Final = 27  # Excel's rows are at most 409 points high
_ROWS: Final = 1_000_000  # a sheet of Excel has 1,048,576 rows
_CONTENTS: Final = "rpa-scout"
_CONTENTS_WIDTH: Final = 110  # characters; a page of A4
"""Name of the sheet with the header; it is not translated, so that the reader finds it."""

_TASK_HEADINGS: Final = (
    N_("Task id"),
    N_("Department"),
    N_("Task name"),
    N_("State"),
    N_("Planned fiscal year"),
    N_("Owner"),
    N_("Builder"),
    N_("Reason"),
    N_("Decided by"),
    N_("Decided at"),
)

_IDENTIFYING: Final = ("department", "name")
"""Questions of the survey that stand among the first columns already."""

Cells = Sequence[object]


def write_workbook(
    connection: Connection, path: Path, author: str, *, replace: bool = False
) -> None:
    """Write a project as a workbook."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    kind = export_kind(connection)
    with (
        written_aside(path, kind=kind, replace=replace) as aside,
        hidden_folder(Path(gettempdir())) as scratch,
    ):
        # One row at a time: an export of many years does not fit into memory otherwise.
        book = xlsxwriter.Workbook(aside, {"constant_memory": True, "tmpdir": scratch})
        book.set_custom_property(RESULT_PROPERTY, kind)
        _set_properties(book, author)
        write_cover(book, connection, author)
        _write_tasks(book, connection)
        _write_contents(book, connection)
        for name, rows in groupby(dumped_rows(connection), key=lambda named_row: named_row[0]):
            cells = (cells_of_row(name, row) for _name, row in rows)
            _write_table(book, name, column_names(DUMPED[name]), cells)
        for mapped in STATE:
            rows_of_state = (list(row.values()) for row in stored_rows(connection, mapped))
            _write_table(book, mapped.__tablename__, column_names(mapped), rows_of_state)
        try:
            book.close()
        except FileCreateError as error:
            raise OSError(str(error)) from error


def _set_properties(book: Workbook, author: str) -> None:
    book.set_properties({"author": author, "created": creation_time()})
    book.set_custom_property("rpa-scout version", __version__)


def _write_tasks(book: Workbook, connection: Connection) -> None:
    fields = current_fields(connection)
    inventory = current_inventory(connection, fields)
    answers = inventory.tasks
    asked = [field_id for field_id in fields.ids if field_id not in _IDENTIFYING]
    headings = [*map(_, _TASK_HEADINGS), *map(fields.label, asked)]

    def lines() -> Iterator[Cells]:
        for task in tasks_of(connection):
            decided = _decision_cells(task)
            if task.task_id not in answers.index:
                yield decided
                continue
            row = answers.loc[task.task_id]
            yield decided + [_shown(fields[name], row[name]) for name in asked]

    _write_table(book, _(TASKS_SHEET), headings, lines(), wrapped=True)


def _decision_cells(task: TaskRecord) -> list[object]:
    year = task.planned_fiscal_year
    return [
        task.task_id,
        task.department,
        task.name,
        state_label(task.state),
        None if year is None else fiscal_year_in_full(year),
        task.owner,
        _(BUILDER_LABELS[task.builder]) if task.builder in BUILDER_LABELS else None,
        task.reason,
        task.decided_by,
        local_time(task.decided_at) if task.decided_at else None,
    ]


def _shown(field: FieldDefinition, value: object) -> object:
    if is_unanswered(value):
        return None
    return field.choice_label(str(value)) if field.kind == "choice" else value


def _write_contents(book: Workbook, connection: Connection) -> None:
    sheet = book.add_worksheet(_CONTENTS)
    sheet.set_column(0, 0, _CONTENTS_WIDTH)
    set_up_print(sheet, table=False)
    restoring = _(
        "The first pages are for reading. The project can be restored from the tables behind "
        "this page, if nothing in them was changed."
    )
    copied_from = copy_of(connection)
    lines = [to_text(header_of(connection)), restoring]
    lines += [copied_from.sentence] if copied_from else []
    text = book.add_format({**EXPORT_FONT, "text_wrap": True, "valign": "top"})
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, text)


def _write_table(
    book: Workbook, name: str, columns: Cells, rows: Iterator[Cells], *, wrapped: bool = False
) -> None:
    sheet, number, part = None, 0, 1
    style = book.add_format({**EXPORT_FONT, "text_wrap": wrapped, "valign": "top"})
    for cells in rows:
        if sheet is None or number > _ROWS:  # the table continues in another sheet
            part += sheet is not None
            _print_columns(sheet, number, columns)
            sheet, number = _new_sheet(book, name, part, columns), 1
        if wrapped:  # LibreOffice does not fit rows that were written one at a time
            sheet.set_row(number, _height(cells))
        _write_row(sheet, number, cells, style)
        number += 1
    _print_columns(sheet, number, columns)


def _print_columns(sheet: Worksheet | None, rows: int, columns: Cells) -> None:
    """Print the columns only: a long text in the last one would fill pages beside the table."""
    if sheet is not None:
        sheet.print_area(0, 0, max(rows - 1, 0), len(columns) - 1)


def _new_sheet(book: Workbook, name: str, part: int, columns: Cells) -> Worksheet:
    sheet = book.add_worksheet(name if part == 1 else f"{name}~{part}")
    bold = book.add_format({**EXPORT_FONT, "bold": True, "text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, _WIDTH)
    set_up_print(sheet)
    for column, heading in enumerate(columns):
        sheet.write_string(0, column, str(heading), bold)
    return sheet


def _height(cells: Cells) -> float:
    """Return the height of a row in points, at which its longest text is seen."""
    # In CP932 a half-width character takes one byte and a full-width one two.
    lengths = [half_widths(cell) for cell in cells if isinstance(cell, str)]
    return _LINE * min(max([1, *(-(-length // (_WIDTH - 2)) for length in lengths)]), _MOST_LINES)


def _write_row(sheet: Worksheet, number: int, cells: Cells, style: Format) -> None:
    beyond = len(cells)
    for column, cell in enumerate(cells):
        if cell is None or cell == "":
            continue
        if not isinstance(cell, str):
            sheet.write_number(number, column, cell, style)
            continue
        parts = [cell[start : start + _LONGEST] for start in range(0, len(cell), _LONGEST)]
        sheet.write_string(number, column, parts[0], style)
        for part in parts[1:]:
            sheet.write_string(number, beyond, f"{column}:{part}")
            beyond += 1


def rows_of_workbook(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of an export."""
    from python_calamine import CalamineError, load_workbook

    note_input(path)
    try:
        book = load_workbook(path)
    except (OSError, CalamineError) as error:
        raise ProjectError(N_("{path} cannot be read."), path=path) from error
    if _CONTENTS not in book.sheet_names:
        raise ProjectError(N_("{path} is no export of a project."), path=path)
    try:
        header = book.get_sheet_by_name(_CONTENTS).to_python(skip_empty_area=False)
        version = exported_version(from_text(str(header[0][0])), path)
        for name in DUMPED:
            for sheet in book.sheet_names:
                if sheet == name or sheet.startswith(f"{name}~"):
                    rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
                    for cells in rows[1:]:
                        yield name, row_of_cells(name, rows[0], cells, version)
    except (CalamineError, ValueError, LookupError, TypeError) as error:
        raise ProjectError(N_("{path} is no export of a project."), path=path) from error
