"""The list of tasks as written: headings, rules, notes, panes, outline, print set-up."""

import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from tests.survey_form.shipped import FORM

from rpa_scout.forms import form_content
from rpa_scout.forms.inquiry import Inquiry
from rpa_scout.forms.layout import lines_needed
from rpa_scout.forms.styles import LINE_HEIGHT

HEADER = FORM.HEADER_ROW + 1
FIRST = FORM.FIRST_ROW + 1
LAST = FIRST + 299
PREPARED = FIRST + 24
NAME = FORM.positions["name"] + 1


def headings(sheet):
    return [sheet.cell(HEADER, FORM.positions[field.id] + 1).value for field in FORM.columns]


def rows_of(sheet, first, last):
    """The answers to the fields, in the order of the fields."""
    rows = sheet.iter_rows(first, last, max_col=len(FORM.positions), values_only=True)
    return [tuple(row[FORM.positions[field.id]] for field in FORM.columns) for row in rows]


def rule_at(sheet, cell):
    rules = [rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref]
    return rules[0] if rules else None


def letters(fields):
    return {field.id: get_column_letter(FORM.positions[field.id] + 1) for field in fields}


def raw(content, part):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(part).decode()


def test_headings_are_the_labels_core_first(tasks, fields):
    assert headings(tasks) == [field.label for field in fields]
    assert [field.core for field in fields] == sorted(
        (field.core for field in fields), reverse=True
    )


def test_the_core_holds_every_field_of_the_criteria(fields, policy):
    used = {
        field_id
        for scorecard in policy.scorecard
        if scorecard.id == "rpa"
        for criterion in scorecard.criterion
        for field_id in criterion.fields
    }
    core = {field.id for field in fields if field.core}
    assert (used & set(fields.ids)) <= core
    assert {"description", "frequency", "exception_percent", "planned_change"} <= core


def test_only_one_row_can_be_taken_for_the_headings(tasks, fields):
    labels = {field.label for field in fields}
    rows = [sum(cell.value in labels for cell in row) for row in tasks.iter_rows(max_row=FIRST)]
    assert rows[HEADER - 1] == len(labels)
    assert tasks.cell(HEADER, 1).value == "No."
    assert max(rows[: HEADER - 1]) <= 1


def test_department_and_number_stand_in_the_prepared_rows_and_nothing_below(tasks):
    department = FORM.positions["department"] + 1
    rows = range(FIRST, PREPARED + 1)
    assert {tasks.cell(row, department).value for row in rows} == {"税務課"}
    assert [tasks.cell(row, 1).value for row in rows] == list(range(1, 26))
    assert tasks.max_row == PREPARED
    answers = [row[1:] for row in rows_of(tasks, FIRST, PREPARED)]
    assert all(value is None for row in answers for value in row)


def test_marks_do_not_rely_on_colour_alone(tasks, fields):
    shown = {
        cell: tasks.cell(merged.min_row, merged.min_col).value
        for merged in tasks.merged_cells.ranges
        for cell in merged.cells
    }
    places = [(HEADER - 1, FORM.positions[field.id] + 1) for field in FORM.columns]
    marks = [shown.get(place) or tasks.cell(*place).value for place in places]
    assert len({mark.split("：")[0] for mark in marks}) == 3
    for field, mark in zip(fields, marks, strict=True):
        kind = "必須" if field.required else "基本" if field.core else "任意"
        assert kind in mark


def test_every_choice_column_has_its_list_and_offers_unknown(workbook, tasks, fields):
    for field in fields.of_kind("choice"):
        rule = rule_at(tasks, f"{letters(fields)[field.id]}{FIRST}")
        assert rule.type == "list"
        sheet, _, cells = rule.formula1.rpartition("!")
        offered = [row[0].value for row in workbook[sheet.strip("'")][cells.replace("$", "")]]
        assert offered == [*(choice.label for choice in field.choices), "わからない"]


def test_rules_cover_all_rows_and_speak_japanese(tasks, fields):
    for field in fields.of_kind("choice", "number", "months"):
        letter = letters(fields)[field.id]
        rule = rule_at(tasks, f"{letter}{FIRST}")
        assert str(rule.sqref) == f"{letter}{FIRST}:{letter}{LAST}"
        assert (rule.errorStyle or "stop") == "stop"
        assert rule.showErrorMessage
        assert rule.allowBlank
        assert re.search(r"[ぁ-ん]", rule.errorTitle)
        assert field.label in rule.error
        assert "わからない" in rule.error
        assert len(rule.errorTitle) <= 32
        assert len(rule.error) <= 255


def test_number_rules_know_range_and_unknown(tasks, fields):
    for field in fields.of_kind("number"):
        cell = f"{letters(fields)[field.id]}{FIRST}"
        formula = rule_at(tasks, cell).formula1
        assert f"{cell}>={field.minimum:g}" in formula
        assert f"{cell}<={field.maximum:.10g}" in formula
        assert "わからない" in formula


def test_free_text_has_no_rule(tasks, fields):
    for field in fields.of_kind("text", "names"):
        assert rule_at(tasks, f"{letters(fields)[field.id]}{FIRST}") is None


def test_help_is_a_note_on_every_heading(tasks, fields):
    for field in fields:
        note = tasks.cell(HEADER, FORM.positions[field.id] + 1).comment.text
        assert field.help in note
        for choice in field.choices:
            assert choice.label in note


def test_units_are_in_the_headings(tasks, fields):
    for heading, field in zip(headings(tasks), fields, strict=True):
        assert field.unit in heading


