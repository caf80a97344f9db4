"""The list of tasks: headings, answers, feedback, frozen panes, outline, print set-up."""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from rpa_scout.forms import texts
from rpa_scout.forms.answers import write_answer
from rpa_scout.forms.layout import Form, lines_needed
from rpa_scout.forms.notes import add_note
from rpa_scout.forms.own_columns import set_own_columns, write_own_columns
from rpa_scout.forms.printing import print_tasks
from rpa_scout.forms.respondent import write_respondent
from rpa_scout.forms.rules import add_rules
from rpa_scout.forms.styles import LINE_HEIGHT, TAB_COLORS, Styles
from rpa_scout.policy.fields import FieldDefinition
from rpa_scout.text import _

_HEADING_LINES = 4
_SIGNPOST_WIDTH = 46
_ROW_MARGIN = 3.0  # points
_HIGHEST_ROW = 409.0  # points; no row can be higher


def write_tasks_sheet(sheet: Worksheet, form: Form, styles: Styles) -> None:
    """Write the list of tasks with all its prepared rows."""
    sheet.set_tab_color(TAB_COLORS["tasks"])
    _set_columns(sheet, form, styles)
    _write_top(sheet, form, styles)
    _write_headings(sheet, form, styles)
    for field in form.columns:
        _write_answers(sheet, form, styles, field)
    if form.has_own_columns:
        sheet.hide_gridlines(1)  # rows below the drawn ones show where to go on
        _write_optional_groups(sheet, form, styles)
        write_respondent(sheet, form, styles)
        write_own_columns(sheet, form, styles)
    else:
        sheet.hide_gridlines(2)
    _raise_long_rows(sheet, form)
    add_rules(sheet, form)
    _mark_missing_names(sheet, form, styles)
    sheet.freeze_panes(form.FIRST_ROW, form.frozen_columns)
    sheet.set_selection(*form.first_cell_to_fill, *form.first_cell_to_fill)
    print_tasks(sheet, form)


def _set_columns(sheet: Worksheet, form: Form, styles: Styles) -> None:
    folded = not form.has_optional_answers
    for field in form.columns:
        column = form.positions[field.id]
        options = {} if field.core else {"level": 1, "hidden": folded}
        style = styles[f"open_{field.kind}"] if form.has_own_columns else None
        sheet.set_column(column, column, form.column_width(field), style, options)
    after = form.last_column + 1
    if form.has_own_columns:
        set_own_columns(sheet, form)
    else:
        sheet.set_column(after, after, _SIGNPOST_WIDTH, None, {"collapsed": folded})


def _write_top(sheet: Worksheet, form: Form, styles: Styles) -> None:
    sheet.set_row(form.TITLE_ROW, 2 * LINE_HEIGHT)
    sheet.write_string(form.TITLE_ROW, 0, form.title, styles["title"])
    # Without own columns the title needs the room of all frozen columns.
    column = form.positions["name"] if form.has_own_columns else form.frozen_columns
    if form.department:
        label = form.fields[form.DEPARTMENT].label
        department = _(texts.DEPARTMENT_LINE).format(label=label, department=form.department)
        sheet.write_string(form.TITLE_ROW, column, department, styles["list_department"])
    if form.has_own_columns:
        return
    behind = column + bool(form.department)
    sheet.write_string(form.TITLE_ROW, behind, form.hint, styles["notice"])
    sheet.set_row(form.SECOND_ROW, 1.4 * LINE_HEIGHT)
    signpost = _(texts.COLUMN_HINT).format(count=form.optional_count)
    sheet.write_string(form.SECOND_ROW, form.last_column + 1, signpost, styles["notice"])


def _write_headings(sheet: Worksheet, form: Form, styles: Styles) -> None:
    groups = {group.id: group.label for group in form.fields.group}
    sheet.set_row(form.MARK_ROW, 1.2 * LINE_HEIGHT)
    lines = max(lines_needed(field.label, form.column_width(field)) for field in form.columns)
    sheet.set_row(form.HEADER_ROW, max(lines, _HEADING_LINES) * LINE_HEIGHT)
    for field in form.columns:
        column = form.positions[field.id]
        group = groups.pop(field.group, "")
        rank, mark = _rank(field)
        if not form.has_own_columns:
            sheet.write_string(form.SECOND_ROW, column, group, styles["group"])
        if field.core or not form.has_own_columns:
            sheet.write_string(form.MARK_ROW, column, mark, styles[f"mark_{rank}"])
        sheet.write_string(form.HEADER_ROW, column, field.label, styles[f"head_{rank}"])
        add_note(sheet, form.HEADER_ROW, column, field)


def _write_optional_groups(sheet: Worksheet, form: Form, styles: Styles) -> None:
    """Write the mark and the name of each group of optional columns across its columns."""
    for group in form.fields.group:
        columns = [
            form.positions[field.id]
            for field in form.columns
            if field.group == group.id and not field.core
        ]
        text = _(texts.OPTIONAL_GROUP).format(group=group.label)
        if len(columns) > 1:
            row, style = form.MARK_ROW, styles["mark_optional"]
            sheet.merge_range(row, columns[0], row, columns[-1], text, style)
        elif columns:
            sheet.write_string(form.MARK_ROW, columns[0], text, styles["mark_optional"])


def _rank(field: FieldDefinition) -> tuple[str, str]:
    if field.required:
        return "required", _(texts.REQUIRED_MARK)
    return ("core", _(texts.CORE_MARK)) if field.core else ("optional", _(texts.OPTIONAL_MARK))


def _write_answers(sheet: Worksheet, form: Form, styles: Styles, field: FieldDefinition) -> None:
    is_department = field.id == form.DEPARTMENT
    style = styles["answer_filled" if is_department else f"answer_{field.kind}"]
    beforehand = form.department if is_department else None
    column = form.positions[field.id]
    for row in range(form.FIRST_ROW, form.last_prepared_row + 1):
        answer = form.answer(row - form.FIRST_ROW, field.id, beforehand)
        write_answer(sheet, (row, column), field, answer, style)


def _raise_long_rows(sheet: Worksheet, form: Form) -> None:
    """Raise rows with answers of several lines; Excel raises empty rows when they are filled in."""
    widths = {field.id: form.column_width(field) for field in form.columns}
    for row, answers in enumerate(form.answers, form.FIRST_ROW):
        shown = ((str(answer), widths[field_id]) for field_id, answer in answers.items())
        lines = max((lines_needed(text, width) for text, width in shown), default=1)
        if lines > 1:
            sheet.set_row(row, min(lines * LINE_HEIGHT + _ROW_MARGIN, _HIGHEST_ROW))


def _mark_missing_names(sheet: Worksheet, form: Form, styles: Styles) -> None:
    """Colour the cell of a required answer while it is empty in a row that is filled in."""
    last = xl_col_to_name(form.last_column)
    for field in form.columns:
        if field.required and field.id != form.DEPARTMENT:
            column = form.positions[field.id]
            first_answer = max(column + 1, form.frozen_columns)
            cell = xl_rowcol_to_cell(form.FIRST_ROW, column, col_abs=True)
            after = xl_rowcol_to_cell(form.FIRST_ROW, first_answer, col_abs=True)
            row = form.FIRST_ROW + 1
            rule = {
                "type": "formula",
                "criteria": f'=AND({cell}="",COUNTA({after}:${last}{row})>0)',
                "format": styles["name_missing"],
            }
            sheet.conditional_format(form.FIRST_ROW, column, form.last_row, column, rule)
