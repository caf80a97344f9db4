"""The lists that the input rules point to, at the end of the workbook and locked."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from rpa_scout.forms import texts
from rpa_scout.forms.layout import Form, lines_needed
from rpa_scout.forms.printing import A3, LEAST_SCALE, printed_scale, set_up_print
from rpa_scout.forms.styles import LINE_HEIGHT, TAB_COLORS, Styles
from rpa_scout.text import _


def write_choices_sheet(sheet: Worksheet, form: Form, styles: Styles) -> None:
    """Write the choice lists, each closed by 「わからない」, and the names that are known.

    The sheet is locked without a password, so that nobody changes a list by accident.
    """
    sheet.set_tab_color(TAB_COLORS["choices"])
    sheet.hide_gridlines(2)
    sheet.set_row(0, 2 * LINE_HEIGHT)
    sheet.write_string(0, 0, _(texts.CHOICES_TITLE), styles["subtitle"])
    notice = _(texts.CHOICES_NOTICE).format(tasks=form.fields.form.tasks_sheet)
    sheet.write_string(1, 0, notice, styles["notice"])
    lines: dict[int, int] = {}
    for column, field in enumerate(form.listed_fields):
        width = form.column_width(field)
        sheet.set_column(column, column, width)
        sheet.write_string(form.CHOICES_HEADER_ROW, column, field.label, styles["choice_heading"])
        lines[form.CHOICES_HEADER_ROW] = max(
            lines.get(form.CHOICES_HEADER_ROW, 1), lines_needed(field.label, width)
        )
        for row, label in enumerate(form.listed(field), form.CHOICES_HEADER_ROW + 1):
            sheet.write_string(row, column, label, styles["choice"])
            lines[row] = max(lines.get(row, 1), lines_needed(label, width))
    for row, count in lines.items():
        sheet.set_row(row, count * LINE_HEIGHT)
    sheet.protect()
    set_up_print(sheet, form, form.fields.form.choices_sheet, A3)
    if printed_scale(form, form.listed_fields) >= LEAST_SCALE:
        sheet.fit_to_pages(1, 1)
    else:
        sheet.set_print_scale(LEAST_SCALE)
