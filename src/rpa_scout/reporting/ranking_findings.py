"""The sheet of the findings, with file and cell."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from rpa_scout.findings import grouped
from rpa_scout.inventory import Inventory
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Column, write_table_sheet
from rpa_scout.text import N_, _

SEVERITY_LABELS = {"error": N_("error"), "warning": N_("warning"), "info": N_("info")}


def write_findings_sheet(sheet: Worksheet, styles: Styles, inventory: Inventory) -> None:
    """Write the findings, the most severe first, then in the order of the files."""
    title = _("Findings in the surveys")
    notes = [
        _counted(inventory),
        _("error: the row or file was not used; warning: used, please check."),
    ]
    write_table_sheet(sheet, styles, (title, notes), _columns(inventory), 1)


def _counted(inventory: Inventory) -> str:
    counts = inventory.findings.counts
    if not inventory.tables:
        return _("No survey was checked here, so this sheet says nothing about findings.")
    if not len(inventory.findings):
        return _("The surveys were checked, and nothing was found.")
    return _("{errors:,} errors, {warnings:,} warnings, {infos:,} notes.").format(
        errors=counts["error"], warnings=counts["warning"], infos=counts["info"]
    )


def _columns(inventory: Inventory) -> list[Column]:
    fields = inventory.fields
    groups = sorted(
        grouped(inventory.findings, tasks_apart=True),
        key=lambda group: [*SEVERITY_LABELS].index(group.severity),
    )
    first = [group.first for group in groups]
    names = _task_names(inventory)
    # What is said of many rows has no task of its own.
    rows = [
        finding.row_id if group.count == 1 else ""
        for finding, group in zip(first, groups, strict=True)
    ]
    labels = [fields.label(finding.field) if finding.field else "" for finding in first]
    severities = [_(SEVERITY_LABELS[group.severity]) for group in groups]
    return [
        Column(_("Severity"), 8, "mark", severities),
        Column(_("Finding"), 42, "wrapped", [group.message(fields) for group in groups]),
        Column(_("What to do"), 40, "wrapped", [finding.hint(fields) for finding in first]),
        Column(_("File"), 26, "wrapped", [finding.file for finding in first]),
        Column(_("Sheet"), 10, "wrapped", [finding.sheet for finding in first]),
        Column(_("Cell"), 8, "wrapped", [group.cells for group in groups]),
        Column(_("Field"), 16, "wrapped", labels),
        Column(_("Value"), 16, "wrapped", [finding.quoted for finding in first]),
        Column(_("Task name"), 24, "wrapped", [names.get(row, "") for row in rows]),
        Column(_("Task id"), 14, "wrapped", rows),
    ]


def _task_names(inventory: Inventory) -> dict[str, str]:
    names: dict[str, str] = {}
    for frame in (inventory.left_out, inventory.tasks):
        names.update(zip(frame.index, frame["name"].fillna(""), strict=True))
    return names
