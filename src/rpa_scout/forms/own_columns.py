"""The columns that the form fills in itself: numbers, status, hours, parts of the calculation."""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from rpa_scout.forms import texts
from rpa_scout.forms.feedback import feedback_formulas, summary_formula
from rpa_scout.forms.layout import HOURS, NUMBER, PARTS, STATUS, Form
from rpa_scout.forms.notes import add_text_note
from rpa_scout.forms.styles import Styles
from rpa_scout.text import _

OWN_WIDTHS = {NUMBER: 5.0, STATUS: 17.0, HOURS: 9.5}
_NOTES = {NUMBER: texts.NUMBER_NOTE, STATUS: texts.STATUS_NOTE, HOURS: texts.HOURS_NOTE}
_LOOKS = {NUMBER: "own_number", STATUS: "own_status", HOURS: "own_hours"}


class _EmptyText(str):
    """An empty text that XlsxWriter stores as the result of a formula; it stores no plain ``""``.

    A sheet with formulas that have no result is slow to read. Spreadsheets compute either kind when
    they open the form.
    """

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


_EMPTY = _EmptyText()


def set_own_columns(sheet: Worksheet, form: Form) -> None:
    """Set the widths, and hide the parts of the calculation."""
    for name, width in OWN_WIDTHS.items():
        sheet.set_column(form.positions[name], form.positions[name], width)
    first, last = form.positions[PARTS[0]], form.positions[PARTS[-1]]
    sheet.set_column(first, last, OWN_WIDTHS[HOURS], None, {"hidden": True})


def write_own_columns(sheet: Worksheet, form: Form, styles: Styles) -> None:
    """Write headings, numbers and formulas, and colour what to look at."""
    headings = dict(zip((*OWN_WIDTHS, *PARTS), form.fields.form.own_headings, strict=True))
    for name, heading in headings.items():
        column = form.positions[name]
        sheet.write_string(form.MARK_ROW, column, _(texts.OWN_MARK), styles["mark_own"])
        sheet.write_string(form.HEADER_ROW, column, heading, styles["head_own"])
        if name in _NOTES:
            add_text_note(sheet, form.HEADER_ROW, column, _(_NOTES[name]))
    looks = {form.positions[name]: styles[look] for name, look in _LOOKS.items()}
    for number, row in enumerate(range(form.FIRST_ROW, form.last_prepared_row + 1), 1):
        sheet.write_number(row, form.positions[NUMBER], number, styles["own_number"])
        for column, formula in feedback_formulas(form, row):
            sheet.write_formula(row, column, formula, looks.get(column, styles["own_part"]), _EMPTY)
    first = form.positions[STATUS]
    sheet.merge_range(form.TITLE_ROW, first, form.TITLE_ROW, first + 1, "", styles["summary"])
    sheet.write_formula(form.TITLE_ROW, first, summary_formula(form), styles["summary"], _EMPTY)
    _color(sheet, form, styles)


def _color(sheet: Worksheet, form: Form, styles: Styles) -> None:
    column = form.positions[STATUS]
    for label, look in (
        (texts.STATUS_DOUBTFUL, "status_doubtful"),
        (texts.STATUS_COMPLETE, "status_complete"),
    ):
        rule = {
            "type": "text",
            "criteria": "begins with",
            "value": _(label),
            "format": styles[look],
        }
        sheet.conditional_format(form.FIRST_ROW, column, form.last_row, column, rule)
    if form.last_prepared_row < form.last_row:
        row = form.last_prepared_row + 1
        name = xl_col_to_name(form.positions["name"], col_abs=True)
        last = xl_col_to_name(form.last_column, col_abs=True)
        # Rows below the drawn ones get their lines with their first answer: empty ones do not
        # print.
        rule = {
            "type": "formula",
            "criteria": f"=COUNTA({name}{row + 1}:{last}{row + 1})>0",
            "format": styles["filled_row"],
        }
        sheet.conditional_format(row, 0, form.last_row, form.last_column, rule)
