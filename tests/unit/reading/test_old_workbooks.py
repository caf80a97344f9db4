"""An .xls is walked through before calamine reads it: container, records, extents."""

import io
import struct

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.old_workbooks import cell, cells, container, record, stream, with_link
from tests.unit.reading.surveys import SHEET, plain, table, told

from rpa_scout.pipeline import read_surveys
from rpa_scout.reading.files.native_reader import native_sheets
from rpa_scout.reading.files.old_excel.book import readable_xls
from rpa_scout.reading.files.old_excel.container import Container, container_of
from rpa_scout.reading.files.refusal import RefusedError

GRID = table([plain(), plain(name="集計")])


def read(tmp_path, sheets, **parts):
    path = tmp_path / "古い.xls"
    path.write_bytes(container(stream(sheets, **parts)))
    return read_surveys(path)


@pytest.mark.parametrize("page", [932, 1200, 1252, 10001, 65001])
def test_texts_do_not_depend_on_the_code_page(tmp_path, page):
    """The texts of BIFF8 are UTF-16, whatever the record of the code page says."""
    before = record(0x42, struct.pack("<H", page))
    inventory = read(tmp_path, {SHEET: cells(GRID)}, before=before)
    assert list(inventory.tasks["name"]) == ["納付書の転記", "集計"]
    assert list(inventory.tasks["department"]) == ["税務課", "税務課"]


@pytest.mark.parametrize(
    ("row", "column", "address"),
    [(65_535, 255, "IV65536"), (60_000, 100, "CW60001"), (40_000, 255, "IV40001")],
)
def test_far_cell_is_not_laid_out(tmp_path, row, column, address):
    inventory = read(tmp_path, {SHEET: cells(GRID) + cell(row, column, "x")})
    assert ("warning", "cells_far_away", SHEET, address, "", "") in told(inventory)
    assert len(inventory.tasks) == 2


def test_far_formula_takes_its_text_with_it():
    formula = struct.pack("<HHH", 65_000, 200, 0) + b"\0\0\0\0\0\0\xff\xff" + bytes(8)
    text = record(0x207, struct.pack("<HB", 1, 1) + "遠".encode("utf-16-le"))
    far = record(0x06, formula) + text
    readable = readable_xls(container(stream({SHEET: cells(GRID) + far})))
    (sheet,) = native_sheets(readable.content, ())
    values = {value for row in sheet.rows for value in row}
    assert "遠" not in values
    assert "納付書の転記" in values
    assert readable.facts[SHEET].cut_at == "GS65001"


def test_size_that_a_sheet_states_takes_no_memory():
    widest = struct.pack("<IIHHH", 0, 65_536, 0, 256, 0)
    readable = readable_xls(container(stream({SHEET: cells(GRID)}, dimensions=widest)))
    assert struct.pack("<HH", 0x200, 14) + bytes(14) in readable.content


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=30_000), st.sampled_from(["Workbook", "Book"]))
def test_container_holds_what_was_put_in(content, name):
    for made in (container(content, name=name), container_of(name, content)):
        written = Container(made).stream(name)
        assert written[: len(content)] == content
        assert not written[len(content) :].strip(b"\0")
    with olefile.OleFileIO(io.BytesIO(container(content, name=name))) as reference:
        assert (
            reference.openstream(name).read()
            == Container(made)
            .stream(name)[:4096]
            .ljust(len(reference.openstream(name).read()), b"\0")
            or len(content) > 4096
        )


def test_containers_of_other_programs(office_file):
    content = office_file("xls").read_bytes()
    ours = Container(content)
    ours.check_streams()
    with olefile.OleFileIO(io.BytesIO(content)) as reference:
        for names in reference.listdir():
            assert ours.stream(names[-1]) == reference.openstream(names).read()


@pytest.mark.parametrize("sector", [2, 5, 7])
@pytest.mark.parametrize("following", [0, 1, 2, 0xFFFFFFFF, 0x7FFFFFFF, "itself"])
def test_broken_chain_is_damage(sector, following):
    whole = container(stream({SHEET: cells(GRID)}))
    changed = with_link(whole, sector, sector if following == "itself" else following)
    with pytest.raises(RefusedError) as refused:
        readable_xls(changed)
    assert refused.value.code == "file_damaged"


def test_sum_over_sheets_is_bounded(tmp_path):
    corner = cell(0, 0, 1) + cell(60_000, 30, 1)
    sheets = {SHEET: cells(GRID)} | {f"{number}": corner for number in range(5)}
    inventory = read(tmp_path, sheets)
    assert [finding.code for finding in inventory.findings] == ["file_too_large"]
