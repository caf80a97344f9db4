"""What is vouched for is understood by parsing in the same way; nothing else is vouched for."""

import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.office import convert
from tests.unit.reading.surveys import (
    FIELDS,
    SHEET,
    plain,
    table,
    write_openpyxl,
    write_xlsxwriter,
)

from rpa_scout.findings import cell_address
from rpa_scout.forms import write_form
from rpa_scout.policy import load_policy
from rpa_scout.reading.files import sheet_facts
from rpa_scout.reading.files.cells import ErrorCell, FormulaCell, PercentCell
from rpa_scout.reading.files.excel import plain_sheet as module
from rpa_scout.reading.files.excel.formats import Formats
from rpa_scout.reading.files.excel.plain_sheet import plain_sheet
from rpa_scout.reading.files.excel.sheet_parse import parse_sheet
from rpa_scout.reading.files.refusal import RefusedError

NAME = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PERCENT = Formats(percent=frozenset({3}))

CONTENTS = st.sampled_from(
    [
        ("", ""),
        (' t="s"', "<v>0</v>"),
        ("", "<v>12.5</v>"),
        (' s="3"', "<v>0.05</v>"),
        (' s="3" t="s"', "<v>0</v>"),
        (' t="e"', "<v>#N/A</v>"),
        ("", "<f>A1+1</f><v>3</v>"),
        ("", "<f>A1&lt;1</f>"),
        (' t="str"', "<f>A1</f><v></v>"),
        ("", '<f t="shared" si="0"/><v/>'),
        (' t="inlineStr"', "<is><t>a &amp; b</t></is>"),
        (' t="b"', "<v>1</v>"),
    ]
)
ROWS = st.dictionaries(
    st.integers(1, 40), st.dictionaries(st.integers(0, 30), CONTENTS, max_size=6), max_size=8
)
HIDDEN = st.sampled_from(["", ' hidden="1"', ' hidden="false"', ' spans="1:9" ht="18.75"'])


def sheet(rows, before="", after=""):
    return (
        f'<?xml version="1.0"?><worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>'
        f"{after}</worksheet>"
    ).encode()


@settings(max_examples=200)
@given(ROWS, st.lists(HIDDEN, min_size=8, max_size=8))
def test_plain_sheets_are_understood_as_by_parsing(rows, hidden):
    written = ""
    for (number, cells), about in zip(sorted(rows.items()), hidden, strict=False):
        inside = "".join(
            f'<c r="{cell_address(number - 1, column)}"{head}>{content}</c>'
            if content
            else f'<c r="{cell_address(number - 1, column)}"{head}/>'
            for column, (head, content) in sorted(cells.items())
        )
        written += f'<row r="{number}"{about}>{inside}</row>'
    part = sheet(written, '<cols><col min="2" max="3" hidden="1"/></cols>')
    vouched, parsed = plain_sheet(NAME, part, PERCENT), parse_sheet(NAME, part, PERCENT)
    assert vouched is not None
    assert vouched.part == part
    assert vouched.facts.special == parsed.special
    assert vouched.facts.hidden_rows == parsed.hidden_rows
    assert vouched.facts.hidden_columns == parsed.hidden_columns == {1, 2}
    # Blank cells count too: it is an upper bound.
    assert vouched.facts.last_row >= parsed.last_row
    assert vouched.facts.last_column >= parsed.last_column


def test_special_cells_of_a_plain_sheet():
    rows = (
        '<row r="1" hidden="1"><c r="A1" s="3"><v>0.05</v></c><c r="B1" t="e"><v>#REF!</v></c>'
        '<c r="C1"><f>A1</f></c><c r="D1" s="3"/><c r="E1" s="13"><v>0.05</v></c></row>'
    )
    vouched = plain_sheet(NAME, sheet(rows), PERCENT)
    assert vouched.facts.special == {
        (0, 0): PercentCell(5.0),
        (0, 1): ErrorCell("#REF!"),
        (0, 2): FormulaCell("=A1"),
    }
    assert vouched.facts.hidden_rows == {0}


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v >1</v></c></row>',
        '<row r="1"><c r="A1" ><v>1</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c></row>",
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A11"><v>1</v></c></row>',
        '<row r="11"><c r="A1"><v>1</v></c></row>',
        '<row><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1"><x/><v>1</v></c></row>',
        '<row r="1"><!-- --><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="d"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
        '<row r="1"><x:c r="A1"><v>1</v></x:c></row>',
        '<c r="A1"><v>1</v></c>',
        '<row r="1">\n<c r="A1"><v>1</v></c></row>',
        '<row r="1"><row r="2"/></row>',
    ],
)
def test_what_is_written_in_another_way_is_not_vouched_for(rows):
    assert plain_sheet(NAME, sheet(rows), PERCENT) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<!-- <sheetData></sheetData> -->", ""),
        ("<sheetData/>", ""),
        ("", "<sheetData/>"),
        ("", "<x>"),
        ("", "</worksheet><worksheet>"),
    ],
)
def test_rows_that_could_be_others_are_not_vouched_for(before, after):
    part = sheet('<row r="1"><c r="A1"><v>1</v></c></row>', before, after)
    with suppress(RefusedError):
        assert plain_sheet(NAME, part, PERCENT) is None


