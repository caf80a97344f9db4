"""The lines above the list: the deadline, the box for no task, and who filled it in."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from rpa_scout.forms import texts
from rpa_scout.forms.layout import HOURS, NUMBER, STATUS, Form, lines_needed
from rpa_scout.forms.styles import LINE_HEIGHT, Styles
from rpa_scout.policy.fields import FieldDefinition
from rpa_scout.text import _

_COLUMNS_ON_SCREEN = 7  # behind the hours, at 1366 pixels
_LEAST_LINES = 3  # of the summary beside the hint, in a row of the same height


def write_respondent(sheet: Worksheet, form: Form, styles: Styles) -> None:
    """Write the boxes for the respondent, and the box for the answer that there is no task.

    They end at the column that a screen of 1366 pixels still shows.
    """
    asked = [field for field in form.columns if form.positions[field.id] > form.positions[HOURS]][
        :_COLUMNS_ON_SCREEN
    ]
    columns = [form.positions[field.id] for field in asked]
    _write_hint(sheet, form, styles, asked[:-1])
    row = form.SECOND_ROW
    sheet.set_row(row, 1.6 * LINE_HEIGHT)
    _write_none_box(sheet, form, styles, row)
    if form.fields.example:
        examples = form.fields.form.examples_sheet
        text = texts.SEE_EXAMPLES.format(sheet=examples)
        target = f"internal:{quote_sheetname(examples)}!A1"
        sheet.write_url(row, form.positions[NUMBER], target, styles["plain_link"], text, text)
    labels = (_(texts.RESPONDENT), _(texts.EXTENSION), _(texts.DATE_FILLED), _(texts.CONFIRMED_BY))
    pairs = zip([form.positions[HOURS], *columns[1::2]], columns[::2], strict=True)
    for label, (label_column, input_column) in zip(labels, pairs, strict=True):
        sheet.write_string(row, label_column, label, styles["head_label"])
        sheet.write_blank(row, input_column, None, styles["head_input"])


def _write_hint(
    sheet: Worksheet, form: Form, styles: Styles, asked: Sequence[FieldDefinition]
) -> None:
    """Write until when and to whom the form is returned, and how it is filled in."""
    sentence = form.hint
    hint = "\n".join(line for line in (_deadline_line(form), sentence) if line)
    lines = lines_needed(hint, sum(form.column_width(field) for field in asked))
    row = form.TITLE_ROW
    sheet.set_row(row, max(_LEAST_LINES, lines) * LINE_HEIGHT)
    columns = [form.positions[field.id] for field in asked]
    sheet.merge_range(row, columns[0], row, columns[-1], hint, styles["head_hint"])


def _write_none_box(sheet: Worksheet, form: Form, styles: Styles, row: int) -> None:
    column = form.positions[STATUS]
    label = form.fields.form.none_label
    sheet.write_string(row, form.positions["name"], label, styles["head_label"])
    sheet.write_blank(row, column, None, styles["head_box"])
    rule = {
        "validate": "list",
        "source": [texts.NONE_MARK],
        "input_message": _(texts.NONE_HINT),
        "error_title": _(texts.NONE_TITLE),
        "error_message": _(texts.NONE_MESSAGE),
    }
    sheet.data_validation(row, column, row, column, rule)


def _deadline_line(form: Form) -> str:
    """Return until when and to whom the form is returned, as far as it is known."""
    inquiry = form.inquiry
    parts = [
        line
        for text, line in (
            (inquiry.deadline, _(texts.DEADLINE_LINE).format(deadline=inquiry.shown_deadline)),
            (inquiry.sender, _(texts.RETURN_LINE).format(sender=inquiry.sender)),
            (inquiry.contact, _(texts.CONTACT_LINE).format(contact=inquiry.contact)),
        )
        if text
    ]
    return _(texts.BETWEEN_PARTS).join(parts)
