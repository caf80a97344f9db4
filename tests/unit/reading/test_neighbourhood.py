"""The cells around one, as they stand in the workbook."""

import pytest
from tests.unit.reading.surveys import write_openpyxl

from rpa_scout.findings import Finding
from rpa_scout.reading.neighbourhood import cell_neighbourhood

ROWS = [[f"{row}{letter}" for letter in "ABCDEFGHIJ"] for row in range(1, 21)]
ROWS[9][4] = 3.0


@pytest.fixture
def workbook(tmp_path):
    return write_openpyxl(tmp_path / "表.xlsx", {"業務一覧": ROWS})


def test_cell_stands_in_the_middle_and_is_marked(workbook):
    around = cell_neighbourhood(workbook, "業務一覧", "E10", header_row=2)
    row, column = around.marked
    assert around.cells[row][column] == "3"
    assert around.columns == ("B", "C", "D", "E", "F", "G", "H")
    assert around.rows == (2, 8, 9, 10, 11, 12)
    assert around.cells[0][0] == "2B"
    assert (around.rows[row], around.columns[column]) == (10, "E")


@pytest.mark.parametrize("cell", ["A1", "J20", "L25"])
def test_edges_and_what_lies_beyond(workbook, cell):
    around = cell_neighbourhood(workbook, "業務一覧", cell, header_row=1)
    row, column = around.marked
    assert f"{around.columns[column]}{around.rows[row]}" == cell
    assert around.cells[row][column] == {"A1": "1A", "J20": "20J", "L25": ""}[cell]
    assert {len(cells) for cells in around.cells} == {len(around.columns)}


def test_no_such_sheet_or_address(workbook):
    assert cell_neighbourhood(workbook, "別の表", "A1") is None
    assert cell_neighbourhood(workbook, "業務一覧", "") is None


def test_a_file_that_is_gone_is_a_finding(tmp_path):
    assert isinstance(cell_neighbourhood(tmp_path / "ない.xlsx", "業務一覧", "A1"), Finding)
