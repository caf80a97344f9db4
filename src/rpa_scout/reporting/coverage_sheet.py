"""The sheet of the coverage: rows read, used and excluded, by list."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from rpa_scout.inventory import Inventory
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Column, write_table_sheet
from rpa_scout.text import N_, _

__all__ = ["COVERAGE_LABELS", "write_coverage_sheet"]

COVERAGE_LABELS = {
    "department": N_("Department"),
    "file": N_("File"),
    "sheet": N_("Sheet"),
    "rows_read": N_("Rows read"),
    "rows_used": N_("Used"),
    "rows_with_warnings": N_("With warnings"),
    "rows_left_out": N_("Left out"),
}
"""Headings and widths of the coverage's columns."""

_NAMES = {"department": 22, "file": 40, "sheet": 16}  # widths in half-width characters
_COUNT_WIDTH = 11


def write_coverage_sheet(sheet: Worksheet, styles: Styles, inventory: Inventory) -> None:
    """Write how many rows were read, used and excluded, by list and department."""
    title = _("Coverage: rows read from each list")
    note = _(
        "A line without rows: a file that could not be read, "
        "or a department on the list that has not answered."
    )
    coverage = inventory.coverage
    columns = [
        Column(_(COVERAGE_LABELS[name]), width, "wrapped", coverage[name].tolist())
        for name, width in _NAMES.items()
    ]
    columns += [
        Column(_(label), _COUNT_WIDTH, "whole", coverage[name].tolist())
        for name, label in COVERAGE_LABELS.items()
        if name not in _NAMES
    ]
    if coverage["says_none"].any():
        answers = [_("no such task") if says_none else "" for says_none in coverage["says_none"]]
        columns.append(Column(_("Answer"), _COUNT_WIDTH, "mark", answers))
    write_table_sheet(sheet, styles, (title, [note]), columns, 1)