def test_panes_are_frozen_below_headings_and_after_the_feedback(tasks):
    assert tasks.freeze_panes == f"F{FIRST}"


def test_optional_columns_are_grouped_and_folded(content, fields):
    columns = re.findall(r"<col [^>]*/>", raw(content, "xl/worksheets/sheet2.xml"))
    levels = {}
    for column in columns:
        part = dict(re.findall(r'(\w+)="([^"]*)"', column))
        for number in range(int(part["min"]), int(part["max"]) + 1):
            levels[number] = part
    for field in fields:
        number = FORM.positions[field.id] + 1
        assert levels[number].get("outlineLevel") == (None if field.core else "1")
        assert levels[number].get("hidden") == (None if field.core else "1")


def test_optional_columns_are_open_where_they_hold_answers(fields, policy):
    rows = [{"name": "照会", "remarks": "急がない"}]
    content = form_content("税務課", fields, policy, rows)
    columns = raw(content, "xl/worksheets/sheet2.xml").split("<sheetData>")[0]
    (hidden,) = re.findall(r"<col [^>]*hidden[^>]*/>", columns)  # the parts of the calculation
    assert f'min="{FORM.positions["#runs"] + 1}"' in hidden


def test_printing(tasks, fields):
    assert tasks.page_setup.paperSize == 8
    assert tasks.page_setup.orientation == "landscape"
    assert tasks.print_title_rows == f"${HEADER - 1}:${HEADER}"
    assert tasks.print_title_cols == f"$A:${get_column_letter(NAME)}"
    assert "税務課" in tasks.oddHeader.right.text
    assert "&P" in tasks.oddFooter.center.text
    assert not tasks.print_area  # rows without an answer hold nothing that prints
    (column_break,) = tasks.col_breaks.brk
    core = max(FORM.positions[field.id] for field in fields if field.core)
    assert column_break.id == core + 1


def test_printed_type_is_legible(tasks, fields):
    sizes = {tasks.cell(FIRST, FORM.positions[field.id] + 1).font.sz for field in fields}
    assert sizes == {10.5}
    assert 10.5 * tasks.page_setup.scale / 100 >= 8.0


def test_cells_for_text_take_what_is_typed_as_text(tasks, fields):
    for field in fields.of_kind("text", "names", "months"):
        letter = letters(fields)[field.id]
        assert tasks[f"{letter}{PREPARED}"].number_format == "@"


@pytest.mark.parametrize("text", ["=1+1", "+81", "-集計", "@会計", "http://example.jp", "{=A1}"])
def test_texts_that_look_like_formulas_stay_texts(fields, policy, text):
    content = form_content("税務課", fields, policy, [{"name": text}])
    sheet = openpyxl.load_workbook(io.BytesIO(content))[fields.form.tasks_sheet]
    cell = sheet.cell(FIRST, NAME)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_answers_are_written_as_typed(fields, policy):
    rows = [
        {"name": "消込", "runs_per_year": "240", "minutes_per_item": 0.5, "items_per_run": "多数"},
        {
            "name": "照会",
            "runs_per_year": None,
            "items_per_run": float("nan"),
            "department": "別課",
        },
    ]
    content = form_content("税務課", fields, policy, rows)
    sheet = openpyxl.load_workbook(io.BytesIO(content))[fields.form.tasks_sheet]
    first, second = rows_of(sheet, FIRST, FIRST + 1)
    assert first[:7] == ("税務課", "消込", None, None, 240, "多数", 0.5)
    assert second[:7] == ("別課", "照会", None, None, None, None, None)


def test_more_answers_than_rows_get_rows_and_rules(fields, policy):
    rows = [{"name": f"業務{number}"} for number in range(1000)]
    content = form_content("税務課", fields, policy, rows)
    sheet = openpyxl.load_workbook(io.BytesIO(content))[fields.form.tasks_sheet]
    assert sheet.cell(FIRST + 999, NAME).value == "業務999"
    assert rule_at(sheet, f"G{FIRST + 999}") is not None
    assert sheet.cell(FIRST + 999, 4).value.startswith("=IF(")


def test_everything_above_the_list_is_visible_on_a_small_screen(fields, policy):
    head = Inquiry("照会", "計画", "2026-10-30", "デジタル課 内線2345", "総務部デジタル課")
    content = form_content("税務課", fields, policy, inquiry=head)
    sheet = openpyxl.load_workbook(io.BytesIO(content))[fields.form.tasks_sheet]
    pixels = [
        7 * sheet.column_dimensions[get_column_letter(column + 1)].width  # a digit has 7 pixels
        for column in sorted(FORM.positions.values())
    ]
    merged = {cells.coord.split(":")[0]: cells for cells in sheet.merged_cells.ranges}
    for row in sheet.iter_rows(max_row=2):
        for cell in row:
            last = merged[cell.coordinate].max_col if cell.coordinate in merged else cell.column
            if cell.value or cell.fill.fill_type:
                assert sum(pixels[:last]) <= 1366 - 60, cell.coordinate  # row numbers, scroll bar
    hint = sheet.cell(1, FORM.positions["description"] + 1).value
    width = sum(FORM.column_width(field) for field in FORM.columns[2:8])
    assert "内線2345" in hint
    assert sheet.row_dimensions[1].height >= LINE_HEIGHT * lines_needed(hint, width)


def test_no_heading_is_taller_than_its_row(tasks, fields):
    lines = [lines_needed(field.label, FORM.column_width(field)) for field in fields]
    assert tasks.row_dimensions[HEADER].height >= max(lines) * LINE_HEIGHT
