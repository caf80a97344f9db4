"""The sheet of the findings: what was noticed while reading and checking, and where."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from rpa_scout.findings import Finding
from rpa_scout.inventory import Inventory
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Column, write_table_sheet
from rpa_scout.text import N_, _

__all__ = ["SEVERITY_LABELS", "write_findings_sheet"]

SEVERITY_LABELS = {"error": N_("error"), "warning": N_("warning"), "info": N_("info")}


def write_findings_sheet(sheet: Worksheet, styles: Styles, inventory: Inventory) -> None:
    """Write the findings in the order of the files.

    Parameters
    ----------
    sheet : Worksheet
        An empty sheet.
    styles : Styles
        Formats of the workbook.
    inventory : Inventory
        Its findings are shown.
    """
    title = _("Findings: what was noticed in the surveys")
    notes = [
        _counted(inventory),
        _("error: the row or file was not used; warning: used, but look."),
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
    found, fields = list(inventory.findings), inventory.fields
    names = _task_names(inventory)
    labels = [fields.label(one.field) if one.field else "" for one in found]
    severities = [_(SEVERITY_LABELS[one.severity]) for one in found]
    return [
        Column(_("Severity"), 10, "mark", severities),
        Column(_("Finding"), 50, "wrapped", [one.message(fields) for one in found]),
        Column(_("What to do"), 50, "wrapped", [one.hint(fields) for one in found]),
        Column(_("File"), 34, "wrapped", [one.file for one in found]),
        Column(_("Sheet"), 12, "wrapped", [one.sheet for one in found]),
        Column(_("Cell"), 8, "mark", [one.cell for one in found]),
        Column(_("Field"), 22, "wrapped", labels),
        Column(_("Value"), 22, "wrapped", [one.value for one in found]),
        Column(_("Task name"), 32, "wrapped", [_task_name(one, names) for one in found]),
        Column(_("Task ID"), 16, "wrapped", [one.row_id for one in found]),
    ]


def _task_names(inventory: Inventory) -> dict[str, str]:
    names: dict[str, str] = {}
    for frame in (inventory.left_out, inventory.tasks):
        names.update(zip(frame.index, frame["name"].fillna(""), strict=True))
    return names


def _task_name(finding: Finding, names: dict[str, str]) -> str:
    return names.get(finding.row_id, "")
