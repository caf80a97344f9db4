"""The merged inventory as a workbook: tasks, sources, coverage, findings."""

from __future__ import annotations

from pathlib import Path

from xlsxwriter import Workbook

from rpa_scout.inventory import Inventory
from rpa_scout.output import write_file
from rpa_scout.policy.model import Policy
from rpa_scout.provenance import Provenance, provenance_of
from rpa_scout.reporting.coverage_sheet import write_coverage_sheet
from rpa_scout.reporting.inventory_sources import write_sources_sheet
from rpa_scout.reporting.inventory_tasks import write_tasks_sheet
from rpa_scout.reporting.provenance_sheet import write_provenance_sheet
from rpa_scout.reporting.ranking_findings import write_findings_sheet
from rpa_scout.reporting.result_workbook import workbook_content
from rpa_scout.reporting.workbook_styles import TAB_COLORS, Styles
from rpa_scout.text import _

__all__ = ["write_inventory"]


def write_inventory(
    inventory: Inventory,
    path: str | Path,
    policy: Policy | None = None,
    author: str | None = None,
    *,
    replace: bool = False,
) -> Path:
    """Write the merged inventory as a workbook in the user's language."""
    provenance = provenance_of(inventory.survey_files, policy, author)

    def write_sheets(workbook: Workbook, styles: Styles) -> None:
        _write_sheets(workbook, styles, inventory, provenance)

    content = workbook_content(_("Inventory of tasks"), "inventory", provenance, write_sheets)
    return write_file(path, content, kind="inventory", replace=replace)


def _write_sheets(
    workbook: Workbook, styles: Styles, inventory: Inventory, provenance: Provenance
) -> None:
    names = (_("Tasks"), _("Sources"), _("Coverage"), _("Findings"))
    writers = (write_tasks_sheet, write_sources_sheet, write_coverage_sheet, write_findings_sheet)
    for name, color, write in zip(names, TAB_COLORS, writers, strict=False):
        sheet = workbook.add_worksheet(name)
        sheet.set_tab_color(color)
        write(sheet, styles, inventory)
    sheet = workbook.add_worksheet(_("Creation"))
    sheet.set_tab_color(TAB_COLORS[-1])
    write_provenance_sheet(sheet, styles, provenance)
