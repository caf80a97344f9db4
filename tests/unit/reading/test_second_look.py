"""Cells that calamine gives as blank, or as another number, are seen for what they are."""

import datetime as dt
import re

import openpyxl
import pytest
from tests.office import convert
from tests.unit.reading.surveys import (
    CORE,
    SHEET,
    edited,
    plain,
    table,
    write_csv,
    write_openpyxl,
)

from rpa_scout.policy.fields import load_fields
from rpa_scout.progress import Silent
from rpa_scout.reading.files.cells import ErrorCell, FormulaCell, PercentCell
from rpa_scout.reading.files.excel.formats import Formats
from rpa_scout.reading.files.excel.plain_sheet import plain_sheet
from rpa_scout.reading.files.excel.sheet_parse import parse_sheet
from rpa_scout.reading.tables import read_tables

COLUMNS = (*CORE, "exception_percent")
SHEET_PART = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def survey(tmp_path, *, change=None, **answers):
    path = write_openpyxl(tmp_path / "調査票.xlsx", {SHEET: table([plain(**answers)], COLUMNS)})
    if change:
        book = openpyxl.load_workbook(path)
        change(book[SHEET])
        book.save(path)
    return path


def raw(path):
    (table,) = read_tables([path], load_fields(), Silent()).tables
    return table


def cell_of(path, field_id):
    return raw(path).raw_cell(0, field_id)


def with_cell(tmp_path, xml, field_id="runs_per_year"):
    """Write the cell for the runs (C2) as given, and read it."""
    old = b'<c r="C2" t="n"><v>12</v></c>'

    def change(part):
        assert old in part
        return part.replace(old, xml)

    return cell_of(edited(survey(tmp_path), SHEET_PART, change), field_id)


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (b'<c r="C2" t="e"><v>#REF!</v></c>', ErrorCell("#REF!")),
        (b'<c r="C2" s="0" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ErrorCell("#DIV/0!")),
        (b'<c r="C2" t="e"><f>VLOOKUP(A1,B:C,2,\n0)</f><v>#N/A</v></c>', ErrorCell("#N/A")),
        (b'<c r="C2" t="e"><v></v></c>', ErrorCell("#ERROR!")),
        (b'<c r="C2"><f>1+1</f></c>', FormulaCell("=1+1")),
        (b'<c r="C2"><f>1+1</f><v></v></c>', FormulaCell("=1+1")),
        (b'<c r="C2"><f>1+1</f><v/></c>', FormulaCell("=1+1")),
        (b'<c r="C2"><f>1+1</f><v /></c>', FormulaCell("=1+1")),
        (b'<c r="C2"><f>IF(A1&lt;2,"a","b")</f></c>', FormulaCell('=IF(A1<2,"a","b")')),
        (b'<c r="C2"><f t="shared" si="0"/></c>', FormulaCell("=")),
        (b'<c r="C2" t="str"><f>A1&amp;B1</f></c>', FormulaCell("=A1&B1")),
        (b'<c r="C2" t="str"><f>A1&amp;B1</f><v></v></c>', ""),
        (b'<c r="C2"><f>6*4</f><v>24</v></c>', 24.0),
        (b'<c r="C2" t="str"><f>A1</f><v>\xe6\x9c\x88</v></c>', "月"),
        (b'<c r="C2" t="b"><v>1</v></c>', True),
        (b'<c r="C2"/>', ""),
        (b'<c r="C2" t="inlineStr"><is><t>t="e" &lt;f&gt;</t></is></c>', 't="e" <f>'),
    ],
)
def test_cell_of_every_kind(tmp_path, xml, expected):
    actual = with_cell(tmp_path, xml)
    assert (str(actual), type(actual)) == (str(expected), type(expected))


def test_neighbours_of_special_cells_stay_what_they_are(tmp_path):
    path = edited(
        survey(tmp_path),
        SHEET_PART,
        lambda xml: xml.replace(
            b'<c r="C2" t="n"><v>12</v></c>', b'<c r="C2" t="e"><v>#REF!</v></c>'
        ),
    )
    survey_table = raw(path)
    assert survey_table.raw_cell(0, "name") == "納付書の転記"
    assert survey_table.raw_cell(0, "items_per_run") == 200.0


@pytest.mark.parametrize(
    ("number_format", "stored", "expected"),
    [
        ("0%", 0.05, PercentCell(5.0)),
        ("0.00%", 0.07, PercentCell(7.0)),
        ("#,##0.0_ %", 0.125, PercentCell(12.5)),
        ('0"%"', 5, 5.0),
        ("0\\%", 5, 5.0),
        ("General", 0.05, 0.05),
        ("0.0", 0.05, 0.05),
    ],
)
def test_percentage_by_its_format(tmp_path, number_format, stored, expected):
    def change(sheet):
        sheet["M2"].number_format = number_format

    path = survey(tmp_path, change=change, exception_percent=stored)
    assert cell_of(path, "exception_percent") == expected


def test_text_in_a_cell_with_a_percent_format_stays_text(tmp_path):
    def change(sheet):
        sheet["M2"].number_format = "0%"

    assert (
        cell_of(survey(tmp_path, change=change, exception_percent="約5"), "exception_percent")
        == "約5"
    )


