"""The lines above the list: the deadline, the box for no task, and who filled it in."""

from __future__ import annotations

from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from rpa_scout.forms import texts
from rpa_scout.forms.layout import HOURS, NUMBER, STATUS, UNKNOWN_LABEL, Form
from rpa_scout.forms.styles import LINE_HEIGHT, Styles

__all__ = ["write_respondent"]

_HINT_COLUMNS = 9


def write_respondent(sheet: Worksheet, form: Form, styles: Styles) -> None:
    """Write the boxes for the respondent, and the box for the answer that there is no task."""
    hours = form.positions[HOURS]
    asked = [form.positions[field.id] for field in form.columns if form.positions[field.id] > hours]
    lines = [
        _deadline_line(form),
        form.hint.format(unknown=UNKNOWN_LABEL, count=form.optional_count),
    ]
    hint = "\n".join(line for line in lines if line)
    row = form.TITLE_ROW
    sheet.set_row(row, 2.2 * LINE_HEIGHT)
    sheet.merge_range(row, asked[1], row, asked[_HINT_COLUMNS], hint, styles["head_hint"])
    row = form.SECOND_ROW
    sheet.set_row(row, 1.3 * LINE_HEIGHT)
    _write_none_box(sheet, form, styles, row)
    if form.fields.example:
        examples = form.fields.form.examples_sheet
        text = texts.SEE_EXAMPLES.format(sheet=examples)
        target = f"internal:{quote_sheetname(examples)}!A1"
        sheet.write_url(row, form.positions[NUMBER], target, styles["plain_link"], text, text)
    boxes = (
        (asked[1], texts.RESPONDENT, (asked[2], asked[3])),
        (asked[4], texts.EXTENSION, (asked[5], asked[5])),
        (asked[6], texts.DATE_FILLED, (asked[7], asked[8])),
        (asked[9], texts.CONFIRMED_BY, (asked[10], asked[11])),
    )
    for label_column, label, (first, last) in boxes:
        sheet.write_string(row, label_column, label, styles["head_label"])
        if first == last:
            sheet.write_blank(row, first, None, styles["head_input"])
        else:
            sheet.merge_range(row, first, row, last, "", styles["head_input"])


def _write_none_box(sheet: Worksheet, form: Form, styles: Styles, row: int) -> None:
    column = form.positions[STATUS]
    label = form.fields.form.none_label
    sheet.write_string(row, form.positions["name"], label, styles["head_label"])
    sheet.write_blank(row, column, None, styles["head_box"])
    rule = {
        "validate": "list",
        "source": [texts.NONE_MARK],
        "error_title": texts.NONE_TITLE,
        "error_message": texts.NONE_MESSAGE,
    }
    sheet.data_validation(row, column, row, column, rule)
    sheet.write_string(row, form.positions[HOURS], texts.NONE_HINT, styles["notice"])


def _deadline_line(form: Form) -> str:
    """Return until when and to whom the form is returned, as far as it is known."""
    inquiry = form.inquiry
    parts = [
        line
        for text, line in (
            (inquiry.deadline, texts.DEADLINE_LINE.format(deadline=inquiry.shown_deadline)),
            (inquiry.sender, texts.RETURN_LINE.format(sender=inquiry.sender)),
            (inquiry.contact, texts.CONTACT_LINE.format(contact=inquiry.contact)),
        )
        if text
    ]
    return "　".join(parts)
