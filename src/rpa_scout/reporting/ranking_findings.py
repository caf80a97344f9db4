"""The sheet of the findings, with file and cell."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from rpa_scout.inventory import Inventory
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Column, write_table_sheet
from rpa_scout.text import N_, _

__all__ = ["SEVERITY_LABELS", "write_findings_sheet"]

SEVERITY_LABELS = {"error": N_("error"), "warning": N_("warning"), "info": N_("info")}


def write_findings_sheet(sheet: Worksheet, styles: Styles, inventory: Inventory) -> None:
    """Write the findings in the order of the files."""
    title = _("Findings in the surveys")
    notes = [
        _counted(inventory),
        _("error: the row or file was not used; warning: used, please check."),
    ]
    write_table_sheet(sheet, styles, (title, notes), _columns(inventory), 1)


def _counted(inventory: Inventory) -> str:
    counts = inventory.findings.counts
    if not len(inventory.findings):
        return _("Nothing was found.")
    return _("{errors:,} errors, {warnings:,} warnings, {infos:,} notes.").format(
        errors=counts["error"], warnings=counts["warning"], infos=counts["info"]
    )


def _columns(inventory: Inventory) -> list[Column]:
    findings, fields = list(inventory.findings), inventory.fields
    names = _task_names(inventory)
    labels = [fields.label(finding.field) if finding.field else "" for finding in findings]
    severities = [_(SEVERITY_LABELS[finding.severity]) for finding in findings]
    messages = [finding.message(fields) for finding in findings]
    hints = [finding.hint(fields) for finding in findings]
    tasks = [names.get(finding.row_id, "") for finding in findings]
    return [
        Column(_("Severity"), 10, "mark", severities),
        Column(_("Finding"), 50, "wrapped", messages),
        Column(_("What to do"), 50, "wrapped", hints),
        Column(_("File"), 34, "wrapped", [finding.file for finding in findings]),
        Column(_("Sheet"), 12, "wrapped", [finding.sheet for finding in findings]),
        Column(_("Cell"), 8, "mark", [finding.cell for finding in findings]),
        Column(_("Field"), 22, "wrapped", labels),
        Column(_("Value"), 22, "wrapped", [finding.value for finding in findings]),
        Column(_("Task name"), 32, "wrapped", tasks),
        Column(_("Task id"), 16, "wrapped", [finding.row_id for finding in findings]),
    ]


def _task_names(inventory: Inventory) -> dict[str, str]:
    names: dict[str, str] = {}
    for frame in (inventory.left_out, inventory.tasks):
        names.update(zip(frame.index, frame["name"].fillna(""), strict=True))
    return names