@pytest.mark.parametrize("suffix", ["xls", "ods", "xlsx"])
def test_percentages_and_errors_of_other_programs(tmp_path, suffix):
    def change(sheet):
        sheet["M2"].number_format = "0.0%"
        sheet["C2"] = "=1/0"
        sheet["D2"] = "=NA()"
        sheet["E2"] = "=1+0.5"

    source = survey(tmp_path, change=change, exception_percent=0.075)
    folder = tmp_path / suffix
    folder.mkdir()
    survey_table = raw(convert(source, suffix, folder))
    assert survey_table.raw_cell(0, "exception_percent") == PercentCell(7.5)
    assert survey_table.raw_cell(0, "runs_per_year") == ErrorCell("#DIV/0!")
    assert survey_table.raw_cell(0, "items_per_run") == ErrorCell("#N/A")
    assert survey_table.raw_cell(0, "minutes_per_item") == 1.5


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_dates_and_times_arrive_as_such(tmp_path, suffix):
    def change(sheet):
        sheet["C2"], sheet["D2"], sheet["E2"] = dt.date(2026, 10, 15), dt.time(1, 30), True
        sheet["M2"] = dt.datetime(2026, 10, 15, 9, 30)

    source = survey(tmp_path, change=change)
    path = source if suffix == "xlsx" else convert(source, suffix, tmp_path)
    survey_table = raw(path)
    assert survey_table.raw_cell(0, "runs_per_year") == dt.date(2026, 10, 15)
    assert survey_table.raw_cell(0, "items_per_run") == dt.time(1, 30)
    assert survey_table.raw_cell(0, "minutes_per_item") == (1.0 if suffix == "ods" else True)
    assert survey_table.raw_cell(0, "exception_percent") == dt.datetime(2026, 10, 15, 9, 30)


SHEET_XML = (
    '<worksheet xmlns="{main}"><cols><col min="3" max="4" hidden="1"/></cols><sheetData>'
    '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    '<row r="2" hidden="1"><c r="A2" s="1"><v>0.05</v></c><c r="C2" t="e"><v>#REF!</v></c></row>'
    '<row r="4"><c r="AB4"><f>A1</f></c></row></sheetData></worksheet>'
).replace("{main}", MAIN)
FOUND = {(1, 0): PercentCell(5.0), (1, 2): ErrorCell("#REF!"), (3, 27): FormulaCell("=A1")}


def unusual(name):
    """Write the same sheet as few programs do: prefixed, without addresses, broken into lines."""
    match name:
        case "prefixed":
            text = SHEET_XML.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
            return text.replace('xmlns="', 'xmlns:x="')
        case "attributes in another order":
            return SHEET_XML.replace('r="C2" t="e"', 't="e" r="C2"').replace(
                'r="2" h', 'ht="9" r="2" h'
            )
        case "no addresses":
            text = SHEET_XML.replace(' r="A1"', "").replace(' r="A2"', "").replace(' r="1"', "")
            return text.replace(' r="2"', "")
    return SHEET_XML.replace("><", ">\n <")


@pytest.mark.parametrize(
    "name", ["prefixed", "attributes in another order", "no addresses", "lines", "as usual"]
)
def test_sheets_of_unusual_programs(name):
    content = (SHEET_XML if name == "as usual" else unusual(name)).encode()
    facts = parse_sheet(SHEET_PART, content, Formats(percent=frozenset({1})))
    assert facts.special == FOUND
    assert (facts.hidden_rows, facts.hidden_columns) == ({1}, {2, 3})
    assert (facts.last_row, facts.last_column, facts.filled) == (3, 27, 4)
    plain = plain_sheet(SHEET_PART, content, Formats(percent=frozenset({1})))
    assert (plain is None) == (name != "as usual")
    assert plain is None or plain.facts == facts


def test_csv_has_no_special_cells(tmp_path):
    path = write_csv(tmp_path / "a.csv", table([plain(exception_percent="5%")], COLUMNS))
    assert cell_of(path, "exception_percent") == "5%"


def test_moment_of_saving_and_properties_of_the_form(tmp_path):
    from openpyxl.packaging.custom import StringProperty

    path = survey(tmp_path)
    book = openpyxl.load_workbook(path)
    book.custom_doc_props.append(StringProperty(name="rpa-scout form", value="1"))
    book.custom_doc_props.append(StringProperty(name="department", value="税務課"))
    book.save(path)

    def restamp(xml):
        return re.sub(rb"(:modified[^>]*>)[^<]*", rb"\g<1>2026-05-01T09:00:00+09:00", xml)

    survey_table = raw(edited(path, "docProps/core.xml", restamp))
    assert survey_table.saved_at == dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    assert (survey_table.form_version, survey_table.form_department) == ("1", "税務課")


def test_moment_of_saving_of_a_csv_is_that_of_the_file(tmp_path):
    import os

    path = write_csv(tmp_path / "a.csv", table([plain()]))
    os.utime(path, (1_777_777_777, 1_777_777_777))
    assert raw(path).saved_at == dt.datetime.fromtimestamp(1_777_777_777, dt.UTC)


def test_moment_of_saving_of_other_programs(office_file):
    for suffix in ("xls", "ods"):
        assert raw(office_file(suffix)).saved_at is not None
