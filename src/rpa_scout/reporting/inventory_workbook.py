"""The merged inventory as a workbook: tasks, sources, coverage, findings."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook

from rpa_scout.inventory import Inventory
from rpa_scout.output import write_file
from rpa_scout.policy.model import Policy
from rpa_scout.provenance import Provenance, provenance_of
from rpa_scout.reporting.coverage_sheet import write_coverage_sheet
from rpa_scout.reporting.inventory_sources import write_sources_sheet
from rpa_scout.reporting.inventory_tasks import write_tasks_sheet
from rpa_scout.reporting.provenance_sheet import set_properties, write_provenance_sheet
from rpa_scout.reporting.ranking_findings import write_findings_sheet
from rpa_scout.reporting.workbook_styles import DEFAULT_FORMAT, TAB_COLORS, Styles
from rpa_scout.text import _

__all__ = ["write_inventory"]

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": DEFAULT_FORMAT,
}


def write_inventory(
    inventory: Inventory,
    path: str | Path,
    policy: Policy | None = None,
    author: str | None = None,
    *,
    replace: bool = False,
) -> Path:
    """Write the merged inventory as a workbook in the user's language."""
    content = io.BytesIO()
    with Workbook(content, _OPTIONS) as workbook:
        provenance = provenance_of(inventory.survey_files, policy, author)
        set_properties(workbook, _("Inventory of tasks"), "inventory", provenance)
        _write_sheets(workbook, inventory, provenance)
    return write_file(path, content.getvalue(), kind="inventory", replace=replace)


def _write_sheets(workbook: Workbook, inventory: Inventory, provenance: Provenance) -> None:
    styles = Styles(workbook)
    names = (_("Tasks"), _("Sources"), _("Coverage"), _("Findings"))
    writers = (write_tasks_sheet, write_sources_sheet, write_coverage_sheet, write_findings_sheet)
    for name, color, write in zip(names, TAB_COLORS, writers, strict=False):
        sheet = workbook.add_worksheet(name)
        sheet.set_tab_color(color)
        write(sheet, styles, inventory)
    sheet = workbook.add_worksheet(_("Creation"))
    sheet.set_tab_color(TAB_COLORS[-1])
    write_provenance_sheet(sheet, styles, provenance)
