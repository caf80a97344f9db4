"""calamine is spared the search for merged ranges; what it reads stays the same."""

import zipfile

import pytest
from python_calamine import CalamineWorkbook
from tests.unit.reading.surveys import (
    SHEET,
    edited,
    plain,
    table,
    write_openpyxl,
    write_xlsxwriter,
)

from rpa_scout.findings import Finding
from rpa_scout.reading.files import workbooks
from rpa_scout.reading.files.safety import Package, Refused
from rpa_scout.reading.files.second_look import look_at_package
from rpa_scout.reading.files.sheets import open_file
from rpa_scout.reading.files.sources import SurveyFile
from rpa_scout.reading.files.unmerged import with_empty_lists
from rpa_scout.reading.files.xlsx_parts import sheet_parts

PART = "xl/worksheets/sheet1.xml"


@pytest.fixture(params=[write_openpyxl, write_xlsxwriter])
def path(request, tmp_path):
    grid = table([plain(name=f"業務{number}") for number in range(20)])
    return request.param(
        tmp_path / "調査票.xlsx", {SHEET: grid, "所属一覧": [["所属"], ["税務課"]]}
    )


def quick(content):
    package = Package(content)
    parts = sheet_parts(package)
    return with_empty_lists(content, package, parts, look_at_package(package, parts, ()))


def merging(path, cells):
    merged = f'</sheetData><mergeCells count="1"><mergeCell ref="{cells}"/></mergeCells>'
    return edited(path, PART, lambda xml: xml.replace(b"</sheetData>", merged.encode()))


def parts_of(path):
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        return {name: book.read(name) for name in book.namelist()}


def read(path):
    with CalamineWorkbook.from_path(path) as book:
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_only_the_empty_list_is_added(path, tmp_path):
    made = tmp_path / "made.xlsx"
    made.write_bytes(quick(path.read_bytes()))
    before, after = parts_of(path), parts_of(made)
    changed = {name for name in before if before[name] != after[name]}
    assert list(before) == list(after)
    assert changed == {PART, "xl/worksheets/sheet2.xml"}
    for name in changed:
        assert (
            after[name].replace(b'<mergeCells count="0"/><sheetData', b"<sheetData") == before[name]
        )
    assert read(made) == read(path)


def test_sheet_with_merged_ranges_stays_as_it_is(path, tmp_path):
    made = tmp_path / "made.xlsx"
    made.write_bytes(quick(merging(path, "A2:A5").read_bytes()))
    assert parts_of(made)[PART] == parts_of(path)[PART]
    opened = open_file(SurveyFile(path, path.name))
    assert [sheet.merged for sheet in opened.sheets] == [[((1, 0), (4, 0))], []]


def test_reader_that_does_not_take_it_gets_the_workbook_itself(path, monkeypatch):
    usual = workbooks._sheets
    tried = []

    def strict(content, *rest):
        tried.append(content)
        if b'<mergeCells count="0"/>' in content:
            raise Refused("file_damaged")
        return usual(content, *rest)

    monkeypatch.setattr(workbooks, "_sheets", strict)
    opened = open_file(SurveyFile(path, path.name))
    assert not isinstance(opened, Finding)
    assert len(tried) == 2
    assert opened.sheets[0].grid.height == 21


def test_part_that_does_not_have_its_sum_is_not_made_to_have_it(path):
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"PK\x01\x02", 0, content.rindex(PART.encode()))
    content[entry + 16] ^= 1
    path.write_bytes(content)
    opened = open_file(SurveyFile(path, path.name))
    assert isinstance(opened, Finding)
    assert opened.code == "file_damaged"


def test_names_beyond_ascii_are_kept(path, tmp_path):
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("xl/media/図.txt", "図".encode())
    made = tmp_path / "made.xlsx"
    made.write_bytes(quick(path.read_bytes()))
    assert parts_of(made)["xl/media/図.txt"] == "図".encode()
