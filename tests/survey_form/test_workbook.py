"""The workbook as a whole: sheets, guide, examples, properties, sameness."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from tests.survey_form.shipped import FORM

from rpa_scout.errors import UnknownNameError
from rpa_scout.forms import form_content, write_forms
from rpa_scout.forms.guide_sheet import GUIDE_WIDTHS
from rpa_scout.forms.head_sentences import promised_time
from rpa_scout.forms.inquiry import Inquiry
from rpa_scout.forms.layout import Form, lines_needed
from rpa_scout.forms.styles import FONT, LINE_HEIGHT, NORMAL_FONT

JAPANESE_WORDS_IN_LATIN = {
    "RPA",
    "AI",
    "AI-OCR",
    "OCR",
    "DX",
    "Excel",
    "CSV",
    "LGWAN",
    "PDF",
    "Web",
}


def texts_of(sheet):
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_sheets_stand_in_order(workbook, fields):
    form = fields.form
    names = [form.guide_sheet, form.tasks_sheet, form.examples_sheet, form.choices_sheet]
    assert workbook.sheetnames == names
    assert set(names) - set(form.never_read) == {form.tasks_sheet}


def test_guide_gives_every_criterion_with_its_reason(workbook, fields, policy):
    texts = texts_of(workbook[fields.form.guide_sheet])
    (rpa,) = [scorecard for scorecard in policy.scorecard if scorecard.id == "rpa"]
    assert len(rpa.criterion) == 8
    for criterion in rpa.criterion:
        assert criterion.label in texts
        assert criterion.why in texts


def test_guide_prints_at_full_size_and_leads_to_the_tasks(workbook, fields):
    guide = workbook[fields.form.guide_sheet]
    assert guide.sheet_properties.pageSetUpPr.fitToPage
    assert (guide.page_setup.fitToWidth or 1, guide.page_setup.fitToHeight) == (1, 0)
    assert sum(GUIDE_WIDTHS) <= 98  # half-width characters across A4, so that nothing shrinks
    links = [cell.hyperlink for row in guide.iter_rows() for cell in row if cell.hyperlink]
    targets = [link.location for link in links if link.location]
    assert targets == [f"{fields.form.tasks_sheet}!C5", f"{fields.form.examples_sheet}!A1"]


def test_guide_is_an_official_inquiry(fields, policy):
    head = Inquiry("照会の件名（照会）", "市DX計画", "2026-10-30", "内線2345", "デジタル課")
    content = form_content("税務課", fields, policy, inquiry=head)
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    guide = texts_of(workbook[fields.form.guide_sheet])
    assert "税務課　御中" in guide
    assert "照会の件名（照会）" in guide
    assert "令和8年10月30日（金）まで" in guide
    assert {"市DX計画", "内線2345", "デジタル課"} <= set(guide)
    assert any("令和8年10月30日（金）までにデジタル課へ提出" in text for text in guide)
    tasks = texts_of(workbook[fields.form.tasks_sheet])
    assert {"記入者", "内線", "記入日", "所属長確認", "該当する業務なし"} <= set(tasks)
    assert any("提出期限：令和8年10月30日（金）" in text for text in tasks)


def test_the_promised_time_is_the_sum_of_its_parts(fields, policy):
    time = promised_time(Form("税務課", fields, policy))
    asked = [field for field in fields if field.core and field.id != "department"]
    seconds = sum(getattr(fields.form.time, field.kind) for field in asked)
    assert abs(seconds / 60 - time.core) <= 0.5
    assert time.core == 2
    assert time.total == time.reading + 10 * (time.core + time.lookup)
    texts = texts_of(
        openpyxl.load_workbook(io.BytesIO(form_content("税務課", fields, policy)))[
            fields.form.guide_sheet
        ]
    )
    assert any(text.startswith(f"10業務で{time.total}分程度") for text in texts)


def test_guide_asks_about_fields_by_their_labels(workbook, fields):
    texts = " ".join(texts_of(workbook[fields.form.guide_sheet]))
    for field_id in ("pattern", "judgement", "exception_percent", "planned_change", "template"):
        assert fields[field_id].label.split("（")[0] in texts


def test_no_english_in_the_japanese_sheets(workbook, fields):
    for name in (fields.form.guide_sheet, fields.form.examples_sheet, fields.form.choices_sheet):
        for text in texts_of(workbook[name]):
            words = set(re.findall(r"[A-Za-z][A-Za-z-]+", text))
            assert words <= JAPANESE_WORDS_IN_LATIN, (name, text)


def test_examples_are_marked_and_render_every_answer(workbook, fields):
    sheet = workbook[fields.form.examples_sheet]
    texts = texts_of(sheet)
    assert len(fields.example) >= 4
    for number, example in enumerate(fields.example, 1):
        assert f"記入例{number}" in texts
        assert example.label in texts
        column = [sheet.cell(row, number + 1).value for row in range(1, sheet.max_row + 1)]
        for field_id, answer in example.answers.items():
            field = fields[field_id]
            is_choice = field.kind == "choice"
            assert (field.choice_label(answer, "ja") if is_choice else answer) in column


def test_no_row_of_the_examples_looks_like_headings(workbook, fields):
    labels = {field.label for field in fields}
    for row in workbook[fields.form.examples_sheet].iter_rows(values_only=True):
        assert sum(value in labels for value in row) <= 1


def test_choice_lists_are_locked_without_a_password(workbook, fields):
    protection = workbook[fields.form.choices_sheet].protection
    assert protection.sheet
    assert protection.password is None


def test_no_choice_is_taller_than_its_row(workbook, fields):
    sheet = workbook[fields.form.choices_sheet]
    for row in sheet.iter_rows(FORM.CHOICES_HEADER_ROW + 2):
        lines = [
            lines_needed(cell.value, FORM.column_width(field))
            for cell, field in zip(row, FORM.choice_fields, strict=True)
            if cell.value
        ]
        height = sheet.row_dimensions[row[0].row].height or LINE_HEIGHT
        assert height >= max(lines) * LINE_HEIGHT


def test_known_systems_are_proposed_in_the_forms_of_all_departments(tmp_path, fields, policy):
    rows = {
        "税務課": [{"name": "転記", "systems": "収納管理、財務会計"}],
        "会計課": [{"name": "支払", "systems": "財務会計"}, {"name": "集計"}],
    }
    names = ["税務課", "市民課"]
    for path in write_forms(tmp_path, names, fields, policy, rows_by_department=rows):
        book = openpyxl.load_workbook(path)
        column = get_column_letter(FORM.positions["systems"] + 1)
        (rule,) = [
            rule
            for rule in book[fields.form.tasks_sheet].data_validations.dataValidation
            if f"{column}5" in rule.sqref
        ]
        sheet, cells = rule.formula1.split("!")
        assert sheet.strip("'") == fields.form.choices_sheet
        proposed = [cell.value for (cell,) in book[fields.form.choices_sheet][cells]]
        assert proposed == ["財務会計", "収納管理"]
        assert not rule.showErrorMessage  # other systems, and several, can be written


def test_list_leads_to_the_examples(tasks, fields):
    link = tasks["A2"].hyperlink
    assert link.location.split("!")[0].strip("'") == fields.form.examples_sheet


def test_properties_name_version_and_department(workbook, fields):
    properties = {
        document_property.name: document_property.value
        for document_property in workbook.custom_doc_props.props
    }
    assert properties == {"rpa-scout form": fields.version, "department": "税務課"}


def test_same_input_gives_the_same_bytes(content, fields, policy):
    assert form_content("税務課", fields, policy) == content


def test_the_moment_of_creation_is_the_one_that_is_set(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        properties = archive.read("docProps/core.xml").decode()
        assert {part.date_time[0] for part in archive.infolist()} == {1980}
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", properties)) == {"2026-04-01T"}


def test_only_the_declared_typefaces_are_used(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        fonts = ET.fromstring(archive.read("xl/styles.xml"))
    names = {font_name.get("val") for font_name in fonts.iterfind(".//{*}fonts/{*}font/{*}name")}
    assert names == {FONT, NORMAL_FONT, "Tahoma"}  # XlsxWriter always lists Tahoma; no cell uses it
    assert not fonts.findall(".//{*}fonts/{*}font/{*}scheme")  # a theme's font would win


def test_every_part_is_well_formed(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ET.fromstring(archive.read(name))


@pytest.mark.parametrize("department", ["R&D課", "課\"<>'", "長" * 300, "=課", "&P&N", "課\n室"])
def test_any_department_name_gives_a_workbook(fields, policy, department):
    content = form_content(department, fields, policy)
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    sheet = workbook[fields.form.tasks_sheet]
    assert sheet["B5"].value == department
    assert sheet["B5"].data_type == "s"
    assert len(sheet.oddHeader.right.text) <= 255


def test_ampersands_stand_in_the_printed_header(fields, policy):
    content = form_content("R&D課", fields, policy)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "R&amp;&amp;D課" in archive.read("xl/worksheets/sheet2.xml").decode()


def test_a_form_without_a_department_leaves_the_cells_empty(fields, policy):
    workbook = openpyxl.load_workbook(io.BytesIO(form_content("", fields, policy)))
    sheet = workbook[fields.form.tasks_sheet]
    assert sheet["B5"].value is None
    assert not any("所属：" in text for text in texts_of(sheet))


def test_answers_to_unknown_fields_are_refused(fields, policy):
    with pytest.raises(UnknownNameError, match="nmae"):
        form_content("税務課", fields, policy, [{"nmae": "消込"}])
