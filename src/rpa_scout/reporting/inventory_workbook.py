"""The merged inventory as a workbook: tasks, sources, coverage, findings."""

from __future__ import annotations

from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from rpa_scout.inventory import Inventory
from rpa_scout.policy.model import Policy
from rpa_scout.provenance import Provenance, provenance_of
from rpa_scout.reporting.inventory_sources import write_sources_sheet
from rpa_scout.reporting.inventory_tasks import write_tasks_sheet
from rpa_scout.reporting.provenance_sheet import write_provenance_sheet
from rpa_scout.reporting.ranking_findings import write_findings_sheet
from rpa_scout.reporting.result_workbook import write_workbook
from rpa_scout.reporting.workbook_styles import TAB_COLORS, Styles
from rpa_scout.reporting.workbook_table import Column, write_table_sheet
from rpa_scout.text import N_, _

_COVERAGE_LABELS = {
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


def write_inventory(inventory: Inventory, path: str | Path, policy: Policy | None = None) -> Path:
    """Write the merged inventory as a workbook in the user's language."""
    provenance = provenance_of(inventory.survey_files, policy)

    def write_sheets(workbook: Workbook, styles: Styles) -> None:
        _write_sheets(workbook, styles, inventory, provenance)

    return write_workbook(path, _("Inventory of tasks"), "inventory", provenance, write_sheets)


def _write_sheets(
    workbook: Workbook, styles: Styles, inventory: Inventory, provenance: Provenance
) -> None:
    names = (_("Tasks"), _("Sources"), _("Coverage"), _("Findings"))
    writers = (write_tasks_sheet, write_sources_sheet, _write_coverage_sheet, write_findings_sheet)
    for name, color, write in zip(names, TAB_COLORS, writers, strict=False):
        sheet = workbook.add_worksheet(name)
        sheet.set_tab_color(color)
        write(sheet, styles, inventory)
    sheet = workbook.add_worksheet(_("Creation"))
    sheet.set_tab_color(TAB_COLORS[-1])
    write_provenance_sheet(sheet, styles, provenance)


def _write_coverage_sheet(sheet: Worksheet, styles: Styles, inventory: Inventory) -> None:
    """Write how many rows were read, used and excluded, by list and department."""
    title = _("Coverage: rows read from each list")
    note = _(
        "A line without rows: a file that could not be read, "
        "or a department on the list that has not answered."
    )
    coverage = inventory.coverage
    columns = [
        Column(_(_COVERAGE_LABELS[name]), width, "wrapped", coverage[name].tolist())
        for name, width in _NAMES.items()
    ]
    columns += [
        Column(_(label), _COUNT_WIDTH, "whole", coverage[name].tolist())
        for name, label in _COVERAGE_LABELS.items()
        if name not in _NAMES
    ]
    if coverage["says_none"].any():
        answers = [_("no such task") if says_none else "" for says_none in coverage["says_none"]]
        columns.append(Column(_("Answer"), _COUNT_WIDTH, "mark", answers))
    write_table_sheet(sheet, styles, (title, [note]), columns, 1)
