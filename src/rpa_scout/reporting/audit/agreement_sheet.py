"""The program's values beside those of the formulas, and how many agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from rpa_scout.reporting.audit.answers_sheet import TaskCells, task_heads
from rpa_scout.reporting.audit.content import AuditContent
from rpa_scout.reporting.audit.hours_sheet import HoursCheck
from rpa_scout.reporting.workbook_cells import Formula, write_value
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import (
    Column,
    finish_table_sheet,
    write_heading,
    write_table,
)
from rpa_scout.text import _

_TOLERANCE = "0.000000001"
_FIXED_COLUMNS = 3
_SUMMARY_ROWS = 4  # Heading, agreements, differences, blank


@dataclass(frozen=True, slots=True)
class Compared:
    """A quantity that the program and the formulas give for every task."""

    label: str
    style: str
    values: Sequence[object]  # The program's; empty where it gives none
    cells: Sequence[str]  # The formulas'


def compared_quantities(
    content: AuditContent,
    scores: TaskCells,
    ranges: TaskCells,
    hours: TaskCells,
    check: HoursCheck,
) -> list[Compared]:
    """Return what is compared, in the order of the columns."""
    rows = content.rows
    tasks = range(len(rows))

    def of(label: str, style: str, values: Sequence[object], cells: Iterator[str]) -> Compared:
        return Compared(label, style, values, list(cells))

    is_known = check.is_known
    return [
        of(_("Score"), "hundredths", rows["score"].tolist(), _cells(scores, "score", tasks)),
        of(_("Lowest"), "hundredths", rows["score_low"].tolist(), _cells(ranges, "low", tasks)),
        of(_("Highest"), "hundredths", rows["score_high"].tolist(), _cells(ranges, "high", tasks)),
        of(_("Rank"), "row", rows["rank"].tolist(), _cells(scores, "rank", tasks)),
        of(
            _("Hours now, closed form"),
            "tenths",
            [value if has else "" for value, has in zip(check.now.tolist(), is_known, strict=True)],
            _cells(hours, "now", tasks),
        ),
        of(
            _("Difference, closed form"),
            "tenths",
            [
                value if has else ""
                for value, has in zip(check.saved.tolist(), is_known, strict=True)
            ],
            _cells(hours, "saved", tasks),
        ),
    ]


def _cells(cells: TaskCells, column: str, tasks: range) -> Iterator[str]:
    return (cells.cell(column, task) for task in tasks)


def write_agreement_sheet(
    sheet: Worksheet, styles: Styles, content: AuditContent, compared: Sequence[Compared]
) -> None:
    """Write the comparison, with the number of agreements above it."""
    title = _("Agreement of the program with the formulas")
    notes = [
        _("“Agrees” means a difference of at most {tolerance}.").format(tolerance=_TOLERANCE),
        _("The verdicts appear when the program that shows this workbook has computed it."),
    ]
    top = write_heading(sheet, styles, title, notes)
    columns = task_heads(content)
    first_row = top + _SUMMARY_ROWS + 2  # Below bands and headings, counted from 0
    verdicts = []
    for quantity in compared:
        program = len(columns)
        columns += _quantity_columns(quantity, program, first_row)
        verdicts.append((quantity.label, xl_col_to_name(program + 3)))
    table = write_table(sheet, styles, columns, top + _SUMMARY_ROWS, _FIXED_COLUMNS)
    _write_summary(sheet, styles, verdicts, top, (table.first_row + 1, table.last_row + 1))
    finish_table_sheet(sheet, title, table, columns, _FIXED_COLUMNS)


def _quantity_columns(quantity: Compared, program: int, first_row: int) -> list[Column]:
    ours, theirs, difference = (xl_col_to_name(program + step) for step in range(3))
    agrees, differs = _("Agrees"), _("Differs")
    computed: list[object] = []
    differences: list[object] = []
    verdicts: list[object] = []
    for task, (value, cell) in enumerate(zip(quantity.values, quantity.cells, strict=True)):
        row = first_row + task + 1
        has_value = value != ""
        computed.append(Formula(f"={cell}") if has_value else "")
        differences.append(Formula(f"={ours}{row}-{theirs}{row}") if has_value else "")
        verdict = f'=IF(ABS({difference}{row})<={_TOLERANCE},"{agrees}","{differs}")'
        verdicts.append(Formula(verdict) if has_value else "")
    band = quantity.label
    return [
        Column(_("Program"), 11, quantity.style, quantity.values, band),
        Column(_("Formula"), 11, quantity.style, computed, band),
        Column(_("Difference"), 10, "general", differences, band),
        Column(_("Verdict"), 9, "mark", verdicts, band),
    ]


def _write_summary(
    sheet: Worksheet,
    styles: Styles,
    verdicts: Sequence[tuple[str, str]],
    top: int,
    rows: tuple[int, int],
) -> None:
    first, last = rows
    for line, word in enumerate((_("Agrees"), _("Differs")), 1):
        sheet.write_string(top + line, 2, word, styles["strong"])
    for number, (label, letter) in enumerate(verdicts):
        column = 3 + 4 * number
        sheet.write_string(top, column, label, styles["head"])
        verdict_range = f"{letter}{first}:{letter}{last}"
        for line, word in enumerate((_("Agrees"), _("Differs")), 1):
            count = Formula(f'=COUNTIF({verdict_range},"{word}")')
            write_value(sheet, top + line, column, count, styles["whole_strong"])
