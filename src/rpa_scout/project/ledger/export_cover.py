"""The first page of an export as a workbook: what it holds, and what each sheet is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from rpa_scout.forms.styles import FONT
from rpa_scout.project.policies import current_policy_number, stored_policy
from rpa_scout.project.states import state_label
from rpa_scout.project.views import tasks_of
from rpa_scout.provenance import creation_time
from rpa_scout.text import N_, _, language, listed
from rpa_scout.version import __version__

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_A3: Final = 8
EXPORT_FONT: Final = {"font_name": FONT, "font_size": 10}
_SCALE: Final = 80  # percent; the 10 points of a cell are 8 on paper

TASKS_SHEET: Final = N_("Tasks to read")
"""Name of the sheet of tasks for people; “Tasks” would be the name of a table but for the case."""

SHEETS: Final = {
    "rpa-scout": N_("Header: by it the program knows the export when it restores the project"),
    "project": N_("The project: when it was made, and by which version"),
    "survey_imports": N_("Surveys taken in: when and by whom"),
    "survey_files": N_("Files of the surveys with their digests"),
    "survey_tables": N_("Lists of tasks in these files"),
    "survey_lines": N_("Rows of these lists as they were read"),
    "policies": N_("Policies that were in force"),
    "assessments": N_("Assessments: when, by which policy"),
    "assessment_columns": N_("Results of the assessments"),
    "assessment_results": N_("Results of assessments by earlier versions"),
    "assessment_circumstances": N_("Facts besides answers that assessments took into account"),
    "assessment_actuals": N_("Actuals that assessments took into account"),
    "handed_out": N_("Documents handed out, with their digests"),
    "history": N_("History: what was done, when, by whom and why"),
    "history_changes": N_("Each changed value of the history"),
    "settings": N_("Settings"),
    "tasks": N_("Decisions on the tasks"),
    "departments": N_("From which import each department's tasks come"),
    "overrides": N_("Judgements beside computed values"),
    "corrections": N_("Corrected answers"),
    "confirmations": N_("Confirmed figures"),
    "notes": N_("Notes"),
    "accepted_findings": N_("Findings that were accepted"),
    "automations": N_("Running automations"),
    "actuals": N_("Actuals of the automations"),
    "city_departments": N_("List of the city's departments"),
    "former_departments": N_("Departments that were renamed, merged or split"),
    "refusals": N_("Pairs that a person found to be different"),
    "sent_forms": N_("Forms sent"),
    "asked_questions": N_("Questions asked, with their answers"),
    "group_members": N_("Groups of the same work"),
}
"""What the tables hold that a project is made again from, by the names of their sheets."""


def write_cover(book: Workbook, connection: Connection, author: str) -> None:
    """Write the first page."""
    sheet = book.add_worksheet(_("Overview"))
    title = book.add_format({**EXPORT_FONT, "bold": True, "font_size": 14})
    bold = book.add_format({**EXPORT_FONT, "bold": True, "bottom": 1})
    text = book.add_format({**EXPORT_FONT, "valign": "top", "text_wrap": True})
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 66)
    sheet.write_string(0, 0, _("All data of the project"), title)
    policy = stored_policy(connection, current_policy_number(connection))
    states = Counter(task.state for task in tasks_of(connection))
    counts = listed(f"{state_label(state)} {count:,}" for state, count in states.items())
    facts = [
        (_("Policy"), f"{policy.policy.in_language(language()).title} {policy.version}"),
        (_("Tasks"), _("{count:,} ({states})").format(count=states.total(), states=counts)),
        (_("Written at"), f"{creation_time().astimezone():%Y-%m-%d %H:%M}"),
        (_("Written by"), f"{author} (rpa-scout {__version__})"),
    ]
    for row, (label, fact) in enumerate(facts, 2):
        sheet.write_string(row, 0, label, text)
        sheet.write_string(row, 1, fact, text)
    top = len(facts) + 3
    sheet.write_string(top, 0, _("Sheet (only where it has rows)"), bold)
    sheet.write_string(top, 1, _("Content"), bold)
    pages = {_(TASKS_SHEET): _("The tasks with decisions and answers, for reading"),
             **{name: _(content) for name, content in SHEETS.items()}}  # fmt: skip
    for row, (name, content) in enumerate(pages.items(), top + 1):
        sheet.write_string(row, 0, name, text)
        sheet.write_string(row, 1, content, text)
    # Otherwise LibreOffice shrinks the page to cells beside the texts.
    sheet.print_area(0, 0, top + len(pages), 1)
    set_up_print(sheet, table=False)
    sheet.set_portrait()  # the list of sheets fits on one page


def set_up_print(sheet: Worksheet, *, table: bool = True) -> None:
    """Set paper and header; a table's headings and first columns stand on every page."""
    sheet.set_footer("&C" + _("Page {page} of {pages}").format(page="&P", pages="&N"))
    sheet.set_header("&L&A")
    sheet.set_landscape()
    if not table:
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return
    sheet.set_paper(_A3)
    sheet.set_print_scale(_SCALE)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 2)
