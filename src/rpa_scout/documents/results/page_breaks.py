"""Page breaks between the tasks of a list, so that no page's end cuts the answers of one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from rpa_scout.documents.filling.excel_template import ExcelTemplate, Value
from rpa_scout.reporting.workbook_printing import breaks_before_cut_tables

_HEIGHTS: Final = {"8": (297, 420), "9": (210, 297)}
"""Millimetres of A3 and A4, landscape and portrait."""
_USUAL_ROW: Final = 15.0  # points


def break_between_tasks(template: ExcelTemplate, column: str, task_ids: Sequence[Value]) -> None:
    """Set the breaks of the sheet that holds a column with the numbers of the tasks."""
    cells = template.cells_of(column)
    printable = _printable(cells.sheet) if cells is not None else None
    if cells is None or printable is None:
        return
    sheet, first = cells.sheet, cells.first_row
    last_row = first + len(task_ids) - 1
    heights = [sheet.row_dimensions[row].height or _USUAL_ROW for row in range(1, last_row + 1)]
    firsts, row = [], first - 1
    for _task_id, lines in groupby(task_ids):
        firsts.append(row)
        row += len([*lines])
    # The first task stays below the title.
    for before in breaks_before_cut_tables([0, *firsts[1:]], heights, printable):
        sheet.row_breaks.append(Break(id=before))


def _printable(sheet: Worksheet) -> float | None:
    """Return the points of a page below the repeated rows; None for another paper than A3, A4."""
    sizes = _HEIGHTS.get(str(sheet.page_setup.paperSize))
    if sizes is None:
        return None
    landscape, portrait = sizes
    height = landscape if sheet.page_setup.orientation == "landscape" else portrait
    margins = 72 * (sheet.page_margins.top + sheet.page_margins.bottom)
    return height / 25.4 * 72 - margins - _repeated(sheet)


def _repeated(sheet: Worksheet) -> float:
    repeated = str(sheet.print_title_rows or "").replace("$", "").split("!")[-1]
    if ":" not in repeated:
        return 0.0
    first, last = (int(row) for row in repeated.split(":"))
    return sum(sheet.row_dimensions[row].height or _USUAL_ROW for row in range(first, last + 1))