def test_pieces_of_a_large_sheet_are_all_looked_at():
    rows = [
        f'<row r="{number}"><c r="A{number}" t="s"><v>0</v></c><c r="AB{number}"><v>1</v></c></row>'
        for number in range(1, 40_001)
    ]
    vouched = plain_sheet(NAME, sheet("".join(rows)), PERCENT)
    assert (vouched.facts.last_row, vouched.facts.last_column) == (39_999, 27)
    for number in (0, 20_000, 39_999):
        changed = [*rows]
        changed[number] = changed[number].replace("<v>1</v>", "<v >1</v>")
        assert plain_sheet(NAME, sheet("".join(changed)), PERCENT) is None


def test_stray_cells_are_cut_off():
    near = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>0.5</v></c></row>'
    far = '<row r="900000"><c r="C900000" s="3"><v>0.5</v></c></row>'
    wide = '<row r="2"><c r="A2"><v>1</v></c><c r="XFD2"><v>1</v></c></row>'
    vouched = plain_sheet(NAME, sheet(near + wide + far), PERCENT)
    assert vouched.facts.cut_at == "XFD2"
    assert vouched.part == sheet(near + '<row r="2"><c r="A2"><v>1</v></c></row>')
    assert vouched.facts.special == {}


def sheets_of(path):
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist() if "/worksheets/sheet" in name}


@pytest.mark.parametrize("write", [write_openpyxl, write_xlsxwriter])
def test_sheets_of_usual_libraries_are_plain(write, tmp_path):
    grid = table([plain(name=" 前後に空白 "), plain(remarks="a & <b>\n改行")])
    for name, part in sheets_of(write(tmp_path / "a.xlsx", {SHEET: grid, "空": [[1]]})).items():
        assert plain_sheet(name, part, PERCENT) is not None


def test_sheets_of_other_programs_are_plain(office_file, tmp_path):
    for name, part in sheets_of(convert(office_file("ods"), "xlsx", tmp_path)).items():
        assert plain_sheet(name, part, PERCENT) is not None


@pytest.mark.parametrize("is_saved", [False, True], ids=["as handed out", "saved by LibreOffice"])
def test_sheets_of_our_form_are_plain_and_only_their_heads_are_parsed(
    tmp_path, monkeypatch, is_saved
):
    path = write_form(tmp_path / "税務課.xlsx", "税務課", FIELDS, load_policy(), [plain()])
    if is_saved:
        (tmp_path / "saved").mkdir()
        path = convert(path, "xlsx", tmp_path / "saved")
    parsed = []

    def noting(name, part, formats):
        parsed.append(part)
        return parse_sheet(name, part, formats)

    monkeypatch.setattr(module, "parse_sheet", noting)
    for name, part in sheets_of(path).items():
        assert plain_sheet(name, part, Formats()) is not None
    assert parsed
    assert not any(b"<row" in part for part in parsed)


def test_full_sheets_are_not_taken_for_nearly_empty_ones(monkeypatch):
    monkeypatch.setattr(sheet_facts, "_SPARSE_AT_MOST", 1_000)
    cells = "".join(f'<c r="{column}{{0}}"><v>1</v></c>' for column in "ABCDEFGHIJ")
    full = "".join(f'<row r="{number}">{cells.format(number)}</row>' for number in range(1, 51))
    sheets = [plain_sheet(NAME, sheet(full), PERCENT).facts for _ in range(3)]
    sheet_facts.check_extents(sheets)
    nearly_empty = (
        full[: full.index("</row>")] + '</row><row r="300"><c r="J300"><v>1</v></c></row>'
    )
    sheets = [plain_sheet(NAME, sheet(nearly_empty), PERCENT).facts for _ in range(3)]
    with pytest.raises(RefusedError):
        sheet_facts.check_extents(sheets)
