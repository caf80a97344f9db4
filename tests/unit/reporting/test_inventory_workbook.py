"""The merged inventory: every answer, every cell it stands in, coverage and findings."""

import openpyxl
import pytest
from tests.unit.reading.surveys import (
    CORE,
    FIELDS,
    SHEET,
    answers,
    plain,
    table,
    write_csv,
    write_openpyxl,
)

from rpa_scout.errors import OutputError
from rpa_scout.inventory import Inventory
from rpa_scout.pipeline import read_surveys, write_inventory
from rpa_scout.reading.layout.departments import Department
from rpa_scout.reporting.inventory_sources import value_sources
from rpa_scout.text import set_language

FULL = plain(
    section="収納係",
    description="@cmd",
    systems="収納管理、財務会計",
    network="LGWAN系",
    hours_per_year_reported=60.5,
    peak_months="4、5",
    exception_percent=2.5,
    remarks="@SUM(A1)",
)


@pytest.fixture
def inventory(tmp_path):
    write_csv(tmp_path / "税務課.csv", table([FULL, plain(name=None)], FIELDS.ids))
    columns = [one for one in CORE if one != "department"]
    grid = [["所属：会計課"], *table([plain(name="照合", runs_per_year="週2回")], columns)]
    write_openpyxl(tmp_path / "会計課.xlsx", {SHEET: grid})
    return read_surveys(tmp_path, departments=[Department("会計課"), Department("市民課")])


@pytest.fixture
def book(inventory, tmp_path):
    path = write_inventory(inventory, tmp_path / "out.xlsx")
    return openpyxl.load_workbook(path)


def cells(sheet, heading):
    """Return the lines below the line of headings, by heading."""
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    first = next(place for place, line in enumerate(lines) if heading in line)
    names = [str(name).partition("\n")[0] for name in lines[first]]
    return [dict(zip(names, line, strict=True)) for line in lines[first + 1 :]]


def test_every_answer_stands_under_its_heading(book, inventory):
    name = FIELDS["name"].label
    lines = {line[name]: line for line in cells(book.worksheets[0], name)}
    assert list(lines) == inventory.tasks["name"].tolist() == ["照合", "納付書の転記"]
    for field_id, answer in FULL.items():
        assert lines["納付書の転記"][FIELDS[field_id].label] == answer
    assert lines["照合"][FIELDS["runs_per_year"].label] == 104
    assert lines["照合"][FIELDS["section"].label] is None


def test_no_text_becomes_a_formula(book):
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert kinds <= {"s", "n"}


def test_every_value_has_its_file_sheet_and_cell(book, inventory):
    lines = cells(book.worksheets[1], "ファイル")
    known = sum(len(line) for line in answers(inventory.tasks))
    assert len(lines) == known
    by_label = {one.label: one.id for one in FIELDS}
    for line in lines:
        task, field, _, _, file, sheet, cell = line.values()
        source = inventory.source_of(task, by_label[field])
        assert (file, sheet or "", cell or "") == (source.file, source.sheet, source.cell)


def test_what_was_written_otherwise_stands_beside_the_value(inventory):
    otherwise = [
        (one.field, one.value, one.written)
        for one in value_sources(inventory)
        if one.reads_otherwise
    ]
    assert otherwise == [("department", "会計課", ""), ("runs_per_year", 104.0, "週2回")]


def test_what_is_no_answer_is_not_lost(tmp_path):
    read = read_surveys(write_csv(tmp_path / "a.csv", table([plain(items_per_run="数件")])))
    (one,) = (one for one in value_sources(read) if one.value is None)
    assert (one.field, one.written, one.cell) == ("items_per_run", "数件", "D2")


def test_coverage_and_findings(book, inventory):
    _, _, coverage, findings, _ = book.worksheets
    lines = [list(line.values()) for line in cells(coverage, "ファイル")]
    assert lines == [
        ["会計課", "会計課.xlsx", SHEET, 1, 1, 0, 0],
        ["税務課", "税務課.csv", None, 2, 1, 0, 1],
        ["市民課", None, None, 0, 0, 0, 0],
    ]
    assert len(cells(findings, "ファイル")) == len(inventory.findings)


def test_it_can_be_read_as_a_survey(tmp_path, inventory):
    (tmp_path / "merged").mkdir()
    path = write_inventory(inventory, tmp_path / "merged" / "out.xlsx")
    again = read_surveys(path)
    assert answers(again.tasks) == answers(inventory.tasks)
    assert not again.findings.has_errors
    (only,) = again.tables  # sources, coverage and findings are no lists of tasks
    assert only.rows_used == 2


def test_in_english(tmp_path, inventory):
    set_language("en")
    book = openpyxl.load_workbook(write_inventory(inventory, tmp_path / "out.xlsx"))
    assert book.sheetnames == ["Tasks", "Sources", "Coverage", "Findings", "Creation"]
    batch = next(one for one in FIELDS["timing"].choices if one.code == "batch")
    lines = cells(book.worksheets[0], FIELDS["name"].label_en)
    assert {line[FIELDS["timing"].label_en] for line in lines} == {batch.label_en}


def test_the_same_input_gives_the_same_bytes(tmp_path, inventory):
    first = write_inventory(inventory, tmp_path / "1.out").read_bytes()
    assert write_inventory(inventory, tmp_path / "2.out").read_bytes() == first


def test_tasks_made_in_memory(tmp_path, inventory):
    made = Inventory.from_frame(inventory.tasks)
    book = openpyxl.load_workbook(write_inventory(made, tmp_path / "out.xlsx"))
    assert len(cells(book.worksheets[0], FIELDS["name"].label)) == 2


def test_no_tasks_at_all(tmp_path):
    path = write_inventory(read_surveys(tmp_path / "none.xlsx"), tmp_path / "out.xlsx")
    assert len(openpyxl.load_workbook(path).sheetnames) == 5


def test_a_folder_that_is_not_there(tmp_path, inventory):
    with pytest.raises(OutputError):
        write_inventory(inventory, tmp_path / "none" / "out.xlsx")
    assert not list(tmp_path.glob(".*"))
