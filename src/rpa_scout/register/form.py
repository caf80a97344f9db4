"""The register's form, filled in with the facts of earlier years."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from rpa_scout.fiscal_years import fiscal_year_label
from rpa_scout.forms.choices_sheet import write_choices_sheet
from rpa_scout.forms.examples_sheet import write_examples_sheet
from rpa_scout.forms.guide_sheet import GUIDE_WIDTHS, GuidePage
from rpa_scout.forms.layout import Form
from rpa_scout.forms.printing import A4, set_up_print
from rpa_scout.forms.saving import save
from rpa_scout.forms.styles import TAB_COLORS, Styles
from rpa_scout.forms.tasks_sheet import write_tasks_sheet
from rpa_scout.forms.workbook import workbook_options
from rpa_scout.output import RESULT_PROPERTY
from rpa_scout.policy.choices import unknown_label
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Policy
from rpa_scout.provenance import creation_time
from rpa_scout.register import texts
from rpa_scout.register.fields import FISCAL_YEARS, REGISTER_RESULT, load_register_fields
from rpa_scout.register.records import Actual, Automation, Register
from rpa_scout.text import _, fold, language

_PERCENT = 100.0
# Rounding removes the error of dividing by 100 and multiplying again.
_DECIMALS = 10
_YEARS_OFFERED = 10


def write_register_form(
    path: Path,
    fiscal_year: int,
    register: Register | None = None,
    department: str = "",
    *,
    policy: Policy | None = None,
    replace: bool = False,
) -> Path:
    """Write the form for a fiscal year; it offers the means of the policy."""
    content = register_form_content(fiscal_year, register, department, policy)
    return save(path, content, replace=replace)


def register_form_content(
    fiscal_year: int,
    register: Register | None = None,
    department: str = "",
    policy: Policy | None = None,
) -> bytes:
    """Return the form as the content of an .xlsx file."""
    fields = load_register_fields(policy)
    year = fiscal_year_label(fiscal_year)
    rows = register_rows(register or Register(), fiscal_year, department, fields)
    form = Form(
        department,
        fields.in_language(language()),
        None,
        rows,
        _(texts.TITLE_OF_YEAR).format(title=_(texts.TITLE), year=year),
        _(texts.HINT).format(year=year, unknown=unknown_label()),
    )
    target = io.BytesIO()
    with Workbook(target, workbook_options()) as workbook:
        workbook.set_properties({"title": form.title, "created": creation_time()})
        workbook.set_custom_property(RESULT_PROPERTY, REGISTER_RESULT, "text")
        _write_sheets(workbook, form, fiscal_year)
    return target.getvalue()


def register_rows(
    register: Register, fiscal_year: int, department: str, fields: FieldSet
) -> tuple[Mapping[str, object], ...]:
    """Return the answers to fill in, one mapping per automation that has not ended before."""
    running = [
        automation
        for automation in register.automations
        if fold(department) in ("", fold(automation.department))
        and not (automation.ended_in is not None and automation.ended_in < fiscal_year)
    ]
    running.sort(
        key=lambda automation: (automation.department, automation.task_name, automation.name)
    )
    return tuple(
        _answers(
            automation,
            register.measured.get((automation.automation_id, fiscal_year)),
            fiscal_year,
            fields,
        )
        for automation in running
    )


def _answers(
    automation: Automation, actual: Actual | None, fiscal_year: int, fields: FieldSet
) -> Mapping[str, object]:
    answers: dict[str, object] = {
        "department": automation.department,
        "name": automation.task_name,
        "automation": automation.name,
        "running_since": automation.running_since and fiscal_year_label(automation.running_since),
        "hours_per_year_before": automation.hours_per_year_before,
        "share_percent": round(automation.share * _PERCENT, _DECIMALS),
        "fiscal_year": fiscal_year_label(fiscal_year),
        "ended_in": automation.ended_in and fiscal_year_label(automation.ended_in),
        "task_id": automation.task_id,
        "remarks": automation.remarks,
    }
    runs = {True: "yes", False: "no", None: None}[automation.still_running]
    codes = {"means": automation.means, "end_reason": automation.end_reason}
    if actual is not None:
        codes |= {"measured_by": actual.measured_by, "still_running": runs}
        for name in ("saved_hours_per_year", "runs_per_year", "items_per_year"):
            answers[name] = getattr(actual, name)
        answers["exceptions_per_year"] = actual.exceptions_per_year
    for field_id, code in codes.items():
        if code is not None:
            answers[field_id] = fields[field_id].choice_label(code)
    return {field_id: answer for field_id, answer in answers.items() if answer not in (None, "")}


def _write_sheets(workbook: Workbook, form: Form, fiscal_year: int) -> None:
    year = fiscal_year_label(fiscal_year)
    styles, names = Styles(workbook), form.fields.form
    guide = workbook.add_worksheet(names.guide_sheet)
    rows = workbook.add_worksheet(names.tasks_sheet)
    guide.set_tab_color(TAB_COLORS["guide"])
    guide.hide_gridlines(2)
    for column, width in enumerate(GUIDE_WIDTHS):
        guide.set_column(column, column, width)
    page = GuidePage(guide, form, styles)
    page.title(_(texts.LEAD).format(year=year))
    page.links()
    page.section(_(texts.STEPS_TITLE))
    page.lines(texts.STEPS, numbered=True)
    page.section(_(texts.RULES_TITLE))
    page.lines(texts.FILLING_RULES, numbered=False)
    set_up_print(guide, form, names.guide_sheet, A4)
    guide.fit_to_pages(1, 1)
    guide.print_area(0, 0, page.row, len(GUIDE_WIDTHS) - 1)
    write_tasks_sheet(rows, form, styles)
    _offer_years(rows, form, fiscal_year)
    write_examples_sheet(workbook.add_worksheet(names.examples_sheet), form, styles)
    write_choices_sheet(workbook.add_worksheet(names.choices_sheet), form, styles)
    (rows if form.answers else guide).activate()


def _offer_years(sheet: Worksheet, form: Form, fiscal_year: int) -> None:
    """Offer the last ten fiscal years to choose from; other spellings are accepted too."""
    years = range(fiscal_year, fiscal_year - _YEARS_OFFERED, -1)
    labels = [fiscal_year_label(year) for year in years]
    for field in form.columns:
        if field.id in FISCAL_YEARS:
            column = form.positions[field.id]
            rule = {"validate": "list", "source": labels, "show_error": False}
            sheet.data_validation(form.FIRST_ROW, column, form.last_row, column, rule)
