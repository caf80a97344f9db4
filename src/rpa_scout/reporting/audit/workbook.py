"""The audit workbook: cover, policy, answers, scores, ranges, hours, agreement, decisions."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from xlsxwriter import Workbook

from rpa_scout.reporting.audit.agreement_sheet import compared_quantities, write_agreement_sheet
from rpa_scout.reporting.audit.answers_sheet import write_answers_sheet
from rpa_scout.reporting.audit.content import AuditContent
from rpa_scout.reporting.audit.cover_sheet import write_cover_sheet
from rpa_scout.reporting.audit.decision_sheets import write_changes_sheet, write_decisions_sheet
from rpa_scout.reporting.audit.hours_sheet import HoursCheck, write_hours_sheet
from rpa_scout.reporting.audit.points_sheets import write_points_sheet, write_range_sheet
from rpa_scout.reporting.audit.policy_sheet import write_policy_sheet
from rpa_scout.reporting.result_workbook import write_workbook
from rpa_scout.reporting.workbook_styles import TAB_COLORS, Styles
from rpa_scout.text import N_, _

_SHEETS: Final = (
    N_("0 Cover"),
    N_("1 Policy"),
    N_("2 Answers"),
    N_("3 Scores"),
    N_("4 Ranges"),
    N_("5 Hours"),
    N_("6 Agreement"),
    N_("7 Decisions"),
    N_("8 Changes"),
)


def write_audit(content: AuditContent, path: str | Path, *, replace: bool = False) -> Path:
    """Write the audit workbook in the user's language."""
    title = _("Audit workbook of assessment {number}").format(number=content.report.number)

    def write_sheets(workbook: Workbook, styles: Styles) -> None:
        _write_sheets(workbook, styles, content)

    provenance = content.report.provenance
    return write_workbook(path, title, "audit", provenance, write_sheets, replace=replace)


def _write_sheets(workbook: Workbook, styles: Styles, content: AuditContent) -> None:
    comparison = content.compared
    names = [_(name) for name in (_SHEETS if comparison else _SHEETS[:-1])]
    sheets = [workbook.add_worksheet(name) for name in names]
    for number, sheet in enumerate(sheets):
        sheet.set_tab_color(TAB_COLORS[number % len(TAB_COLORS)])
    cover, policy, answers, scores, ranges, hours, agreement, decisions, *changes = sheets
    write_cover_sheet(cover, styles, content)
    policy_cells = write_policy_sheet(policy, styles, content, names[1])
    answer_cells = write_answers_sheet(answers, styles, content, names[2])
    cells = (policy_cells, answer_cells)
    score_cells = write_points_sheet(scores, styles, content, cells, names[3])
    range_cells = write_range_sheet(ranges, styles, content, cells, names[4])
    check = HoursCheck(content)
    hour_cells = write_hours_sheet(hours, styles, content, check, names[5])
    compared = compared_quantities(content, score_cells, range_cells, hour_cells, check)
    write_agreement_sheet(agreement, styles, content, compared)
    write_decisions_sheet(decisions, styles, content)
    if comparison is not None and content.compared_number and content.report.number:
        numbers = (content.compared_number, content.report.number)
        write_changes_sheet(changes[0], styles, comparison, numbers)
