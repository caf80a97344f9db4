"""The same rows give the same inventory, whatever program wrote the file."""

import pytest
from tests.unit.reading.full_survey import (
    COLUMNS,
    DOWN,
    EXPECTED,
    RIGHT,
    TASK_ROWS,
    survey,
    workbook_sheets,
)
from tests.unit.reading.surveys import (
    SHEET,
    answers,
    told,
    write_csv,
    write_openpyxl,
    write_xlsm,
    write_xlsxwriter,
)

from rpa_scout.findings import cell_address
from rpa_scout.pipeline import read_surveys

CSV_KINDS = {
    "utf8.csv": ("utf-8", ","),
    "bom.csv": ("utf-8-sig", ","),
    "cp932.csv": ("cp932", ","),
    "tab.csv": ("utf-8", "\t"),
    "semicolon.csv": ("cp932", ";"),
}
KINDS = ("openpyxl.xlsx", "xlsxwriter.xlsx", "macro.xlsm", "office.xls", "office.ods", *CSV_KINDS)


@pytest.fixture(scope="module")
def files(tmp_path_factory, office_file):
    """Return a file of each kind, made when it is first asked for."""
    folder = tmp_path_factory.mktemp("formats")

    def made(kind):
        path = folder / kind
        if path.exists():
            return path
        if kind in CSV_KINDS:
            return write_csv(path, survey(), *CSV_KINDS[kind])
        match path.suffix:
            case ".xlsm":
                return write_xlsm(path, workbook_sheets())
            case ".xlsx":
                write = write_openpyxl if kind.startswith("openpyxl") else write_xlsxwriter
                return write(path, workbook_sheets())
        return office_file(path.suffix[1:])

    return made


@pytest.mark.parametrize("kind", KINDS)
def test_same_rows_same_inventory(kind, files):
    inventory = read_surveys(files(kind))
    assert told(inventory) == []
    assert list(inventory.tasks.index) == list(TASK_ROWS)
    assert answers(inventory.tasks) == EXPECTED
    assert answers(inventory.left_out) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_knows_its_cell(kind, files):
    inventory = read_surveys(files(kind))
    sheet = "" if kind.endswith(".csv") else SHEET
    for task_id, row in TASK_ROWS.items():
        for position, field_id in enumerate(COLUMNS):
            source = inventory.source_of(task_id, field_id)
            expected = (kind, sheet, cell_address(row - 1, RIGHT + position))
            assert (source.file, source.sheet, source.cell) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_tables_say_where_they_stand(kind, files):
    (table,) = read_surveys(files(kind)).tables
    assert (table.file, table.department, table.header_row) == (kind, "税務課", DOWN + 1)
    assert table.columns == {field: RIGHT + position for position, field in enumerate(COLUMNS)}
    assert (table.rows_read, table.rows_used) == (2, 2)


@pytest.mark.parametrize("suffix", [".XLSX", ".Csv"])
def test_suffixes_in_any_case(suffix, files, tmp_path):
    source = files("utf8.csv" if suffix == ".Csv" else "openpyxl.xlsx")
    path = tmp_path / f"調査票{suffix}"
    path.write_bytes(source.read_bytes())
    assert answers(read_surveys(path).tasks) == EXPECTED
