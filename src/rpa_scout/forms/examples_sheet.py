"""Worked examples, one a column.

The fields stand one below the other, so that the sheet does not look like a list of tasks.
Reading skips the sheet by its name, and finds no table on it if it was renamed.
"""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from rpa_scout.forms import texts
from rpa_scout.forms.answers import write_answer
from rpa_scout.forms.layout import Form, lines_needed
from rpa_scout.forms.printing import A3, set_up_print
from rpa_scout.forms.styles import LINE_HEIGHT, TAB_COLORS, Styles
from rpa_scout.policy.fields import FieldDefinition
from rpa_scout.policy.survey_form import Example
from rpa_scout.text import _

_LABEL_WIDTH = 36.0
_EXAMPLE_WIDTH = 32.0
_MARK_ROW, _TITLE_ROW, _LESSON_ROW, _FIRST_ROW = 2, 3, 4, 5


def write_examples_sheet(sheet: Worksheet, form: Form, styles: Styles) -> None:
    """Write the worked examples that are declared with the fields."""
    examples = form.fields.example
    sheet.set_tab_color(TAB_COLORS["examples"])
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, len(examples), _EXAMPLE_WIDTH)
    sheet.set_row(0, 2 * LINE_HEIGHT)
    sheet.write_string(0, 0, _(texts.EXAMPLES_TITLE), styles["title"])
    sheet.write_string(0, 1, _(texts.EXAMPLES_NOTICE), styles["notice"])
    sheet.set_row(1, LINE_HEIGHT / 2)
    for row, label in ((_MARK_ROW, ""), (_TITLE_ROW, ""), (_LESSON_ROW, _(texts.EXAMPLES_LESSON))):
        sheet.write_string(row, 0, label, styles["example_side"])
    for number, example in enumerate(examples, 1):
        _write_heading(sheet, styles, number, example)
    sheet.set_row(_LESSON_ROW, _height([example.lesson for example in examples]))
    last = _write_fields(sheet, form, styles)
    sheet.freeze_panes(_LESSON_ROW, 1)
    set_up_print(sheet, form, form.fields.form.examples_sheet, A3)
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, last, len(examples))


def _write_heading(sheet: Worksheet, styles: Styles, column: int, example: Example) -> None:
    mark = _(texts.EXAMPLE_MARK).format(number=column)
    sheet.write_string(_MARK_ROW, column, mark, styles["example_mark"])
    sheet.write_string(_TITLE_ROW, column, example.label, styles["example_label"])
    sheet.write_string(_LESSON_ROW, column, example.lesson, styles["example_lesson"])


def _write_fields(sheet: Worksheet, form: Form, styles: Styles) -> int:
    groups = {group.id: group.label for group in form.fields.group}
    row = _FIRST_ROW
    for field in form.columns:
        if field.group in groups:
            for column in range(len(form.fields.example) + 1):
                text = "" if column else groups[field.group]
                sheet.write_string(row, column, text, styles["example_group"])
            del groups[field.group]
            row += 1
        _write_field(sheet, form, styles, row, field)
        row += 1
    return row - 1


def _write_field(
    sheet: Worksheet, form: Form, styles: Styles, row: int, field: FieldDefinition
) -> None:
    style = styles["table_strong" if field.core else "table_plain"]
    sheet.write_string(row, 0, field.label, style)
    answers = [_shown(field, example) for example in form.fields.example]
    style = styles["example_number" if field.kind == "number" else "example_text"]
    for column, answer in enumerate(answers, 1):
        write_answer(sheet, (row, column), field, answer, style)
    label_lines = lines_needed(field.label, _LABEL_WIDTH)
    sheet.set_row(row, _height([str(answer) for answer in answers], label_lines))


def _shown(field: FieldDefinition, example: Example) -> float | str:
    answer = example.answers.get(field.id, "")
    if field.kind == "choice" and answer:
        return field.choice_label(str(answer))
    return answer


def _height(texts_of_row: list[str], least_lines: int = 1) -> float:
    lines = max(least_lines, *(lines_needed(text, _EXAMPLE_WIDTH) for text in texts_of_row))
    return lines * LINE_HEIGHT + 3
